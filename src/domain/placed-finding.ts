import type { Severity } from './decision.ts';

/** What is wrong at one place of a text, told so that it may be printed, stored and passed on: nothing in it is secret. */
export interface PlacedFinding {
  readonly ruleId: string;
  readonly severity: Severity;
  /** With forward slashes, relative to what was looked at. */
  readonly path: string;
  /** From 1, of the first character. */
  readonly line: number;
  /** From 1, in UTF-16 units. */
  readonly column: number;
  readonly endLine: number;
  /** The first column that is no longer part of it. */
  readonly endColumn: number;
  /** What was found, in fixed words. */
  readonly message: string;
  /** What to do about it. */
  readonly mend: string;
  /** 32 hexadecimal digits: the same wherever in the file it moves. */
  readonly fingerprint: string;
}
