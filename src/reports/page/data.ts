import type { Severity } from '../../domain/decision.ts';

/** What the page holds, as JSON in its element `data`. Of a column, the n-th entry is about the n-th call. */
export interface PageData {
  readonly calls: Columns;
  readonly names: Names;
  /** How many calls without a finding each one of them stands for. */
  readonly every: number;
  /** Calls with a finding that there was no room for. */
  readonly leftOut: number;
}

/** What calls share, once. Columns hold places in these lists. */
interface Names {
  readonly tool: readonly string[];
  readonly project: readonly string[];
  readonly session: readonly string[];
  readonly host: readonly string[];
  readonly source: readonly string[];
  readonly rule: readonly { readonly id: string; readonly severity: Severity }[];
  readonly message: readonly string[];
}

interface Columns {
  /** Places in `DECISIONS` and `CALL_OUTCOMES`, and in `SEVERITIES` of the gravest finding, -1 without one. */
  readonly decision: readonly number[];
  readonly outcome: readonly number[];
  readonly severity: readonly number[];
  /** 0 to 100. */
  readonly risk: readonly number[];
  /** Milliseconds since 1970; null where the log does not tell. */
  readonly time: readonly (number | null)[];
  readonly tool: readonly number[];
  readonly project: readonly number[];
  readonly session: readonly number[];
  readonly host: readonly number[];
  readonly source: readonly number[];
  readonly line: readonly number[];
  /** Rule and message of each finding, one after the other. */
  readonly findings: readonly (readonly number[])[];
  readonly summary: readonly string[];
}

/** The ids of the elements that the page is written with and its script looks for. */
export const PARTS = ['data', 'filters', 'status', 'timeline', 'bars', 'list', 'pages', 'calls'] as const;
export type Part = (typeof PARTS)[number];
