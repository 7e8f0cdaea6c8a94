import type { Analysis } from '../domain/action.ts';
import { stricter } from '../domain/decision.ts';
import type { EffectKind } from '../domain/effect.ts';
import type { Finding, Stage } from '../domain/finding.ts';
import type { Policy } from '../domain/policy.ts';
import type { Rule } from '../domain/rule.ts';
import { kindsNeeded } from './condition.ts';
import { arrange, type Match, matchRule, type Occurrences } from './match.ts';
import { fillMessage } from './message.ts';

/** Which rules speak of which kinds of effects, so that what none speaks of costs nothing. */
type RuleIndex = ReadonlyMap<EffectKind, readonly number[]>;

const indexes = new WeakMap<Policy, RuleIndex>();
const arranged = new WeakMap<Analysis, Occurrences>();

/** What the policy's rules that `concerns` picks object to in a call, in the order of the rules. */
export function evaluateRules(analysis: Analysis, policy: Policy, stage: Stage, concerns: (rule: Rule) => boolean): readonly Finding[] {
  const occurrences = arrangedOnce(analysis);
  const index = indexOf(policy);
  const numbers = new Set<number>();
  for (const kind of occurrences.byKind.keys()) for (const number of index.get(kind) ?? []) numbers.add(number);
  const findings: Finding[] = [];
  for (const number of [...numbers].sort((left, right) => left - right)) {
    const rule = policy.rules[number];
    const finding = rule && concerns(rule) ? objection(rule, occurrences, stage) : undefined;
    if (finding) findings.push(finding);
  }
  return findings;
}

function objection(rule: Rule, occurrences: Occurrences, stage: Stage): Finding | undefined {
  let match: Match;
  let message: string;
  try {
    match = matchRule(rule, occurrences);
    if (match.truth === 'false' || !match.hit) return undefined;
    message = fillMessage(rule.message, match.hit);
  } catch {
    return {
      stage,
      ruleId: rule.id,
      severity: rule.severity,
      decision: floorOf(rule),
      message: `${rule.title}: this rule failed, so its floor holds.`,
      incomplete: true,
    };
  }
  return {
    stage,
    ruleId: rule.id,
    severity: rule.severity,
    decision: rule.status === 'experimental' ? 'allow' : rule.decision,
    message,
    ...(rule.instead === undefined ? {} : { instead: rule.instead }),
    ...(match.truth === 'unknown' ? { incomplete: true } : {}),
  };
}

/** What a rule that cannot be tested counts as: never less than a question. */
const floorOf = (rule: Rule) => stricter('ask', rule.floor ?? 'ask');

function arrangedOnce(analysis: Analysis): Occurrences {
  const known = arranged.get(analysis);
  if (known) return known;
  const occurrences = arrange(analysis);
  arranged.set(analysis, occurrences);
  return occurrences;
}

function indexOf(policy: Policy): RuleIndex {
  const known = indexes.get(policy);
  if (known) return known;
  const index = new Map<EffectKind, number[]>();
  policy.rules.forEach((rule, number) => {
    if (rule.status === 'deprecated' || (rule.profiles && !rule.profiles.includes(policy.profile))) return;
    for (const kind of kindsNeeded(rule.when)) {
      const list = index.get(kind);
      if (list) list.push(number);
      else index.set(kind, [number]);
    }
  });
  indexes.set(policy, index);
  return index;
}
