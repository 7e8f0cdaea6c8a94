import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { classifyPath, pathOperand } from '../../../src/actions/paths.ts';
import { cpuTime } from '../../support/cpu-time.ts';
import { HOME, OWN, PROJECT, type SettingOptions, setting, words } from '../../support/setting.ts';

const operand = (text: string, options: SettingOptions = {}) => {
  const [word] = words(text);
  if (!word) throw new Error(`no word in ${text}`);
  return pathOperand(word, setting(options));
};
const classes = (text: string, options: SettingOptions = {}) => [...operand(text, options).classes].sort();

describe('a path is made absolute', () => {
  it.each([
    ['src/a.ts', `${PROJECT}/src/a.ts`],
    ['./src//a.ts', `${PROJECT}/src/a.ts`],
    ['src/../../other/a', `${HOME}/code/other/a`],
    ['/etc/../usr/./bin/', '/usr/bin'],
    ['//etc//passwd', '/etc/passwd'],
    ['..', `${HOME}/code`],
    ['/../..', '/'],
    ['/proc/self/root/etc/hosts', '/etc/hosts'],
    ['/proc/self/cwd/a', `${PROJECT}/a`],
    ["'~/notes'", `${HOME}/notes`],
    ["'~bob/notes'", '/home/bob/notes'],
    ["'C:\\Windows\\System32'", 'c:/Windows/System32'],
  ])('%s is %s', (text, value) => {
    expect(operand(text).value).toBe(value);
  });

  it('only where the working folder is known', () => {
    expect(operand('src/a.ts', { cwd: undefined })).toEqual({ text: 'src/a.ts', certainty: 'unknown', classes: [] });
    expect(operand('/etc/hosts', { cwd: undefined }).value).toBe('/etc/hosts');
  });
});

describe('where a path lies', () => {
  it.each([
    ['/', ['root']],
    ['/*', ['root']],
    ['/usr', ['root', 'system']],
    ['/home', ['home', 'root']],
    ['/etc/hosts', ['system']],
    ['/etc/*', ['root', 'system']],
    ['/data', ['outside']],
    ['/home/bob', ['home']],
    ['/home/*', ['home', 'root']],
    ['/*/x', ['outside', 'root']],
    ["'/**/*.conf'", ['outside', 'system']],
    ['/u*', ['outside', 'root']],
    ['~', ['home']],
    ['~/*', ['home']],
    ['~/.*', ['home']],
    ['~/notes.txt', ['outside']],
    ['~/Documents', ['outside', 'personal']],
    ['~/Documents/tax/2025.pdf', ['outside', 'personal']],
    ['~/.config', ['outside', 'personal']],
    ['~/.config/foo', ['outside']],
    ['.', ['project-root']],
    ['./*', ['project-root']],
    ['*', ['project-root']],
    ['**/*', ['project-root']],
    ['..?*', ['project-root']],
    ['.[^.]*', ['project-root']],
    ['*(D)', ['project-root']],
    ['*~keep', ['project-root']],
    ['..', ['outside', 'project-root']],
    ['../*', ['outside', 'project-root']],
    ['../shop-worktree', ['outside']],
    ['src/a.ts', ['project']],
    ['*.log', ['project']],
    ['src/*', ['project']],
    ['/tmp/x', ['temp']],
    ['/tmp', ['temp']],
    ['/var/tmp/x', ['temp']],
    ['/dev/sda', ['device']],
    ['/dev/null', []],
    ['/dev/shm/x', ['temp']],
    ['/root/.config/x', ['system']],
    ['/opt/tool', ['system']],
    ['/mnt/disk', ['outside']],
  ])('%s: %j', (text, expected) => {
    expect(classes(text)).toEqual(expected);
  });

  it.each<[string, SettingOptions, readonly string[]]>([
    ['/tmp/proj/a', { project: '/tmp/proj' }, ['project']],
    ['/tmp', { project: '/tmp/proj' }, ['project-root', 'temp']],
    ['/usr/src/app/a', { project: '/usr/src/app' }, ['project']],
    ['/root', { home: '/root', project: '/root' }, ['home', 'project-root', 'root']],
    ['/root/a', { home: '/root', project: '/root' }, ['project']],
    ['~/Documents/a', { project: HOME }, ['outside', 'personal']],
    ['~/.config/a', { project: HOME }, ['outside']],
    ['~/code/a', { project: HOME }, ['project']],
    ['/home/eve/Documents/a', { project: '/home/eve' }, ['outside', 'personal']],
    ['/build', { project: '/' }, ['outside']],
    ['/etc/hosts', { project: '/etc' }, ['project', 'system']],
    ['/Library/Fonts/x', { platform: 'darwin', home: '/Users/ada', project: '/Users/ada/p' }, ['system']],
    ['/users/ADA/P/x', { platform: 'darwin', home: '/Users/ada', project: '/Users/ada/p' }, ['project']],
    ['/HOME/ada/code/shop/x', {}, ['outside']],
    ["'C:\\Windows'", { platform: 'win32', home: 'c:/users/ada', project: 'c:/users/ada/p' }, ['root', 'system']],
    ["'C:\\Users\\ada\\p\\x'", { platform: 'win32', home: 'c:/users/ada', project: 'c:/users/ada/p' }, ['project']],
  ])('%s in %j: %j', (text, options, expected) => {
    expect(classes(text, options)).toEqual(expected);
  });
});

