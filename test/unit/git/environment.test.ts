import { chmodSync, mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { gitEnvironment } from '../../../src/git/environment.ts';
import { findGit } from '../../../src/git/program.ts';

const folder = realpathSync(mkdtempSync(join(tmpdir(), 'hookwarden-git-')));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const program = (path: string): string => {
  mkdirSync(join(folder, path), { recursive: true });
  writeFileSync(join(folder, path, 'git'), '#!/bin/sh\n');
  chmodSync(join(folder, path, 'git'), 0o755);
  return join(folder, path);
};

it('keeps what tells a hook its repository and index, and nothing else of git', () => {
  const kept = gitEnvironment({
    HOME: '/home/ada',
    GIT_INDEX_FILE: '.git/next-index-7.lock',
    GIT_DIR: '.git',
    GIT_CONFIG_COUNT: '1',
    GIT_CONFIG_KEY_0: 'core.fsmonitor',
    GIT_CONFIG_PARAMETERS: "'core.hooksPath=/x'",
    GIT_EXTERNAL_DIFF: '/tmp/x',
    GIT_SSH_COMMAND: '/tmp/x',
    GIT_REPLACE_REF_BASE: 'refs/x',
    GIT_TRACE: '/tmp/x',
  });
  expect(kept).toMatchObject({ HOME: '/home/ada', GIT_INDEX_FILE: '.git/next-index-7.lock', GIT_DIR: '.git' });
  expect(Object.keys(kept).filter((name) => /CONFIG|EXTERNAL|SSH|REPLACE_REF|TRACE/.test(name))).toEqual([]);
  expect(kept).toMatchObject({ GIT_NO_REPLACE_OBJECTS: '1', GIT_ALLOW_PROTOCOL: '', GIT_NO_LAZY_FETCH: '1' });
});

it('finds git in PATH, but never one that the repository brings along', () => {
  const [own, system] = [program('repository/node_modules/.bin'), program('system')];
  const repository = join(folder, 'repository');
  symlinkSync(own, join(folder, 'elsewhere'));
  const found = (path: string) => findGit({ PATH: path }, repository);
  expect(found(`${own}:${system}`)).toEqual({ ok: true, value: join(system, 'git') });
  expect(found(`${join(folder, 'elsewhere')}:.:bin::${system}`)).toEqual({ ok: true, value: join(system, 'git') });
  expect(found(own).ok).toBe(false);
  expect(findGit({}, repository).ok).toBe(false);
});
