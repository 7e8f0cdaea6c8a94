import type { Rule, Stance } from '../domain/rule.ts';

/** What a rule says of itself. */
export const stanceOf = (rule: Rule): Stance => (rule.status === 'experimental' ? 'observe' : rule.decision);

/** A rule as a policy wants it; nothing where it is off. */
export function withStance(rule: Rule, stance: Stance | undefined): readonly Rule[] {
  if (stance === 'off') return [];
  if (stance === undefined || stance === stanceOf(rule) || rule.status === 'deprecated') return [rule];
  return [stance === 'observe' ? { ...rule, status: 'experimental' } : { ...rule, status: 'stable', decision: stance }];
}