describe('what a path is', () => {
  it.each([
    ['.git', ['project', 'vcs']],
    ['.git/hooks/pre-commit', ['git-hook', 'project', 'vcs']],
    ['.husky/pre-push', ['git-hook', 'project']],
    ['.gitignore', ['project']],
    ['.env', ['project', 'secret']],
    ['.env.production', ['project', 'secret']],
    ['.env.example', ['project']],
    ['deploy/prod.env', ['project', 'secret']],
    ['.env.local.sample', ['project']],
    ['.e??', ['project', 'secret']],
    ['*.json', ['project']],
    ['~/.ssh', ['outside', 'secret']],
    ['~/.ssh/*', ['outside', 'secret']],
    ['~/.ss*/id_*', ['outside', 'secret']],
    ['~/.ssh/id_ed25519', ['outside', 'secret']],
    ['~/.ssh/id_ed25519.pub', ['outside']],
    ['~/.ssh/known_hosts', ['outside']],
    ['~/.ssh/authorized_keys', ['outside', 'persistence']],
    ['~/.aws/credentials', ['outside', 'secret']],
    ['~/.kube/config', ['outside', 'secret']],
    ['~/.docker/config.json', ['outside', 'secret']],
    ['~/.config/gh/hosts.yml', ['outside', 'secret']],
    ['~/.npmrc', ['manifest', 'outside', 'secret']],
    ['.npmrc', ['manifest', 'project']],
    ["'~/Library/Application Support/Google/Chrome/Default/Cookies'", ['outside', 'secret']],
    ['src/cookies', ['project']],
    ['/usr/lib/chromium/x', ['system']],
    ['/etc/shadow', ['secret', 'system']],
    ['/etc/sh?dow', ['secret', 'system']],
    ['~/.cl*/settings.json', ['agent-config', 'agent-hooks', 'outside']],
    ['~/.c*/settings.json', ['outside']],
    ['/etc/s*', ['persistence', 'secret', 'shell-startup', 'system']],
    ['/proc/1/environ', ['secret', 'system']],
    ['/proc/self/environ', ['secret', 'system']],
    ['certs/server.key', ['project', 'secret']],
    ['certs/ca.pem', ['project']],
    ['certs/deploy.pem', ['project', 'secret']],
    ['/etc/passwd', ['persistence', 'system']],
    ['~/.bashrc', ['outside', 'shell-startup']],
    ['dotfiles/.bashrc', ['project']],
    ['/etc/profile.d/x.sh', ['persistence', 'shell-startup', 'system']],
    ['/etc/cron.d/x', ['persistence', 'system']],
    ['/usr/local/etc/sudoers', ['persistence', 'system']],
    ['~/.config/systemd/user/x.service', ['outside', 'persistence']],
    ['~/Library/LaunchAgents/x.plist', ['outside', 'persistence']],
    ['.claude/settings.local.json', ['agent-config', 'agent-hooks', 'project']],
    ['.claude/commands/x.md', ['project']],
    ['CLAUDE.md', ['project']],
    ['.cursor/hooks.json', ['agent-config', 'agent-hooks', 'project']],
    ['.github/hooks/x.json', ['agent-config', 'agent-hooks', 'project']],
    ['.github/workflows/ci.yml', ['ci', 'project']],
    ['package.json', ['manifest', 'project']],
    ['Makefile', ['manifest', 'project']],
    ['node_modules', ['cache', 'project']],
    ['node_modules/*', ['cache', 'project']],
    ['packages/a/dist', ['cache', 'project']],
    ['~/other/dist', ['outside']],
    ['~/.cache/pip', ['cache', 'outside']],
    ['/var/log/syslog', ['log', 'system']],
    ['~/.bash_history', ['history-file', 'outside']],
    [`${OWN}/audit.db`, ['outside', 'own-state']],
    [`${OWN.toUpperCase()}/audit.db`, ['outside', 'own-state']],
    ['~/.local/state/hook*', ['outside', 'own-state']],
  ])('%s: %j', (text, expected) => {
    expect(classes(text)).toEqual(expected);
  });

  it('takes everything but a name for everything', () => {
    const word = { text: '!(keep)', value: '!(keep)', certainty: 'derived', glob: true } as const;
    expect(pathOperand(word, setting()).classes).toEqual(['project-root']);
    expect(pathOperand({ ...word, value: '/!(keep)' }, setting()).classes).toEqual(['root']);
  });

  it('does not take a project below a folder named like build output for output', () => {
    expect(classes('src/a.ts', { project: `${HOME}/build/shop` })).toEqual(['project']);
  });

  it('sees through Unicode forms where its own files are concerned', () => {
    const own = `${HOME}/caf\u{e9}/guard`;
    expect(classifyPath(`${HOME}/cafe\u{301}/guard/key`, setting({ ownPaths: [own] }))).toContain('own-state');
  });
});

