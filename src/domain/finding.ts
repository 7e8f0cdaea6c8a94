import type { Decision, Severity } from './decision.ts';

export type Stage = 'validation' | 'authentication' | 'authorization' | 'governance' | 'audit';

/** One objection. Reasons shown to a person or a model are made of these and of nothing else. */
export interface Finding {
  readonly stage: Stage;
  /** A rule's id, or a stage's own: `validation.duplicate-key`. */
  readonly ruleId: string;
  readonly severity: Severity;
  readonly decision: Decision;
  /** What was found and where, in one sentence; nothing secret. */
  readonly message: string;
  /** A safer way forward, which itself passes. */
  readonly instead?: string;
  /** True where an unknown was counted as a match, or an analysis stopped early. */
  readonly incomplete?: boolean;
}

export interface Verdict {
  readonly decision: Decision;
  /** The last stage that was reached. */
  readonly stage: Stage;
  readonly findings: readonly Finding[];
  /** 0 to 100. */
  readonly risk: number;
}
