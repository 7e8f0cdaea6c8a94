import { gistOf } from '../domain/gist.ts';
import type { JsonObject } from '../domain/json.ts';
import { withoutSecrets } from '../domain/secrets/named.ts';
import { MAX_SUMMARY } from './row.ts';

/** Read beyond the cut, so that a secret that the cut would go through is seen whole. */
const MAX_READ = 4096;
const MAX_NAME = 512;

/** What a call with this input would do, in one line, without secrets. */
export function summaryOf(input: JsonObject): string {
  const text = gistOf(input) ?? JSON.stringify(input);
  const line = withoutSecrets(text.slice(0, MAX_READ)).replace(/\s+/g, ' ').trim();
  return line.length <= MAX_SUMMARY ? line : `${line.slice(0, MAX_SUMMARY - 1)}…`;
}

/** Takes secrets out of the names of things; the same few come again and again. */
export function nameCleaner(): (name: string) => string {
  const known = new Map<string, string>();
  return (name) => {
    const before = known.get(name);
    if (before !== undefined) return before;
    if (known.size >= 10_000) known.clear();
    const clean = withoutSecrets(name.slice(0, MAX_NAME));
    known.set(name, clean);
    return clean;
  };
}
