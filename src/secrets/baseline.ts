import { isObject, parseJson } from '../domain/json.ts';
import { err, ok, type Result } from '../domain/result.ts';
import type { SecretFinding } from './finding.ts';

/** What was there before the scanning began, and is to be mended another day. */
export interface Baseline {
  readonly fingerprints: ReadonlySet<string>;
}

const FORM = '{"version": 1, "findings": [{"fingerprint": "…", "ruleId": "…", "path": "…", "line": 1}]}';

/** The error says what is wrong, for a person. */
export function parseBaseline(text: string): Result<Baseline, string> {
  const value = parseJson(text);
  if (value === undefined) return err(`is no JSON; it should be ${FORM}`);
  if (!isObject(value) || !Array.isArray(value['findings'])) return err(`is no baseline; it should be ${FORM}`);
  if (value['version'] !== 1) return err('is a baseline of another version: write it anew with --write-baseline');
  const fingerprints = new Set<string>();
  for (const [at, entry] of value['findings'].entries()) {
    const fingerprint: unknown = isObject(entry) ? entry['fingerprint'] : undefined;
    if (typeof fingerprint !== 'string' || !/^[0-9a-f]{32}$/.test(fingerprint))
      return err(`finding ${at + 1} has no fingerprint of 32 hexadecimal digits`);
    fingerprints.add(fingerprint);
  }
  return ok({ fingerprints });
}

/** Sorted, so that two scans of the same files write the same bytes; the lines are for people, only fingerprints count. */
export function formatBaseline(findings: readonly SecretFinding[]): string {
  const entries = new Map(findings.map(({ fingerprint, ruleId, path, line }) => [fingerprint, { fingerprint, ruleId, path, line }]));
  const sorted = [...entries.values()].sort(
    (left, right) => compare(left.path, right.path) || left.line - right.line || compare(left.fingerprint, right.fingerprint),
  );
  return `${JSON.stringify({ version: 1, findings: sorted }, null, 2)}\n`;
}

export function splitByBaseline(
  findings: readonly SecretFinding[],
  { fingerprints }: Baseline,
): { readonly fresh: readonly SecretFinding[]; readonly known: readonly SecretFinding[] } {
  const isKnown = ({ fingerprint }: SecretFinding): boolean => fingerprints.has(fingerprint);
  return { fresh: findings.filter((finding) => !isKnown(finding)), known: findings.filter(isKnown) };
}

const compare = (left: string, right: string): number => (left < right ? -1 : left > right ? 1 : 0);
