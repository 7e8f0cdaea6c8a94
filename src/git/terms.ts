import type { Facts } from '../domain/facts.ts';
import { type GitRule, type GitSettings, stanceDecision } from '../domain/git-settings.ts';
import type { Policy } from '../domain/policy.ts';
import type { Clock } from '../domain/ports.ts';
import type { Stance } from '../domain/rule.ts';
import { GIT_STANCES } from '../policy/git-defaults.ts';
import type { Baseline } from '../secrets/baseline.ts';

/** Who commits or pushes, as far as the machine shows it. */
export interface Actor {
  readonly kind: 'person' | 'agent' | 'ci';
  /** What tells: the user's name, a variable, a process. */
  readonly by: string;
}

/** What a commit or a push is judged by. */
export interface Terms {
  readonly policy: Policy;
  readonly settings: GitSettings;
  readonly facts: Facts;
  readonly actor: Actor;
  readonly baseline: Baseline;
  readonly clock: Clock;
}

/** What becomes of a rule of the git guard; undefined where it is off. */
export function decisionOn(rule: GitRule, { rules }: GitSettings): ReturnType<typeof stanceDecision> | undefined {
  const stance: Stance = rules[rule] ?? GIT_STANCES[rule];
  return stance === 'off' ? undefined : stanceDecision(stance);
}
