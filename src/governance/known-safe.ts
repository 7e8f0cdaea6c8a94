import { standingOf } from '../actions/standing/index.ts';
import type { Action, Analysis } from '../domain/action.ts';
import type { HookEvent, Shell } from '../domain/event.ts';
import type { Machine } from '../domain/facts.ts';
import type { Finding } from '../domain/finding.ts';
import type { Policy } from '../domain/policy.ts';
import { NOT_KNOWN_SAFE } from '../domain/rule.ts';
import { shown } from '../policy/message.ts';

/** What the strict profile asks about where no rule objects: whatever is not known to be safe. */
export function askWhereUnknown(analysis: Analysis, policy: Policy, project: string): readonly Finding[] {
  if (policy.profile !== 'strict') return [];
  const { standing, action } = standingOf(analysis, project);
  return standing === 'unknown' ? [notKnown(action)] : [];
}

/** Tools whose calls can be proven to read and nothing else. */
const READING_TOOLS: ReadonlySet<string> = new Set(['Bash', 'Read', 'NotebookRead', 'Glob', 'Grep', 'LS']);
const POSIX_SHELLS: readonly Shell[] = ['bash', 'zsh', 'sh'];

/** Whether the policy lets an explicit allow be answered, and the call is proven to change nothing and to read no secret. */
export function isProvenReading({ name, tool }: HookEvent, analysis: Analysis, policy: Policy, { shell, project }: Machine): boolean {
  if (policy.autoApprove !== 'read-only' || policy.mode !== 'enforce' || name !== 'PreToolUse') return false;
  if (!tool || !READING_TOOLS.has(tool.name) || (tool.name === 'Bash' && !POSIX_SHELLS.includes(shell))) return false;
  return standingOf(analysis, project).standing === 'reads';
}

const notKnown = (action: Action | undefined): Finding => ({
  stage: 'governance',
  ruleId: NOT_KNOWN_SAFE,
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
