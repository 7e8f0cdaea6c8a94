import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { gatherFacts, projectOf } from '../../../src/hook/facts.ts';
import { localFiles } from '../../../src/hook/files.ts';

const root = realpathSync(mkdtempSync(join(tmpdir(), 'hookwarden-facts-')));
afterAll(() => rmSync(root, { recursive: true, force: true }));
const home = join(root, 'home');
const shop = join(home, 'code/shop');
mkdirSync(join(shop, '.git'), { recursive: true });
mkdirSync(join(shop, 'web/src'), { recursive: true });
mkdirSync(join(home, 'notes'));

const facts = (environment: Readonly<Record<string, string>>) =>
  gatherFacts({
    now: 1,
    attended: true,
    cwd: shop,
    environment: { HOME: home, ...environment },
    folders: { state: '/s', config: '/c', runtime: '/r' },
    program: '/p',
  });

describe('the project', () => {
  it.each([
    ['is the nearest git root', join(shop, 'web/src'), shop],
    ['is the working folder where there is none', join(home, 'notes'), join(home, 'notes')],
    ['is the working folder where that is gone', join(home, 'gone/deep'), join(home, 'gone/deep')],
    ['is the working folder at the top', '/', '/'],
  ])('%s', (_what, cwd, project) => {
    expect(projectOf(cwd, home)).toBe(project);
  });

  it('is not a home folder that is kept in git', () => {
    const kept = join(root, 'kept');
    mkdirSync(join(kept, '.git'), { recursive: true });
    mkdirSync(join(kept, 'notes'));
    expect(projectOf(join(kept, 'notes'), kept)).toBe(join(kept, 'notes'));
  });
});

describe('what the environment says', () => {
  it('of the shell decides how commands are read', () => {
    expect([facts({ SHELL: '/bin/zsh' }).machine.shell, facts({ SHELL: '/usr/bin/fish' }).machine.shell, facts({}).machine.shell]).toEqual([
      'zsh',
      'bash',
      'bash',
    ]);
  });

  it.each([
    ['/var/folders/xy/T/', true],
    ['/tmp/agent-1', true],
    [join(home, '.tmp'), true],
    [join(home, 'Documents'), false],
    ['/var/lib/ci/_temp', true],
    [home, false],
    ['/etc', false],
    ['/usr/lib', false],
    ['/srv', false],
    ['/srv/data', false],
    ['/', false],
    ['tmp', false],
  ])('of temporary files is believed for %s: %s', (folder, believed) => {
    expect(facts({ TMPDIR: folder }).machine.tempFolders.includes(folder.replace(/(.)\/$/, '$1'))).toBe(believed);
  });

  it.each(['', 'ada', './ada'])('of the home folder is not believed where it is no absolute path: %j', (given) => {
    expect(facts({ HOME: given }).machine.home).toBe(userInfo().homedir);
  });

  it('goes no further than what is no secret', () => {
    expect(Object.keys(facts({ HOOKWARDEN_API_KEY: 'x', AWS_REGION: 'y' }).machine.environment)).not.toContain('HOOKWARDEN_API_KEY');
  });

  it('names the place that clients would work on', () => {
    expect(facts({ AWS_PROFILE: 'prod', KUBECONFIG: '/k/a' }).machine.environment).toMatchObject({
      AWS_PROFILE: 'prod',
      KUBECONFIG: '/k/a',
    });
  });
});

describe('the disk', () => {
  const files = localFiles(shop);
  writeFileSync(join(shop, 'build.sh'), 'echo ü\n');
  symlinkSync(join(shop, 'build.sh'), join(shop, 'link'));
  symlinkSync('loop', join(shop, 'loop'));

  it('is read in regular files and no further than allowed', () => {
    expect(files.read(join(shop, 'link'), 100)).toEqual({ kind: 'text', text: 'echo ü\n' });
    expect(files.read(join(shop, 'build.sh'), 3)).toEqual({ kind: 'too-large', bytes: 8 });
    expect(files.read(join(shop, 'gone'), 100)).toEqual({ kind: 'missing' });
    expect(files.read(shop, 100)).toMatchObject({ kind: 'unreadable' });
    expect(files.read('/dev/zero', 100)).toMatchObject({ kind: 'unreadable' });
    expect(files.read(join(shop, 'loop'), 100)).toMatchObject({ kind: 'unreadable' });
    expect(files.read('/a\0b', 100)).toMatchObject({ kind: 'unreadable' });
  });

  it('resolves what is there and appends what is not', () => {
    expect(files.resolve(join(shop, 'link'))).toBe(join(shop, 'build.sh'));
    expect(files.resolve(join(shop, 'new/deep.txt'))).toBe(join(shop, 'new/deep.txt'));
    expect(files.resolve(join(shop, 'build.sh/x'))).toBe(join(shop, 'build.sh/x'));
    expect(files.resolve(join(shop, 'loop'))).toBeUndefined();
  });

  it('tells kinds apart', () => {
    expect(['link', 'web', 'gone', 'loop'].map((name) => files.kind(join(shop, name)))).toEqual([
      'file',
      'directory',
      undefined,
      undefined,
    ]);
    expect(files.kind('/dev/null')).toBe('other');
  });
});
