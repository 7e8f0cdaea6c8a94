import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { ROOT } from '../support/installed.ts';
import { bash } from '../support/launch.ts';

const folder = mkdtempSync(join(tmpdir(), 'hookwarden-replay-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const secret = `${'gh'}p_${'a1B2'.repeat(9)}`;
const push = 'git push --force origin a';
const commands = ['git commit -m x', push, push, `git push --force https://x:${secret}@github.com/a/b`, 'npm publish', 'rm -rf /'];
const log = join(folder, 'events.jsonl');
writeFileSync(log, `${[...commands.map((command) => JSON.stringify(bash(command))), '{"broken'].join('\n')}\n`);
const policy = join(folder, 'tried');
mkdirSync(join(policy, 'rules'), { recursive: true });
writeFileSync(join(policy, 'policy.yaml'), 'version: 1\nrules: { git.force-push: "off", supply-chain.publish: deny }\n');
writeFileSync(
  join(policy, 'rules/own.yaml'),
  `id: own.commit
version: 1
status: stable
severity: low
decision: ask
title: A commit
message: It commits.
tags: [attack.t1485]
when: { effect: git.commit }
examples: { match: [{ command: git commit }], pass: [{ command: ls }] }
`,
);

const replay = (...args: readonly string[]) =>
  spawnSync(process.execPath, [join(ROOT, 'bin/hookwarden.cjs'), 'policy', 'replay', ...args], {
    encoding: 'utf8',
    cwd: folder,
    env: { ...process.env, HOOKWARDEN_HOME: join(folder, 'own'), NO_COLOR: '1' },
  });

it('a policy with rules of its own is held against what is on record, and what it changes is told with examples and without secrets', () => {
  const done = replay(policy, log, '--format', 'json', '--max-newly-passed', '50%');
  expect(done.stdout).not.toContain(secret);
  const { groups, ...rest } = JSON.parse(done.stdout);
  const told = (kind: string, rule: string, count: number, ...lines: readonly number[]) => ({
    kind,
    rules: [rule],
    count,
    examples: lines.map((line) => expect.objectContaining({ where: `${log}:${line}` })),
  });
  expect(groups).toMatchObject([
    told('newly-passed', 'git.force-push', 3, 2, 4),
    told('newly-stopped', 'own.commit', 1, 1),
    told('stricter', 'supply-chain.publish', 1, 5),
  ]);
  expect(rest).toMatchObject({
    calls: 6,
    changed: 5,
    unread: 1,
    exceeded: ['calls that would meet more: 2, at most 0 may (--max-newly-stopped)'],
  });
  expect([done.status, done.stderr]).toEqual([
    1,
    expect.stringMatching(/^1 lines or files could not be read; the first: .*events\.jsonl:7: /),
  ]);
});

it('a limit that is none is a usage error', () => {
  const done = replay(policy, log, '--max-newly-passed', 'few');
  expect([done.status, done.stdout, done.stderr]).toEqual([
    3,
    '',
    'hookwarden: --max-newly-passed takes a number of calls, or a share of them: 20 or 0.5%\n',
  ]);
});

it('logs without a call are said to hold none, and nothing is compared', () => {
  const empty = join(folder, 'empty.jsonl');
  writeFileSync(empty, '');
  const done = replay(policy, empty);
  expect([done.status, done.stdout, done.stderr]).toEqual([3, '', expect.stringMatching(/\nhookwarden: no call is on record there/)]);
});
