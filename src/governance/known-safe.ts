import { standingOf } from '../actions/standing/index.ts';
import type { Action, Analysis } from '../domain/action.ts';
import type { Finding } from '../domain/finding.ts';
import type { Policy } from '../domain/policy.ts';
import { shown } from '../policy/message.ts';

/** What the strict profile asks about besides its rules: whatever is not known to be safe. */
export function askWhereUnknown(analysis: Analysis, policy: Policy, project: string): readonly Finding[] {
  if (policy.profile !== 'strict') return [];
  const { standing, action } = standingOf(analysis, project);
  return standing === 'unknown' ? [notKnown(action)] : [];
}

/** What the strict profile asks about where no rule has. */
const notKnown = (action: Action | undefined): Finding => ({
  stage: 'governance',
  ruleId: 'governance.not-known-safe',
  severity: 'low',
  decision: 'ask',
  message: `${shown(formOf(action))} is not known to be read-only, nor to be everyday work in the project.`,
  instead: 'Use a form that docs/read-only.md lists, or let the person decide.',
});

/** A program and its verb, and nothing of what it is given. */
function formOf(action: Action | undefined): string {
  const [, verb = ''] = action?.invocation?.argv ?? [];
  const name = action?.invocation?.program || action?.tool || 'The call';
  return /^[a-z][a-z-]{1,30}$/.test(verb) ? `${name} ${verb}` : name;
}
