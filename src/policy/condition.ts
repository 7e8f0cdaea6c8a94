import type { EffectKind } from '../domain/effect.ts';
import type { Condition, EffectPattern } from '../domain/rule.ts';

function patternsOf(
  condition: Condition,
  ofFlow: (from: EffectPattern, to: EffectPattern) => readonly EffectPattern[],
): readonly EffectPattern[] {
  if ('effect' in condition) return [condition];
  if ('flow' in condition) return ofFlow(condition.flow.from, condition.flow.to);
  return ('any' in condition ? condition.any : condition.all).flatMap((part) => patternsOf(part, ofFlow));
}

const kindsIn = (patterns: readonly EffectPattern[]): ReadonlySet<EffectKind> => new Set(patterns.flatMap((pattern) => pattern.effect));

/** Every kind of effect that a condition speaks of. */
export const kindsOf = (condition: Condition): ReadonlySet<EffectKind> => kindsIn(patternsOf(condition, (from, to) => [from, to]));

/** Without any of these the condition cannot hold: of a flow the far end is enough, since both are needed. */
export const kindsNeeded = (condition: Condition): ReadonlySet<EffectKind> => kindsIn(patternsOf(condition, (_from, to) => [to]));
