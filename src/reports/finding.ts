import type { Severity } from '../domain/decision.ts';

/** What any scan finds in a file, as reports for other programs need it. Nothing in it is secret. */
export interface ReportedFinding {
  readonly ruleId: string;
  readonly severity: Severity;
  /** With forward slashes, relative to what was scanned. */
  readonly path: string;
  /** From 1, as the columns, which are UTF-16 units; the end column is the first that no longer belongs to it. */
  readonly line: number;
  readonly column: number;
  readonly endLine: number;
  readonly endColumn: number;
  readonly message: string;
  readonly mend: string;
  readonly fingerprint: string;
  /** Why it does not count: a comment's reason, or that a baseline knows it. */
  readonly suppressed?: { readonly kind: 'inSource' | 'external'; readonly reason: string };
}

/** What could not be looked at. */
export interface Unscanned {
  readonly path: string;
  readonly reason: string;
}
