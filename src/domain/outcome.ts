import type { Decision } from './decision.ts';

/** What became of a call after it was judged. */
export const OUTCOMES = ['ran', 'failed', 'interrupted', 'refused'] as const;
type OutcomeResult = (typeof OUTCOMES)[number];

/** What a host says of a call that is over. */
export interface Ending {
  readonly result: OutcomeResult;
  /** The host says that a person has changed the input, which is theirs to do. */
  readonly edited?: boolean;
}

/** An ending together with the record that judged the call. */
export interface Outcome extends Ending {
  /** The id of that record; absent where no record of the call is known. */
  readonly record?: string;
  readonly decision?: Decision;
  /** Whether what ran is what was judged. */
  readonly input?: 'same' | 'changed';
}
