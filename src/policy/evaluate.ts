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
interface RuleIndex {
  readonly byKind: ReadonlyMap<EffectKind, readonly number[]>;
  /** The rules that speak of any of several kinds, for those that were met together, joined by blanks. */
  readonly byKinds: Map<string, readonly Rule[]>;
}

const MAX_REMEMBERED = 1000;

const indexes = new WeakMap<Policy, RuleIndex>();
const arranged = new WeakMap<Analysis, Occurrences>();

/** What the policy's rules that `concerns` picks object to in a call, in the order of the rules. */
export function evaluateRules(analysis: Analysis, policy: Policy, stage: Stage, concerns: (rule: Rule) => boolean): readonly Finding[] {
  const occurrences = arrangedOnce(analysis);
  const findings: Finding[] = [];
  for (const rule of rulesFor(occurrences, policy)) {
    const finding = concerns(rule) ? objection(rule, occurrences, stage) : undefined;
    if (finding) findings.push(finding);
  }
  return findings;
}

/** In the order of the policy. */
function rulesFor(occurrences: Occurrences, policy: Policy): readonly Rule[] {
  const { byKind, byKinds } = indexOf(policy);
  let key = '';
  for (const kind of occurrences.byKind.keys()) key += `${kind} `;
  const known = byKinds.get(key);
  if (known) return known;
  const numbers = new Set<number>();
  for (const kind of occurrences.byKind.keys()) for (const number of byKind.get(kind) ?? []) numbers.add(number);
  const rules = policy.rules.filter((_, number) => numbers.has(number));
  if (byKinds.size >= MAX_REMEMBERED) byKinds.clear();
  byKinds.set(key, rules);
  return rules;
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
  const byKind = new Map<EffectKind, number[]>();
  policy.rules.forEach((rule, number) => {
    if (rule.status === 'deprecated' || (rule.profiles && !rule.profiles.includes(policy.profile))) return;
    for (const kind of kindsNeeded(rule.when)) {
      const list = byKind.get(kind);
      if (list) list.push(number);
      else byKind.set(kind, [number]);
    }
  });
  const index = { byKind, byKinds: new Map<string, readonly Rule[]>() };
  indexes.set(policy, index);
  return index;
}
