import type { Severity } from '../domain/decision.ts';

/** A secret in a text, told so that the finding itself may be printed, stored and passed on. */
export interface SecretFinding {
  /** `secrets.` and the kind's name. */
  readonly ruleId: string;
  readonly severity: Severity;
  /** `certain`: by form or checksum alone. `likely`: by the name that it is given, or of a form that other things have too. */
  readonly certainty: 'certain' | 'likely';
  readonly path: string;
  /** From 1, of the first character. */
  readonly line: number;
  /** From 1, in UTF-16 units. */
  readonly column: number;
  readonly endLine: number;
  /** The first column that is no longer part of it. */
  readonly endColumn: number;
  /** Its line with every secret masked, at most 120 characters, control characters escaped. */
  readonly excerpt: string;
  /** What was found, in fixed words. */
  readonly message: string;
  /** What to do about it. */
  readonly mend: string;
  /** 32 hexadecimal digits over rule, path and secret: the same wherever in the file it moves. */
  readonly fingerprint: string;
}

/** Where a secret stands in a text, in UTF-16 units. */
export interface Span {
  readonly name: string;
  readonly start: number;
  readonly end: number;
  readonly certainty: SecretFinding['certainty'];
}
