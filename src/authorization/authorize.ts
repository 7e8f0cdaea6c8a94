import type { HookEvent } from '../domain/event.ts';
import type { Facts } from '../domain/facts.ts';
import type { Finding } from '../domain/finding.ts';
import type { Policy } from '../domain/policy.ts';
import type { Principal } from '../domain/principal.ts';
import type { Rule } from '../domain/rule.ts';
import { speaksHere } from '../policy/circumstances.ts';
import { evaluateRules } from '../policy/evaluate.ts';
import { boundsOf, grants } from '../policy/grants.ts';
import type { Occurrences } from '../policy/match.ts';
import { shown } from '../policy/message.ts';
import { outsideHours } from './hours.ts';
import { resourcesBeyond } from './resources.ts';

/** Stage 3: whether this principal's role may use the tool, cause its effects and act in the contexts they need. */
export function authorize(
  principal: Principal,
  event: HookEvent,
  occurrences: Occurrences,
  policy: Policy,
  { machine, attended, now }: Facts,
): readonly Finding[] {
  if (!event.tool) return [];
  const { analysis } = occurrences;
  const role = Object.hasOwn(policy.roles, principal.role) ? policy.roles[principal.role] : undefined;
  if (!role)
    return [
      refusal(
        'authorization.role',
        `The role "${shown(principal.role)}" of ${shown(principal.name)} is not defined in the policy.`,
        `An administrator gives it another one with \`hookwarden principal change ${shown(principal.id)} --role ROLE\`, or defines this one.`,
      ),
    ];
  const bounds = boundsOf(role, policy);
  const may = (kind: string, name: string): boolean => bounds.every((permissions) => grants(permissions, kind, name));
  const missing: string[] = [];
  if (!may('tool', event.tool.name)) missing.push(`tool:${event.tool.name}`);
  for (const kind of occurrences.byKind.keys()) if (!may('effect', kind)) missing.push(`effect:${kind}`);
  missing.push(...resourcesBeyond(bounds, analysis, machine));
  const isHeld = (rule: Rule): boolean => rule.context !== undefined && !may('context', rule.context) && speaksHere(rule, event, attended);
  const objections = [
    ...evaluateRules(occurrences, policy, 'authorization', isHeld),
    ...(may('context', 'hours') ? [] : outsideHours(analysis, policy.context.hours, now)),
  ];
  return [
    ...missing.map((permission) =>
      refusal('authorization.permission', `The role "${shown(role.name)}" has no permission ${shown(permission, policy.withheld)}.`),
    ),
    ...objections,
  ];
}

const MORE = '`hookwarden policy show` says which file takes or gives what; else ask an administrator for a key with a role that has it.';

const refusal = (ruleId: string, message: string, instead = MORE): Finding => ({
  stage: 'authorization',
  ruleId,
  severity: 'high',
  decision: 'deny',
  message,
  instead,
});
