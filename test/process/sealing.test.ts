import { spawnSync } from 'node:child_process';
import { renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { stringAt } from '../../src/domain/json.ts';
import { alone } from '../support/alone.ts';
import { type Installed, install, ROOT } from '../support/installed.ts';
import { bash, launch, records } from '../support/launch.ts';

const CANARY = ['a very', 'particular', 'text'].join(' ');
const KEEPER = '\nroles:\n  keeper: { extends: [developer], permissions: ["audit:unseal"] }\n';

let installed: Installed;
beforeAll(() => {
  installed = install();
}, 60_000);
afterAll(() => installed.remove());

const hookwarden = (...args: readonly string[]) => alone(installed.home, args);
const inHome = (name: string): string => join(installed.home, name);
const policy = (seal: string, more = ''): void =>
  writeFileSync(join(installed.folders.config, 'policy.yaml'), `version: 1\naudit: { seal: ${seal} }${more}`, { mode: 0o600 });
const idOfLast = (): string => stringAt(records(installed).at(-1), 'id') ?? '';

// One course of events, each step on what the ones before have left.
it('what is denied is sealed, what is allowed is not unless all is, and nothing is before there is a key', () => {
  policy('denied');
  const denied = bash(`rm -rf / # ${CANARY}`);
  expect(launch(installed, denied).status).toBe(2);
  const refused = hookwarden('keys', 'create-sealing', '--to', join(installed.folders.config, 'k.pem'));
  expect(refused).toMatchObject({ status: 3, stderr: expect.stringMatching(/own folders/) });
  expect(hookwarden('keys', 'create-sealing', '--to', inHome('k.pem')).status).toBe(0);
  launch(installed, { ...denied, tool_use_id: 'again' });
  launch(installed, bash('ls'));
  policy('all', KEEPER);
  launch(installed, bash(`ls # ${CANARY}`));
  expect(records(installed).map((record) => record['sealed'] !== undefined)).toEqual([false, true, false, true]);
});

it('it is shown to whom the permission is given, and the log says that it was', () => {
  const id = idOfLast();
  const refused = hookwarden('audit', 'show', id, '--unseal');
  expect(refused).toMatchObject({ status: 3, stderr: expect.stringMatching(/local \(developer\) lacks the permission audit:unseal/) });
  hookwarden('principal', 'change', 'local', '--role', 'keeper');
  const shown = hookwarden('audit', 'show', id, '--unseal', '--json').stdout;
  expect(JSON.parse(shown)).toMatchObject({ tool_input: { command: `ls # ${CANARY}` } });
  const last = JSON.parse(hookwarden('audit', 'list', '--json', '--count', '1').stdout);
  expect(last).toMatchObject({ principal: { id: 'local', role: 'keeper' }, subject: { act: 'sealed.unseal', record: id } });
});

it('an agent is denied all of it, and the program itself refuses what runs below one', () => {
  const id = idOfLast();
  for (const command of [
    `hookwarden audit show ${id} --unseal`,
    `hookwarden audit erase ${id}`,
    'hookwarden keys rotate --to /tmp/k.pem',
  ]) {
    const { status, stderr } = launch(installed, bash(command));
    expect([status, stderr]).toEqual([2, expect.stringContaining('[self-protection.own-commands]')]);
  }
  const env = { PATH: process.env['PATH'], HOME: installed.home, HOOKWARDEN_HOME: installed.home, CLAUDECODE: '1' };
  const below = spawnSync(process.execPath, [join(ROOT, 'bin/hookwarden.cjs'), 'audit', 'show', id, '--unseal'], { env, encoding: 'utf8' });
  expect(below).toMatchObject({ status: 3, stdout: '', stderr: expect.stringMatching(/only a person does this/) });
});

it('another key takes its place, what is erased is told apart from what was taken away, and the log verifies', () => {
  renameSync(inHome('k.pem'), inHome('old.pem'));
  expect(hookwarden('keys', 'rotate', '--to', inHome('next.pem')).stderr).toMatch(/there is no file .*--private/);
  const rotated = hookwarden('keys', 'rotate', '--to', inHome('next.pem'), '--private', inHome('old.pem'));
  expect(rotated.stdout).toMatch(/1 data key was wrapped anew.\n.*destroy its private half/);
  expect(hookwarden('audit', 'erase', idOfLast()).stdout).toMatch(/^Erased: 1 sealed input, 0 data keys\./);
  expect(hookwarden('audit', 'erase', '--session', 'session-1').stdout).toMatch(/^Erased: 4 sealed inputs/);
  expect(hookwarden('audit', 'verify', '--full')).toMatchObject({ status: 0 });
});
