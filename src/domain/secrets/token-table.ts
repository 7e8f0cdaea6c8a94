import { base62, crc32 } from '../checksum.ts';
import type { Confidence } from './shape.ts';

/** A token that begins with letters of its own: nearly every service's. The pattern is matched where a keyword stands. */
export interface TokenForm {
  readonly name: string;
  readonly keywords: readonly string[];
  readonly pattern: RegExp;
  readonly confidence?: Confidence;
  /** Tells a token from a look-alike by digits that it carries itself; one that fails is of low confidence. */
  readonly verify?: (token: string) => boolean;
  /** No check of randomness: the form is long and strict enough. */
  readonly exact?: boolean;
}

/** The last six digits are the CRC of those between the prefix and them. */
const sumOfBody =
  (prefix: number) =>
  (token: string): boolean =>
    token.slice(-6) === base62(crc32(token.slice(prefix, -6)), 6);

const sumOfAll = (token: string): boolean => token.slice(-6) === base62(crc32(token.slice(0, -7)), 6);

/** A bot's ends in 24 letters and digits, a user's in 32 hexadecimal ones; no kind is numbers alone. */
const SLACK_TAILS: Readonly<Record<string, RegExp>> = { 'xoxb-': /-[0-9A-Za-z]{24,}$/, 'xoxp-': /-[0-9a-f]{32,}$/ };

