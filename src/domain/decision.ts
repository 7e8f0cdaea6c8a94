/** Ordered from lax to strict; the position is the order of the lattice. */
export const DECISIONS = ['allow', 'ask', 'deny'] as const;
export type Decision = (typeof DECISIONS)[number];

/** The stricter of two decisions: combining is a maximum, so neither order nor repetition matters. */
export function stricter(left: Decision, right: Decision): Decision {
  return DECISIONS.indexOf(left) >= DECISIONS.indexOf(right) ? left : right;
}

export const SEVERITIES = ['info', 'low', 'medium', 'high', 'critical'] as const;
export type Severity = (typeof SEVERITIES)[number];

export const PROFILES = ['standard', 'strict'] as const;
export type Profile = (typeof PROFILES)[number];

export const MODES = ['enforce', 'observe'] as const;
export type Mode = (typeof MODES)[number];
