/** What became of a call after it was judged. */
export const OUTCOMES = ['ran', 'failed', 'interrupted', 'refused'] as const;
export type OutcomeResult = (typeof OUTCOMES)[number];
