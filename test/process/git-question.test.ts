import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Installed, install, ROOT } from '../support/installed.ts';
import { records } from '../support/launch.ts';
import { newRepository, type TestRepository, TOKEN } from '../support/repository.ts';
import { atTerminal, HAS_TERMINALS } from '../support/terminal.ts';

if (!HAS_TERMINALS) console.warn('skipped: without the program script of util-linux there is no terminal to ask on');

describe.skipIf(!HAS_TERMINALS)('a person who commits on a terminal', () => {
  let repository: TestRepository;
  let installed: Installed;
  const commit = (typed: string, environment: Record<string, string> = {}) =>
    atTerminal(repository.folder, ['git', '-c', 'user.name=Ada', '-c', 'user.email=ada@example.com', 'commit', '--message', 'x'], typed, {
      HOME: installed.home,
      HOOKWARDEN_HOME: installed.home,
      GIT_CONFIG_GLOBAL: '/dev/null',
      ...environment,
    });
  const isCommitted = (): boolean => repository.tries('rev-parse', '--verify', '--quiet', 'HEAD').code === 0;

  beforeAll(() => {
    installed = install();
    repository = newRepository();
    const guard = `#!/bin/sh\nexec '${process.execPath}' '${join(ROOT, 'bin/hookwarden.cjs')}' git pre-commit\n`;
    repository.write('.git/hooks/pre-commit', guard, 0o755);
    repository.write('a.pyc', 'made\n');
    repository.git('add', 'a.pyc');
  }, 60_000);
  afterAll(() => {
    repository.remove();
    installed.remove();
  });

  it.each([
    ['no', 'n\n'],
    ['nothing', ''],
    ['something else', 'yes please\n'],
  ])('is asked, and %s stops the commit', (_, typed) => {
    const { code, shown } = commit(typed);
    expect(shown).toContain('ask commit.generated');
    expect(shown).toContain('Go on with this commit all the same? [y/N]');
    expect(code).toBe(1);
    expect(isCommitted()).toBe(false);
    expect(records(installed).at(-1)).toMatchObject({ event: 'pre-commit', decision: 'deny', subject: { answer: 'no' } });
  });

  it('is not asked where an agent commits', () => {
    const { code, shown } = commit('y\n', { CLAUDECODE: '1' });
    expect(shown).not.toContain('Go on');
    expect(code).toBe(1);
  });

  it('is not asked about what is denied', () => {
    repository.write('leak.ts', TOKEN);
    repository.git('add', 'leak.ts');
    const { code, shown } = commit('y\n');
    expect(shown).not.toContain('Go on');
    expect(code).toBe(1);
    repository.git('rm', '--quiet', '--cached', 'leak.ts');
  });

  it('says yes, and it is on record', () => {
    const { code } = commit('y\n');
    expect(code).toBe(0);
    expect(isCommitted()).toBe(true);
    expect(records(installed).at(-1)).toMatchObject({ event: 'pre-commit', decision: 'allow', subject: { answer: 'yes' } });
  });
});
