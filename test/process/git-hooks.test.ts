import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Installed, install } from '../support/installed.ts';
import { records } from '../support/launch.ts';
import { newRepository, type TestRepository, TOKEN } from '../support/repository.ts';

const LEAK = `send("${TOKEN}");\n`;

let installed: Installed;
beforeAll(() => {
  installed = install();
});
afterAll(() => installed.remove());

const here = () => ({ HOOKWARDEN_HOME: installed.home });

function repositoryWithHooks(folder: string): TestRepository {
  const repository = newRepository();
  repository.write('.gitignore', 'seen\nremote/\n');
  for (const name of ['pre-commit', 'commit-msg', 'pre-push', 'post-checkout'])
    repository.write(`${folder}/${name}`, `#!/bin/sh\necho "${name} $# $(cat)" >> seen\n[ ! -e refuse ]\n`, 0o755);
  return repository;
}

describe('the hooks that are put into a repository', () => {
  let repository: TestRepository;
  let config: string;
  const seen = (): string => readFileSync(join(repository.folder, 'seen'), 'utf8');
  const configured = (): string => readFileSync(join(repository.folder, '.git/config'), 'utf8');

  beforeAll(() => {
    repository = repositoryWithHooks('.git/hooks');
    config = configured();
    expect(repository.guard(['install'], { environment: here() })).toMatchObject({ code: 0, err: '' });
  });
  afterAll(() => repository.remove());

  it('let a commit pass, and it is on record with who made it', () => {
    repository.write('a.ts', 'one\n');
    repository.git('add', '.');
    repository.git('commit', '--quiet', '--message', 'Begin');
    expect(seen()).toBe('pre-commit 0 \ncommit-msg 1 \n');
    const [commit, message] = records(installed);
    expect(commit).toMatchObject({
      host: 'git',
      event: 'pre-commit',
      decision: 'allow',
      principal: { name: expect.any(String) },
      subject: {
        repository: repository.folder,
        branch: 'topic',
        files: 2,
        actor: { kind: expect.stringMatching(/^(?:person|agent|ci)$/) },
      },
    });
    expect(message).toMatchObject({ event: 'commit-msg', decision: 'allow' });
  });

  it('stop one with a secret in a file, and say where, and one with a secret in its message', () => {
    repository.write('b.ts', `one\n${LEAK}`);
    repository.git('add', '.');
    const stopped = repository.tries('commit', '--quiet', '--message', 'Leak');
    expect(stopped.code).toBe(1);
    expect(stopped.err).toMatch(/b\.ts:2:7 {2}deny secrets\.github-token/);
    expect(stopped.err).toContain('this commit is stopped');
    expect(stopped.err).not.toContain(TOKEN);
    expect(JSON.stringify(records(installed))).not.toContain(TOKEN);
    expect(repository.tries('commit', '--quiet', '--message', `Say ${TOKEN}`, 'a.ts').code).toBe(1);
    const hidden = `x\n# ------------------------ >8 ------------------------\n${TOKEN}`;
    expect(repository.tries('commit', '--quiet', '--message', hidden, 'a.ts').code).toBe(1);
    repository.git('rm', '--quiet', '--force', 'b.ts');
  });

  it('judge the index of a partial commit, and not the other one', () => {
    repository.write('leak.ts', LEAK);
    repository.git('add', 'leak.ts');
    repository.write('a.ts', 'one\ntwo\n');
    expect(repository.tries('commit', '--quiet', '--message', 'Part', '--only', 'a.ts').code).toBe(0);
    repository.git('rm', '--quiet', '--force', 'leak.ts');
  });

  it('end with the hook that was there, where that one refuses', () => {
    repository.write('refuse', '');
    const before = records(installed).length;
    expect(repository.tries('commit', '--quiet', '--allow-empty', '--message', 'x').code).toBe(1);
    expect(records(installed)).toHaveLength(before);
    rmSync(join(repository.folder, 'refuse'));
  });

  it('judge a push, which both hooks are told of', () => {
    repository.git('init', '--quiet', '--bare', 'remote');
    repository.git('remote', 'add', 'origin', join(repository.folder, 'remote'));
    repository.git('push', '--quiet', 'origin', 'topic');
    const line = `refs/heads/topic ${repository.git('rev-parse', 'HEAD').trim()} refs/heads/topic ${'0'.repeat(40)}`;
    expect(seen()).toContain(`pre-push 2 ${line}\n`);
    expect(records(installed).at(-1)).toMatchObject({
      event: 'pre-push',
      subject: { remote: 'origin', refs: ['refs/heads/topic'], commits: 2 },
    });
    const stopped = repository.tries('push', '--quiet', 'origin', ':topic');
    expect(stopped.code).toBe(1);
    expect(stopped.err).toContain('push.delete');
  });

  it('run the other hooks as before', () => {
    repository.git('checkout', '--quiet', '-b', 'other');
    expect(seen()).toContain('post-checkout 3 ');
  });

  it('are what they were after another install, and gone without a trace after uninstall', () => {
    expect(repository.guard(['install'], { environment: here() }).code).toBe(0);
    expect(repository.guard(['uninstall'], { environment: here() })).toMatchObject({ code: 0 });
    expect(configured().replace(/\[remote[\s\S]*/, '')).toBe(config);
    expect(repository.tries('config', 'core.hooksPath').code).toBe(1);
  });
});

describe('where hooks lie elsewhere', () => {
  it('those run, too, and the setting is put back byte for byte', () => {
    const repository = repositoryWithHooks('.githooks');
    const path = join(repository.folder, '.git/config');
    writeFileSync(path, `${readFileSync(path, 'utf8')}[core] ; ours\n\thookspath =   .githooks\n`);
    const before = readFileSync(path, 'utf8');
    expect(repository.guard(['install']).code).toBe(0);
    repository.write('b.ts', LEAK);
    repository.git('add', 'b.ts');
    const stopped = repository.tries('commit', '--quiet', '--message', 'Leak');
    expect(stopped.code).toBe(1);
    expect(stopped.err).toContain('secrets.github-token');
    expect(readFileSync(join(repository.folder, 'seen'), 'utf8')).toBe('pre-commit 0 \n');
    expect(repository.guard(['uninstall']).code).toBe(0);
    expect(readFileSync(path, 'utf8')).toBe(before);
    repository.remove();
  });
});

describe('run by hand or by another program that keeps hooks', () => {
  let repository: TestRepository;
  beforeAll(() => {
    repository = newRepository();
    repository.write('a.ts', 'one\n');
    repository.git('add', '.');
    repository.git('commit', '--quiet', '--message', 'Begin');
  });
  afterAll(() => repository.remove());

  it('it says that nothing is recorded where nothing is set up, and judges all the same', () => {
    repository.write('b.ts', LEAK);
    repository.git('add', '.');
    const { code, err } = repository.guard(['pre-commit']);
    expect(code).toBe(2);
    expect(err).toContain('recorded nowhere');
    repository.git('reset', '--quiet', '--hard');
  });

  it('a push is told by the variables of the pre-commit framework', () => {
    const head = repository.git('rev-parse', 'HEAD').trim();
    const environment = {
      PRE_COMMIT_FROM_REF: 'f'.repeat(40),
      PRE_COMMIT_TO_REF: head,
      PRE_COMMIT_REMOTE_BRANCH: 'refs/heads/main',
      PRE_COMMIT_REMOTE_NAME: 'origin',
    };
    const { code, err } = repository.guard(['pre-push'], { environment });
    expect(code).toBe(2);
    expect(err).toContain('deny push.force');
    // Variables of anybody's own stand for nothing of what git says.
    const harmless = { ...environment, PRE_COMMIT_FROM_REF: head, PRE_COMMIT_REMOTE_BRANCH: 'refs/heads/topic' };
    const input = `refs/heads/main ${head} refs/heads/main ${'f'.repeat(40)}\n`;
    expect(repository.guard(['pre-push'], { environment: harmless }).code).toBe(0);
    expect(repository.guard(['pre-push', 'origin'], { environment: harmless, input })).toMatchObject({
      code: 2,
      err: expect.stringContaining('deny push.force'),
    });
  });

  it('what cannot be judged is stopped with what to do, and never passed', () => {
    const bare = newRepository(['--bare']);
    expect(bare.guard(['pre-commit'])).toMatchObject({ code: 3, err: expect.stringMatching(/could not be judged.*bare/) });
    bare.remove();
    expect(repository.guard(['commit-msg', 'none'])).toMatchObject({ code: 3 });
    expect(repository.guard(['pre-commit', '--al'])).toMatchObject({ code: 3, err: expect.stringMatching(/Unknown argument: al/) });
    repository.write('.hookwarden/policy.yaml', 'version: 1\ngit: { tooLarge: perhaps }\n');
    expect(repository.guard(['pre-commit'])).toMatchObject({ code: 3, err: expect.stringMatching(/policy is not valid/) });
    repository.git('clean', '--quiet', '-ffdx');
  });
});

it('a commit’s note remembers the head of the log, and the log is held against it', () => {
  const repository = newRepository();
  writeFileSync(join(installed.folders.config, 'policy.yaml'), 'version: 1\ngit: { anchor: notes }\n', { mode: 0o600 });
  repository.git('commit', '--quiet', '--allow-empty', '--message', 'Begin');
  expect(repository.guard(['post-commit'], { environment: here() }).code).toBe(0);
  const note = repository.git('notes', '--ref=hookwarden', 'show', 'HEAD');
  expect(note).toContain(`hookwarden.local/${installed.installId}\n`);
  const verified = repository.hookwarden(['audit', 'verify', '--anchor', 'git', '--json'], here());
  expect(JSON.parse(verified.out)).toMatchObject({ ok: true, anchors: 1 });
  repository.git('notes', '--ref=hookwarden', 'add', '--force', '--message', note.replace(/\n\d+\n/, '\n9999\n'), 'HEAD');
  const denied = repository.hookwarden(['audit', 'verify', '--anchor', 'git'], here());
  expect(denied.code).toBe(1);
  expect(denied.out).toContain('the note of commit');
  rmSync(join(installed.folders.config, 'policy.yaml'));
  repository.remove();
});
