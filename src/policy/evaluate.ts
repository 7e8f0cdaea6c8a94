import { stricter } from '../domain/decision.ts';
import type { Finding, Stage } from '../domain/finding.ts';
import type { Policy } from '../domain/policy.ts';
import type { Rule } from '../domain/rule.ts';
import { describeLabel, labelFor } from '../domain/session.ts';
import { type Hit, type Match, matchRule, type Occurrences } from './match.ts';
import { fillMessage } from './message.ts';
import { rulesFor } from './rule-index.ts';

/** What the policy's rules that `concerns` picks object to in a call, in the order of the rules. */
export function evaluateRules(
  occurrences: Occurrences,
  policy: Policy,
  stage: Stage,
  concerns: (rule: Rule) => boolean,
): readonly Finding[] {
  const findings: Finding[] = [];
  for (const rule of rulesFor(occurrences.byKind.keys(), policy)) {
    const finding = concerns(rule) ? objection(rule, occurrences, stage, policy.withheld) : undefined;
    if (finding) findings.push(finding);
  }
  return findings;
}

function objection(rule: Rule, occurrences: Occurrences, stage: Stage, withheld: Policy['withheld']): Finding | undefined {
  let match: Match;
  let message: string;
  try {
    match = matchRule(rule, occurrences);
    if (match.truth === 'false' || !match.hit) return undefined;
    message = fillMessage(rule.message, match.hit, withheld) + earlierCall(rule, match.hit, occurrences);
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

/** Which earlier call a rule relied on. */
function earlierCall({ session }: Rule, { effect }: Hit, occurrences: Occurrences): string {
  const label = session && labelFor(session, occurrences.session, effect.operand?.value);
  return label ? ` ${describeLabel(label)}` : '';
}

/** What a rule that cannot be tested counts as: never less than a question. */
const floorOf = (rule: Rule) => stricter('ask', rule.floor ?? 'ask');
