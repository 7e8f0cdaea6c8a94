import { spawnSync } from 'node:child_process';
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';

const program = resolve(import.meta.dirname, '../../bin/hookwarden.cjs');
const folder = mkdtempSync(join(tmpdir(), 'hookwarden-completion-'));

beforeAll(() => {
  const shim = join(folder, 'hookwarden');
  writeFileSync(shim, `#!/bin/sh\nexec '${process.execPath}' '${program}' "$@"\n`);
  chmodSync(shim, 0o755);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const run = (script: string, ...words: readonly string[]) =>
  spawnSync('bash', ['-c', script, 'bash', ...words], {
    encoding: 'utf8',
    env: { ...process.env, SHELL: '/bin/bash', PATH: `${folder}:${process.env['PATH']}`, HOOKWARDEN_HOME: join(folder, 'own') },
  });

it.each([
  [
    ['hookwarden', 'audit', 'ver'],
    ['verify', 'verify-proof'],
  ],
  [
    ['hookwarden', 'scan', '--format', 'js'],
    ['json', 'jsonl'],
  ],
])('bash completes %j', (words, completions) => {
  const ask = `source <(hookwarden completion); COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); _hookwarden_yargs_completions; printf '%s\\n' "\${COMPREPLY[@]}"`;
  const { stdout, stderr } = run(ask, ...words);
  expect(stderr).toBe('');
  expect(stdout.trim().split('\n').sort()).toEqual(completions);
});

it('help of the command is help, and no script', () => {
  const { stdout } = run('hookwarden completion --help');
  expect(stdout).toContain('Print a script that completes');
  expect(stdout).not.toContain('_yargs_completions');
});

it('zsh has a script of its own', () => {
  expect(run('SHELL=/bin/zsh hookwarden completion').stdout).toContain('#compdef hookwarden');
});
