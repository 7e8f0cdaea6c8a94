import { mkdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { JsonObject } from '../../src/domain/json.ts';
import { type Installed, install } from '../support/installed.ts';
import { bash, launch, records } from '../support/launch.ts';

let installed: Installed;
let project = '';
let user = '';
let own = '';
beforeAll(() => {
  installed = install();
  project = join(installed.home, 'project');
  user = join(installed.folders.config, 'policy.yaml');
  own = join(project, '.hookwarden/policy.yaml');
  mkdirSync(join(project, '.git'), { recursive: true });
  mkdirSync(join(project, '.hookwarden'));
  writeFileSync(join(project, 'notes.txt'), 'a\n');
  writeFileSync(join(project, '.env'), 'A=1\n');
  symlinkSync('.env', join(project, 'plain.txt'));
}, 60_000);
afterAll(() => installed.remove());

const policy = (text: string, at = user): void => writeFileSync(at, `version: 1\n${text}`, { mode: 0o600 });
const say = (command: string, change: JsonObject = {}) => {
  const { status, stdout } = launch(installed, bash(command, { cwd: project, ...change }));
  return [status, stdout === '' ? '' : JSON.parse(stdout).hookSpecificOutput?.permissionDecision];
};
const use = (tool: string, input: JsonObject) => say('', { tool_name: tool, tool_input: input });

describe('with autoApprove: read-only', () => {
  beforeAll(() => policy('autoApprove: read-only\n'));

  it.each(['git status --short', 'cat notes.txt | head -5', 'ls -la && pwd', 'sed -n 1,20p notes.txt'])(
    '%s is answered by an allow',
    (command) => {
      expect(say(command)).toEqual([0, 'allow']);
    },
  );

  it('so are the tools that read', () => {
    expect(use('Read', { file_path: join(project, 'notes.txt') })).toEqual([0, 'allow']);
    expect(use('Glob', { pattern: '**/*.ts' })).toEqual([0, 'allow']);
    expect(use('Grep', { pattern: 'a', path: join(project, 'notes.txt') })).toEqual([0, 'allow']);
  });

  it.each([
    'npm test',
    'git commit -m a',
    'echo a > notes.txt',
    'cat plain.txt',
    'cat *',
    'cat $FILE',
    'grep -r a .',
    'cat ~/.ssh/config',
    'git log; frobnicate',
    'git log --output=x',
    'GIT_PAGER=./x git log',
    '',
  ])('%s is met with silence or an objection, never with an allow', (command) => {
    expect(say(command)[1]).not.toBe('allow');
  });

  it('tools that write, or read secrets or whole folders, are not', () => {
    for (const [tool, input] of [
      ['Write', { file_path: join(project, 'a'), content: 'a' }],
      ['Read', { file_path: join(project, '.env') }],
      ['Read', { file_path: join(project, 'plain.txt') }],
      ['Grep', { pattern: 'a' }],
      ['mcp__files__read', { path: 'a' }],
      ['TodoWrite', { todos: [] }],
    ] as const)
      expect(use(tool, input)[1]).not.toBe('allow');
  });

  it('the dialog that another event announces is left to the host', () => {
    expect(say('git status', { hook_event_name: 'PermissionRequest' })).toEqual([0, '']);
  });

  it('it is recorded like any other call', () => {
    say('git status');
    expect(records(installed).at(-1)).toMatchObject({ decision: 'allow' });
  });
});

it('without it an allow is silence', () => {
  rmSync(user, { force: true });
  expect(say('git status')).toEqual([0, '']);
});

it('a project never turns it on, and may turn it off', () => {
  policy('autoApprove: read-only\n', own);
  expect(say('git status')).toEqual([0, '']);
  policy('autoApprove: read-only\n');
  policy("autoApprove: 'off'\n", own);
  expect(say('git status')).toEqual([0, '']);
  rmSync(own);
});

it('a policy that only watches approves nothing', () => {
  policy('autoApprove: read-only\nmode: observe\n');
  expect(say('git status')).toEqual([0, '']);
});
