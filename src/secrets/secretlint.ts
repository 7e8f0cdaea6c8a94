import type { FoundSecret } from '../domain/secrets/find.ts';
import { isPlaceholder } from '../domain/secrets/likelihood.ts';
import type { Shape } from '../domain/secrets/shape.ts';
import type { Span } from './finding.ts';
import { isStandIn } from './value.ts';

/** Where one of its rules could begin to match: the letters that the rule cannot do without, and what must follow at once. */
const lead = (keywords: readonly string[], follows: RegExp, foldsCase = false): Shape => ({
  name: 'lead',
  keywords,
  foldsCase,
  insideWords: true,
  match: (text, at) => {
    follows.lastIndex = at;
    const found = follows.exec(text)?.[0];
    return found === undefined ? undefined : { start: at, end: at + found.length, confidence: 'low' };
  },
});

/** Looked for in the same pass as our own shapes. */
export const lintLeads: readonly Shape[] = [
  lead(['A3T', 'AKIA', 'AGPA', 'AIDA', 'AROA', 'AIPA', 'ANPA', 'ANVA', 'ASIA'], /A[A-Z0-9]{19}/y),
  lead(['secret'], /secret_?access_?key["']?\s{0,40}(?::|=>|=)\s{0,40}["']?[A-Za-z0-9/+=]{40}/iy, true),
  lead(['://'], /:\/\/[^:/\s]{1,256}:[^@/\s]{1,256}@/y),
  lead(['T3BlbkFJ'], /T3BlbkFJ/y),
  lead(['sk-ant-api0'], /sk-ant-api0\d-/y),
  lead(['gsk_'], /gsk_\w{52}/y),
  lead(['hf_'], /hf_[A-Za-z]{34}/y),
  lead(['lin_api_'], /lin_api_\w{32}/y),
  lead(['ntn_'], /ntn_[0-9]{11}/y),
  lead(['-----BEGIN'], /-----BEGIN[A-Z ]{0,40}PRIVATE KEY/y),
  lead(['sk_live_', 'sk_test_', 'rk_live_', 'rk_test_'], /[rs]k_(?:live|test)_[a-zA-Z0-9]{24}/y),
  lead(['ghp_', 'gho_', 'ghu_', 'ghs_', 'ghr_', 'github_pat_'], /(?:gh[pousr]|github_pat)_\w{12}/y),
  lead(['glpat-'], /glpat-[\w-]{20}/y),
  lead(['glc_', 'glsa_'], /(?:glc|glsa)_[A-Za-z0-9+/]{32}/y),
  lead(['ops_ey'], /ops_ey[A-Za-z0-9+/=]{100}/y),
  lead(['hvs.', 'hvb.', 'hvr.'], /hv[sbr]\.[\w-]{90}/y),
  lead(['vcp_', 'vci_', 'vca_', 'vcr_', 'vck_'], /vc[piark]_[A-Za-z0-9]{20}/y),
  lead(['dapi'], /dapi[A-Fa-f0-9]{32}/y),
  lead(['dckr_pat_'], /dckr_pat_[\w-]{27}/y),
  lead(['figd_'], /figd_[\w-]{40}/y),
  lead(['cfk_', 'cfut_', 'cfat_'], /cf(?:k|ut|at)_[A-Za-z0-9]{40}/y),
  lead(['tskey-'], /tskey-[a-z]{2,20}-\w{8}/y),
];

const BEFORE = 256;
const AFTER = 1024;
const KEY_BLOCK = 16_384;

interface Window {
  readonly start: number;
  readonly end: number;
}

/**
 * What secretlint's recommended rules find. They are run on the parts of the text where one of them can match, and not even loaded before, so
 * that most texts cost nothing.
 */
export async function lintSecrets(text: string, leads: readonly FoundSecret[]): Promise<readonly Span[]> {
  const windows = windowsOf(text, leads);
  if (windows.length === 0) return [];
  const { lintContent } = await import('./lint-content.ts');
  // One text is made of them, so that the rules are set up once.
  const messages = await lintContent(windows.map(({ start, end }) => text.slice(start, end)).join('\n\n'));
  return messages.flatMap(({ messageId, range: [from, to] }) => {
    const window = windowAt(windows, from);
    if (!window) return [];
    const [start, end] = [from + window.shift, to + window.shift];
    return isLookAlike(text.slice(start, end)) ? [] : [{ name: nameOf(messageId), start, end, certainty: 'certain' as const }];
  });
}

const SHORTEST_TOKEN = 20;

/** Its rules look at form alone. */
const isLookAlike = (value: string): boolean =>
  isStandIn(value) || (/^[\w.-]+$/.test(value) && (value.length < SHORTEST_TOKEN || isPlaceholder(value)));

function windowsOf(text: string, leads: readonly FoundSecret[]): readonly Window[] {
  const windows: Window[] = [];
  for (const { start, end } of leads) {
    const reach = text.startsWith('-----BEGIN', start) ? KEY_BLOCK : AFTER;
    const next = { start: Math.max(0, start - BEFORE), end: Math.min(text.length, end + reach) };
    const previous = windows.at(-1);
    if (previous && next.start <= previous.end)
      windows[windows.length - 1] = { start: previous.start, end: Math.max(previous.end, next.end) };
    else windows.push(next);
  }
  return windows;
}

/** How far an offset of the joined text stands from its place in the whole one. */
function windowAt(windows: readonly Window[], at: number): { readonly shift: number } | undefined {
  let offset = 0;
  for (const { start, end } of windows) {
    if (at < offset + end - start) return { shift: start - offset };
    offset += end - start + 2;
  }
  return undefined;
}

/** `GITHUB_TOKEN`, `AWSAccessKeyID`: `github-token`, `aws-access-key-id`. */
const nameOf = (messageId: string): string =>
  messageId
    .replace(/([a-z0-9])([A-Z])/g, '$1-$2')
    .replace(/([A-Z]+)([A-Z][a-z])/g, '$1-$2')
    .replaceAll('_', '-')
    .toLowerCase();