describe('a path with unknown pieces', () => {
  it.each([
    ['$X', ['unset']],
    ['$X/', ['root', 'unset']],
    ['$X/*', ['root', 'unset']],
    ['$X/etc', ['root', 'system', 'unset']],
    ['$X/foo', ['outside', 'unset']],
    ['$X*', ['project-root', 'unset']],
    ['$HISTFILE', ['history-file', 'unset']],
    ['$(pwd)', []],
    ['$(pwd)/', []],
    ['$(pwd)/.env', ['secret']],
    ['/etc/$(x)', ['system']],
    ['/$(x)', ['outside', 'root']],
    ['/$X', ['outside', 'root', 'unset']],
    ['~/$(x)', ['outside']],
    ['~/$X', ['home', 'outside', 'unset']],
    ['build/$(x)', ['cache', 'project']],
    ['build/$X', ['cache', 'project', 'unset']],
    ['app-$X/y', ['project']],
  ])('%s: %j', (text, expected) => {
    expect(classes(text)).toEqual(expected);
    expect(operand(text).certainty).toBe('unknown');
  });
});

describe('a symbolic link', () => {
  const files = {
    [`${PROJECT}/escape`]: { link: '/etc' },
    '/home/ada/shop': { link: PROJECT },
    [`${PROJECT}/k`]: { link: `${HOME}/.ssh/id_rsa` },
    [`${PROJECT}/dist`]: { link: HOME },
    [`${PROJECT}/my/.env`]: { link: HOME },
  };

  it.each([
    ['escape/hosts', ['system']],
    ['k', ['outside', 'secret']],
    ['/home/ada/shop/src', ['project']],
    ['dist', ['home']],
    ['my/.env', ['home', 'secret']],
  ])('%s lies where it leads, and is what its name says', (text, expected) => {
    expect(classes(text, { files })).toEqual(expected);
  });

  it('is itself meant where the program does not follow it', () => {
    const [link] = words('k');
    expect(link && pathOperand(link, setting({ files }), { follow: false }).classes).toEqual(['project']);
  });
});

it('a folder that holds the guard counts as its state only where all of it is meant', () => {
  const [folder] = words('~/.local');
  if (!folder) throw new Error('no word');
  expect(pathOperand(folder, setting()).classes).not.toContain('own-state');
  expect(pathOperand(folder, setting(), { tree: true }).classes).toContain('own-state');
});

describe('inside a container', () => {
  const remote = { remote: true, cwd: undefined, mounts: [{ source: HOME, target: '/work' }] };
  it.each([
    ['/', ['root']],
    ['/etc/hosts', ['system']],
    ['/app/build', []],
    [PROJECT, []],
    ['/tmp/x', []],
    ['/work', ['home']],
    ['/work/code/shop/src', ['project']],
    ['/etc/shadow', ['secret', 'system']],
  ])('%s: %j', (text, expected) => {
    expect(classes(text, remote)).toEqual(expected);
  });
});

describe('whatever the path', () => {
  const path = fc
    .array(fc.constantFrom('..', '.', '', 'etc', '.git', '*', '**', 'a b', '.ssh', '\u{0}', 'id_*', '[', '~'))
    .map((parts) => parts.join('/'));

  it('nothing throws and an absolute value is normal', () => {
    fc.assert(
      fc.property(path, fc.boolean(), fc.boolean(), fc.boolean(), (value, glob, unset, remote) => {
        const found = pathOperand(
          { text: value, value, certainty: 'literal', glob, unset },
          setting({ remote, mounts: [{ source: HOME, target: '/' }] }),
        );
        expect(found.value ?? '/').not.toMatch(/\/\.\.?(\/|$)|\/\/|.\/$/);
      }),
    );
  });

  it('a megabyte of it is read in no time', () => {
    const started = cpuTime();
    for (const value of ['a/'.repeat(500_000), '*'.repeat(1_000_000), `/${'x.key'.repeat(200_000)}`, '[a'.repeat(500_000)]) {
      pathOperand({ text: '', value, certainty: 'literal', glob: true }, setting());
    }
    expect(cpuTime() - started).toBeLessThan(500);
  });
});