export const TOKEN_FORMS: readonly TokenForm[] = [
  { name: 'hookwarden-key', keywords: ['hw_'], pattern: /hw_[0-9A-Za-z]{8}_[0-9A-Za-z]{43}_[0-9A-Za-z]{6}/y, verify: sumOfAll },
  {
    name: 'github-token',
    keywords: ['ghp_', 'gho_', 'ghu_', 'ghs_', 'ghr_'],
    pattern: /gh[pousr]_[0-9A-Za-z]{36,255}/y,
    verify: sumOfBody(4),
  },
  { name: 'github-fine-grained-token', keywords: ['github_pat_'], pattern: /github_pat_[0-9A-Za-z]{22}_[0-9A-Za-z]{59}/y },
  { name: 'npm-token', keywords: ['npm_'], pattern: /npm_[0-9A-Za-z]{36}/y, verify: sumOfBody(4) },
  {
    name: 'gitlab-token',
    keywords: ['glpat-', 'gldt-', 'glrt-', 'glptt-', 'glcbt-', 'gloas-', 'glsoat-', 'glagent-', 'glft-', 'glimt-', 'glrtr-'],
    pattern: /gl[a-z]{2,6}-[0-9A-Za-z_.-]{20,300}/y,
  },
  { name: 'bitbucket-token', keywords: ['ATBB'], pattern: /ATBB[0-9A-Za-z]{28,32}/y },
  { name: 'atlassian-token', keywords: ['ATATT3', 'ATCTT3'], pattern: /AT[AC]TT3[0-9A-Za-z_=-]{100,400}/y },
  { name: 'aws-access-key', keywords: ['AKIA', 'ASIA', 'ABIA', 'ACCA'], pattern: /A(?:KIA|SIA|BIA|CCA)[A-Z2-7]{16}(?![0-9A-Za-z])/y },
  {
    name: 'google-api-key',
    keywords: ['AIza'],
    pattern: /AIza[0-9A-Za-z_-]{35}(?![0-9A-Za-z_-])/y,
    verify: (token) => token.startsWith('AIzaSy'),
  },
  { name: 'google-client-secret', keywords: ['GOCSPX-'], pattern: /GOCSPX-[0-9A-Za-z_-]{28}/y },
  { name: 'google-access-token', keywords: ['ya29.'], pattern: /ya29\.[0-9A-Za-z_-]{20,2000}/y },
  { name: 'azure-storage-key', keywords: ['AccountKey='], pattern: /AccountKey=[0-9A-Za-z+/]{86}==/y },
  { name: 'azure-shared-key', keywords: ['SharedAccessKey='], pattern: /SharedAccessKey=[0-9A-Za-z+/]{43}=/y },
  { name: 'azure-signature', keywords: ['&sig=', '?sig='], pattern: /[&?]sig=[0-9A-Za-z%+/]{40,120}(?:=|%3D)?/y },
  { name: 'digitalocean-token', keywords: ['dop_v1_', 'doo_v1_', 'dor_v1_'], pattern: /do[opr]_v1_[0-9a-f]{64}/y },
  { name: 'heroku-key', keywords: ['HRKU-'], pattern: /HRKU-[0-9A-Za-z_-]{36,80}/y },
  { name: 'fly-token', keywords: ['fm1r_', 'fm2_', 'fm1a_'], pattern: /fm(?:1[ar]|2)_[0-9A-Za-z+/=]{80,2000}/y },
  { name: 'netlify-token', keywords: ['nfp_'], pattern: /nfp_[0-9A-Za-z]{36,48}/y },
  { name: 'vault-token', keywords: ['hvs.', 'hvb.', 'hvr.'], pattern: /hv[sbr]\.[0-9A-Za-z_-]{24,300}/y },
  {
    name: 'doppler-token',
    keywords: ['dp.pt.', 'dp.st.', 'dp.ct.', 'dp.sa.', 'dp.scim.', 'dp.audit.'],
    pattern: /dp\.(?:pt|st|ct|sa|scim|audit)\.(?:[a-z0-9_-]{2,35}\.)?[0-9A-Za-z]{40,44}/y,
  },
  { name: 'onepassword-token', keywords: ['ops_eyJ'], pattern: /ops_eyJ[0-9A-Za-z+/=_-]{200,4000}/y },
  {
    name: 'onepassword-secret-key',
    keywords: ['A3-'],
    pattern: /A3-[A-Z0-9]{6}-(?:[A-Z0-9]{11}|[A-Z0-9]{6}-[A-Z0-9]{5})-[A-Z0-9]{5}-[A-Z0-9]{5}-[A-Z0-9]{5}/y,
  },
  { name: 'age-secret-key', keywords: ['AGE-SECRET-KEY-1'], pattern: /AGE-SECRET-KEY-1[0-9A-Z]{58}/y },
  { name: 'pulumi-token', keywords: ['pul-'], pattern: /pul-[0-9a-f]{40}/y },
  { name: 'grafana-token', keywords: ['glsa_', 'glc_eyJ'], pattern: /glsa_[0-9A-Za-z]{32}_[0-9a-f]{8}|glc_eyJ[0-9A-Za-z+/=]{40,400}/y },
  { name: 'databricks-token', keywords: ['dapi', 'dkea', 'dsapi'], pattern: /(?:dapi|dkea|dsapi)[0-9a-f]{32}(?:-\d)?(?![0-9A-Za-z])/y },
  { name: 'dynatrace-token', keywords: ['dt0c01.', 'dt0s'], pattern: /dt0[cs]\d\d\.[0-9A-Z]{24}\.[0-9A-Z]{64}/y },
  { name: 'newrelic-key', keywords: ['NRAK-', 'NRII-', 'NRJS-', 'NRRA-'], pattern: /NR(?:AK|II|JS|RA)-[0-9A-Za-z_-]{19,48}/y },
  { name: 'sentry-token', keywords: ['sntrys_', 'sntryu_'], pattern: /sntry(?:s_eyJ[0-9A-Za-z+/=_]{60,600}|u_[0-9a-f]{64})/y },
  { name: 'posthog-key', keywords: ['phx_'], pattern: /phx_[0-9A-Za-z_-]{40,60}/y },
  {
    name: 'slack-token',
    keywords: ['xoxb-', 'xoxp-', 'xoxa-', 'xoxo-', 'xoxs-', 'xoxr-', 'xoxe-', 'xoxc-', 'xoxd-', 'xoxe.'],
    pattern: /xox[a-e](?:\.xox[bp])?-[0-9A-Za-z%-]{20,400}|xox[oprs]-[0-9A-Za-z-]{20,300}/y,
    verify: (token) => (SLACK_TAILS[token.slice(0, 5)] ?? /-[0-9.-]*[A-Za-z]/).test(token),
  },
  {
    name: 'slack-app-token',
    keywords: ['xapp-'],
    pattern: /xapp-\d-[0-9A-Z]{8,14}-\d{10,14}-[0-9a-f]{40,80}/y,
    verify: (token) => /-[0-9a-f]{64}$/.test(token),
  },
  {
    name: 'slack-webhook',
    keywords: ['hooks.slack.com/'],
    pattern: /hooks\.slack\.com\/(?:services|workflows|triggers)\/[0-9A-Z]{8,14}\/[0-9A-Za-z]{8,20}\/[0-9A-Za-z]{18,48}/y,
  },
  {
    name: 'discord-webhook',
    keywords: ['discord.com/api/webhooks/', 'discordapp.com/api/webhooks/'],
    pattern: /discord(?:app)?\.com\/api\/webhooks\/\d{17,20}\/[0-9A-Za-z_-]{60,80}/y,
  },
  {
    name: 'teams-webhook',
    keywords: ['webhook.office.com/webhookb2/'],
    pattern: /webhook\.office\.com\/webhookb2\/[0-9a-f@-]{36,80}\/IncomingWebhook\/[0-9a-f]{32}\/[0-9a-f-]{36}/y,
    exact: true,
  },
  { name: 'stripe-live-key', keywords: ['sk_live_', 'rk_live_'], pattern: /[rs]k_live_[0-9A-Za-z]{14,247}/y },
  { name: 'stripe-test-key', keywords: ['sk_test_', 'rk_test_'], pattern: /[rs]k_test_[0-9A-Za-z]{16,247}/y, confidence: 'low' },
  { name: 'webhook-signing-secret', keywords: ['whsec_'], pattern: /whsec_[0-9A-Za-z+/]{24,88}={0,2}/y },
  { name: 'square-token', keywords: ['sq0atp-', 'sq0csp-', 'sq0idp-'], pattern: /sq0(?:atp-[0-9A-Za-z_-]{22}|csp-[0-9A-Za-z_-]{43})/y },
  { name: 'shopify-token', keywords: ['shpat_', 'shpss_', 'shpca_', 'shppa_'], pattern: /shp(?:at|ss|ca|pa)_[0-9a-fA-F]{32}/y },
  { name: 'razorpay-key', keywords: ['rzp_live_'], pattern: /rzp_live_[0-9A-Za-z]{14,24}/y },
  {
    name: 'sendgrid-key',
    keywords: ['SG.'],
    pattern: /SG\.[0-9A-Za-z_-]{22}\.[0-9A-Za-z_-]{43}/y,
    // Sixteen bytes leave four bits of their last letter unused.
    verify: (token) => /^SG\..{21}[AQgw]\./.test(token),
  },
  { name: 'brevo-key', keywords: ['xkeysib-', 'xsmtpsib-'], pattern: /x(?:key|smtp)sib-[0-9a-f]{64}-[0-9A-Za-z]{16}/y },
  { name: 'mailgun-key', keywords: ['key-'], pattern: /key-[0-9a-f]{32}(?![0-9A-Za-z])/y },
  { name: 'resend-key', keywords: ['re_'], pattern: /re_[0-9A-Za-z]{8}_[0-9A-Za-z]{24}(?![0-9A-Za-z])/y },
  {
    name: 'openai-key',
    keywords: ['sk-proj-', 'sk-svcacct-', 'sk-admin-', 'sk-None-'],
    pattern: /sk-(?:proj|svcacct|admin|None)-[0-9A-Za-z_-]{40,250}/y,
  },
  {
    name: 'anthropic-key',
    keywords: ['sk-ant-'],
    pattern: /sk-ant-(?:[a-z]{3,8}\d\d-)?[0-9A-Za-z_-]{60,160}/y,
    // Of the kinds whose length is known, 70 bytes and what base64 makes of the last of them.
    verify: (token) => !/^sk-ant-(?:api|admin)/.test(token) || /\d\d-[0-9A-Za-z_-]{93}AA$/.test(token),
  },
  { name: 'openrouter-key', keywords: ['sk-or-v1-'], pattern: /sk-or-v1-[0-9a-f]{64}/y },
  {
    name: 'model-provider-key',
    keywords: ['sk-'],
    pattern: /sk-[0-9A-Za-z]{20}T3BlbkFJ[0-9A-Za-z]{20}|sk-[0-9A-Za-z]{48}(?![0-9A-Za-z])|sk-[0-9a-f]{32}(?![0-9A-Za-z])/y,
  },
  { name: 'huggingface-token', keywords: ['hf_', 'api_org_'], pattern: /(?:hf|api_org)_[A-Za-z0-9]{34,40}(?![0-9A-Za-z])/y },
  { name: 'groq-key', keywords: ['gsk_'], pattern: /gsk_[0-9A-Za-z]{52}/y },
  { name: 'xai-key', keywords: ['xai-'], pattern: /xai-[0-9A-Za-z_]{70,90}/y },
  { name: 'perplexity-key', keywords: ['pplx-'], pattern: /pplx-[0-9A-Za-z]{48,56}/y },
  { name: 'replicate-token', keywords: ['r8_'], pattern: /r8_[0-9A-Za-z]{37}(?![0-9A-Za-z])/y },
  { name: 'pinecone-key', keywords: ['pcsk_'], pattern: /pcsk_[0-9A-Za-z]{5,8}_[0-9A-Za-z]{50,70}/y },
  { name: 'langsmith-key', keywords: ['lsv2_'], pattern: /lsv2_(?:pt|sk)_[0-9a-f]{32}_[0-9a-f]{10}/y },
  { name: 'pypi-token', keywords: ['pypi-AgE'], pattern: /pypi-AgE[0-9A-Za-z_-]{60,400}/y },
  { name: 'rubygems-key', keywords: ['rubygems_'], pattern: /rubygems_[0-9a-f]{48}/y },
  { name: 'crates-token', keywords: ['cio'], pattern: /cio[0-9A-Za-z]{32}(?![0-9A-Za-z])/y },
  { name: 'nuget-key', keywords: ['oy2'], pattern: /oy2[a-z0-9]{43}(?![0-9A-Za-z])/y },
  { name: 'docker-token', keywords: ['dckr_pat_', 'dckr_oat_'], pattern: /dckr_[op]at_[0-9A-Za-z_-]{27,40}/y },
  { name: 'artifactory-key', keywords: ['AKCp', 'cmVmdGtu'], pattern: /AKCp[0-9A-Za-z]{60,80}|cmVmdGtu[0-9A-Za-z]{50,64}/y },
  { name: 'sonar-token', keywords: ['squ_', 'sqp_', 'sqa_'], pattern: /sq[upa]_[0-9a-f]{40}/y },
  { name: 'buildkite-token', keywords: ['bkua_'], pattern: /bkua_[0-9a-f]{40}/y },
  { name: 'circleci-token', keywords: ['CCIPAT_', 'CCIPRJ_'], pattern: /CCIP(?:AT|RJ)_[0-9A-Za-z]{16,32}_[0-9a-f]{40}/y },
  { name: 'postman-key', keywords: ['PMAK-'], pattern: /PMAK-[0-9a-f]{24}-[0-9a-f]{34}/y },
  { name: 'linear-key', keywords: ['lin_api_', 'lin_oauth_'], pattern: /lin_(?:api|oauth)_[0-9A-Za-z]{40,64}/y },
  {
    name: 'notion-token',
    keywords: ['ntn_', 'secret_'],
    pattern: /ntn_[0-9]{11}[0-9A-Za-z]{32,35}|secret_[0-9A-Za-z]{43}(?![0-9A-Za-z])/y,
    verify: (token) => token.length === 50,
  },
  { name: 'airtable-token', keywords: ['pat'], pattern: /pat[0-9A-Za-z]{14}\.[0-9a-f]{64}/y },
  { name: 'figma-token', keywords: ['figd_', 'figo_', 'figu_'], pattern: /fig[dou]_[0-9A-Za-z_-]{36,60}/y },
  { name: 'asana-token', keywords: ['1/1', '2/1'], pattern: /[12]\/1\d{14,15}(?:\/\d{16})?:[0-9a-f]{32}/y },
  { name: 'supabase-key', keywords: ['sbp_', 'sb_secret_'], pattern: /sbp_[0-9a-f]{40}|sb_secret_[0-9A-Za-z_-]{31,60}/y },
  { name: 'planetscale-token', keywords: ['pscale_'], pattern: /pscale_(?:tkn|pw|oauth)_[0-9A-Za-z=._-]{32,64}/y },
  {
    name: 'tailscale-key',
    keywords: ['tskey-'],
    pattern: /tskey-(?:auth|api|client|scim|webhook)-[0-9A-Za-z]{8,24}(?:CNTRL)?-[0-9A-Za-z]{20,48}/y,
  },
  { name: 'mapbox-secret', keywords: ['sk.eyJ'], pattern: /sk\.eyJ[0-9A-Za-z_-]{40,200}\.[0-9A-Za-z_-]{20,32}/y },
  { name: 'contentful-token', keywords: ['CFPAT-'], pattern: /CFPAT-[0-9A-Za-z_-]{43}/y },
  { name: 'duffel-token', keywords: ['duffel_live_'], pattern: /duffel_live_[0-9A-Za-z_=-]{43}/y },
  { name: 'easypost-key', keywords: ['EZAK', 'EZTK'], pattern: /EZ[AT]K[0-9A-Za-z]{54}/y },
  { name: 'shippo-key', keywords: ['shippo_live_'], pattern: /shippo_live_[0-9a-f]{40}/y },
  {
    name: 'plaid-token',
    keywords: ['access-production-', 'access-sandbox-'],
    pattern: /access-(?:production|sandbox)-[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/y,
    exact: true,
  },
  { name: 'facebook-token', keywords: ['EAA'], pattern: /EAA[0-9A-Za-z]{90,400}/y },
  { name: 'typeform-token', keywords: ['tfp_'], pattern: /tfp_[0-9A-Za-z_.=-]{40,70}/y },
  { name: 'readme-key', keywords: ['rdme_'], pattern: /rdme_[a-z0-9]{70}/y },
  { name: 'prefect-key', keywords: ['pnu_', 'pnb_'], pattern: /pn[ub]_[0-9A-Za-z]{36}/y },
  {
    name: 'launchdarkly-key',
    keywords: ['sdk-', 'api-'],
    pattern: /(?:sdk|api)-[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}/y,
    exact: true,
    confidence: 'low',
  },
];
