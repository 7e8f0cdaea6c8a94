import type { ProgramTable } from '../../command.ts';
import { service } from './service.ts';
import {
  AMPLIFY,
  BEANSTALK,
  CLOUD_FOUNDRY,
  FIREBASE,
  FLY,
  HEROKU,
  NETLIFY,
  RAILWAY,
  RENDER,
  RENTED_DATABASES,
  STACKS_OF_AWS,
  SUPABASE,
  VERCEL,
  WRANGLER,
} from './tables/apps.ts';
import { AWS } from './tables/aws.ts';
import { AZURE } from './tables/azure.ts';
import { ARGO, BUILDKITE, CIRCLECI, DRONE, GITLAB_RUNNER, JENKINS, RELEASES, TEKTON } from './tables/delivery.ts';
import { CLOUDFLARED, DNSCONTROL, FASTLY, FLARECTL, OCTODNS } from './tables/edge.ts';
import { HUB, JIRA, SENTRY, TEA } from './tables/forges.ts';
import { GCLOUD, GSUTIL } from './tables/google.ts';
import { DOCTL, EXOSCALE, HCLOUD, IBMCLOUD, LINODE, OCI, SCALEWAY, VULTR } from './tables/providers.ts';

const [linode, vultr, fly, stacks, rented, jenkins] = [
  service(LINODE),
  service(VULTR),
  service(FLY),
  service(STACKS_OF_AWS),
  service(RENTED_DATABASES),
  service(JENKINS),
];

/** The clients of clouds and platforms, as far as they change what runs or is kept there or print its secrets; what they copy is told elsewhere. */
export const clouds: ProgramTable = {
  aws: service(AWS),
  awslocal: () => ({}),
  gcloud: service(GCLOUD),
  gsutil: service(GSUTIL),
  az: service(AZURE),
  doctl: service(DOCTL),
  hcloud: service(HCLOUD),
  'linode-cli': linode,
  linode,
  oci: service(OCI),
  ibmcloud: service(IBMCLOUD),
  scw: service(SCALEWAY),
  exo: service(EXOSCALE),
  'vultr-cli': vultr,
  vultr,
  heroku: service(HEROKU),
  fly,
  flyctl: fly,
  vercel: service(VERCEL),
  netlify: service(NETLIFY),
  wrangler: service(WRANGLER),
  railway: service(RAILWAY),
  render: service(RENDER),
  supabase: service(SUPABASE),
  firebase: service(FIREBASE),
  amplify: service(AMPLIFY),
  eb: service(BEANSTALK),
  sam: stacks,
  eksctl: stacks,
  copilot: stacks,
  'ecs-cli': stacks,
  cf: service(CLOUD_FOUNDRY),
  neonctl: rented,
  neon: rented,
  pscale: rented,
  turso: rented,
  upctl: service(SCALEWAY),
  flarectl: service(FLARECTL),
  cloudflared: service(CLOUDFLARED),
  dnscontrol: service(DNSCONTROL),
  'octodns-sync': service(OCTODNS),
  fastly: service(FASTLY),
  circleci: service(CIRCLECI),
  'gitlab-runner': service(GITLAB_RUNNER),
  'jenkins-cli': jenkins,
  jcli: jenkins,
  'buildkite-agent': service(BUILDKITE),
  drone: service(DRONE),
  tkn: service(TEKTON),
  argo: service(ARGO),
  'release-it': service(RELEASES),
  hub: service(HUB),
  tea: service(TEA),
  jira: service(JIRA),
  'sentry-cli': service(SENTRY),
};
