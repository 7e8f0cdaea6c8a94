import type { HookEvent } from '../domain/event.ts';
import type { Finding } from '../domain/finding.ts';
import type { Policy } from '../domain/policy.ts';
import type { Rule } from '../domain/rule.ts';
import { speaksHere } from '../policy/circumstances.ts';
import { evaluateRules } from '../policy/evaluate.ts';
import type { Occurrences } from '../policy/match.ts';
import { shown } from '../policy/message.ts';

/** Stage 4: what the rules object to in what a call would do, whoever asks for it. */
export function govern(event: HookEvent, occurrences: Occurrences, policy: Policy, attended?: boolean): readonly Finding[] {
  const isHeld = (rule: Rule): boolean => rule.context === undefined && speaksHere(rule, event, attended);
  const findings = evaluateRules(occurrences, policy, 'governance', isHeld);
  const reason = occurrences.analysis.incomplete[0];
  return reason === undefined ? findings : [...findings, incomplete(shown(reason, policy.withheld))];
}

const incomplete = (reason: string): Finding => ({
  stage: 'governance',
  ruleId: 'governance.incomplete',
  severity: 'medium',
  decision: 'ask',
  message: `The call could not be read to its end: ${reason}.`,
  instead: 'Split it into smaller calls.',
  incomplete: true,
});
