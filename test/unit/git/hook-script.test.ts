import { spawnSync } from 'node:child_process';
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { hookScripts } from '../../../src/git/hook-script.ts';

const folder = mkdtempSync(join(tmpdir(), "hookwarden it's "));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const target = { node: '/bin/sh', program: join(folder, 'program'), previous: folder };
const scripts = hookScripts(target, (name) => name === 'update', true);

function run(name: string, args: readonly string[], input: string) {
  const path = join(folder, `own-${name}`);
  writeFileSync(path, scripts.get(name) ?? '');
  const { status, stdout, stderr } = spawnSync('sh', [path, ...args], {
    input,
    encoding: 'utf8',
    cwd: folder,
    env: { NODE_OPTIONS: '--x', HOOKWARDEN_HOME: '/x' },
  });
  return { status, stdout, stderr };
}
function put(name: string, text: string): void {
  writeFileSync(join(folder, name), `#!/bin/sh\n${text}\n`);
  chmodSync(join(folder, name), 0o755);
}

it('guards three hooks and hands the others on, the costly ones only where there is one', () => {
  expect(scripts.has('update')).toBe(true);
  expect(scripts.has('reference-transaction')).toBe(false);
  expect(
    [...scripts]
      .filter(([, text]) => text.includes('/program'))
      .map(([name]) => name)
      .sort(),
  ).toEqual(['commit-msg', 'post-commit', 'pre-commit', 'pre-push']);
  expect(hookScripts(target, () => false, false).get('post-commit')).not.toContain('/program');
});

it('gives both hooks the same arguments and input, and the guard no variable that would lead it elsewhere', () => {
  put('pre-push', 'echo "there $* $(cat)"');
  put('program', 'echo "guard $* $(cat) ${NODE_OPTIONS-none} ${HOOKWARDEN_HOME-none}"');
  expect(run('pre-push', ['origin', 'a b'], 'one\ntwo\n')).toEqual({
    status: 0,
    stdout: 'there origin a b one\ntwo\nguard git pre-push origin a b one\ntwo none none\n',
    stderr: '',
  });
});

it('ends with whichever hook refuses first', () => {
  put('pre-commit', 'exit 7');
  expect(run('pre-commit', [], '').status).toBe(7);
  put('pre-commit', 'exit 0');
  put('program', 'exit 2');
  expect(run('pre-commit', [], '').status).toBe(2);
  put('post-checkout', 'exit 9');
  expect(run('post-checkout', [], '').status).toBe(9);
  expect(run('post-merge', [], '').status).toBe(0);
});

it('stops the commit where the program is gone', () => {
  rmSync(join(folder, 'program'));
  expect(run('commit-msg', [], '')).toMatchObject({ status: 3, stderr: expect.stringContaining('hookwarden git install') });
});
