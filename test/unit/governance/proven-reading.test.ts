import { expect, it } from 'vitest';
import { analyze } from '../../../src/actions/index.ts';
import type { HookEvent, Shell } from '../../../src/domain/event.ts';
import type { JsonObject } from '../../../src/domain/json.ts';
import type { Policy } from '../../../src/domain/policy.ts';
import { isProvenReading } from '../../../src/governance/known-safe.ts';
import { facts, PROJECT } from '../../support/setting.ts';
import { event, policy } from '../policy/fixtures.ts';

interface Case {
  readonly tool?: string;
  readonly input?: JsonObject;
  readonly name?: string;
  readonly shell?: Shell;
  readonly change?: Partial<Policy>;
}
const isProven = ({ tool = 'Bash', input = { command: 'git status' }, name = 'PreToolUse', shell = 'bash', change }: Case): boolean => {
  const call: HookEvent = { ...event(), cwd: PROJECT, name, tool: { name: tool, input } };
  const here = facts({ shell });
  return isProvenReading(call, analyze(call, here), policy([], { autoApprove: 'read-only', mode: 'enforce', ...change }), here.machine);
};

it.each<[string, Case, boolean]>([
  ['a command that reads', {}, true],
  ['in zsh', { shell: 'zsh' }, true],
  ['in sh', { shell: 'sh' }, true],
  ['a tool that reads', { tool: 'Read', input: { file_path: `${PROJECT}/a.ts` } }, true],
  ['such a tool, whatever the shell', { tool: 'Read', input: { file_path: `${PROJECT}/a.ts` }, shell: 'fish' }, true],
  ['not in a shell that is read less closely', { shell: 'fish' }, false],
  ['not a command that changes something', { input: { command: 'rm a' } }, false],
  ['not a tool that is not known to read', { tool: 'TodoWrite', input: { todos: [] } }, false],
  ['not where the policy approves nothing', { change: { autoApprove: 'off' } }, false],
  ['not where the policy only observes', { change: { mode: 'observe' } }, false],
  ['not where the call is over', { name: 'PostToolUse' }, false],
])('is proven to read and nothing else: %s', (_, one, proven) => expect(isProven(one)).toBe(proven));
