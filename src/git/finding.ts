import type { Decision } from '../domain/decision.ts';
import type { PlacedFinding } from '../domain/placed-finding.ts';
import { maskedPart, secretRanges } from '../domain/secrets/mask.ts';
import { printable } from '../secrets/excerpt.ts';
import { fingerprintOf } from '../secrets/fingerprint.ts';

/** One objection to what is committed or pushed; its path is in the repository, or what else was read: `the message`, a branch. */
export interface GitFinding extends PlacedFinding {
  readonly decision: Decision;
  /** The line, secrets masked and control characters escaped; empty where no line says it. */
  readonly excerpt: string;
  /** Why it does not count, or not fully: what a person has said about it. */
  readonly because?: string;
}

/** Where a finding stands in a text. */
export interface Spot {
  readonly line: number;
  readonly column: number;
  readonly endColumn: number;
  readonly text: string;
}

export const NO_SPOT: Spot = { line: 1, column: 1, endColumn: 1, text: '' };

const MAX_LINE = 2000;
const MAX_EXCERPT = 120;

type Said = Pick<GitFinding, 'ruleId' | 'severity' | 'decision' | 'path' | 'message' | 'mend'>;

export function findingAt(said: Said, { line, column, endColumn, text }: Spot): GitFinding {
  return {
    ...said,
    line,
    column,
    endLine: line,
    endColumn,
    excerpt: excerptOf(text),
    fingerprint: fingerprintOf(said.ruleId, said.path, text === '' ? said.message : text),
  };
}

function excerptOf(line: string): string {
  const text = line.slice(0, MAX_LINE).trim();
  const masked = maskedPart(text, { start: 0, end: text.length }, secretRanges(text));
  return printable(masked.length > MAX_EXCERPT ? `${masked.slice(0, MAX_EXCERPT - 1)}…` : masked);
}
