import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { HOSTS } from '../../../src/domain/event.ts';
import { commandFor, orBlock, readCommand } from '../../../src/wiring/command.ts';
import { findHost } from '../../../src/wiring/detect.ts';
import type { WiredFile } from '../../../src/wiring/host-wiring.ts';
import { WIRINGS } from '../../../src/wiring/index.ts';
import type { Places } from '../../../src/wiring/places.ts';
import { ROOT } from '../../support/installed.ts';

const LINUX: Places = {
  platform: 'linux',
  home: '/home/ada',
  project: '/home/ada/shop',
  environment: {},
  list: () => ['a.json', 'notes.md'],
};
const MACOS: Places = { ...LINUX, platform: 'darwin', home: '/Users/ada', project: '/Users/ada/shop' };
const WINDOWS: Places = { ...LINUX, platform: 'win32', home: 'C:\\Users\\ada', project: 'D:\\shop' };

const pathsOf = (host: (typeof HOSTS)[number], scope: 'user' | 'project' | 'managed', places: Places) =>
  WIRINGS[host].files(scope, places).map(({ path }) => path);
const first = (files: readonly WiredFile[]): WiredFile => {
  const [file] = files;
  if (!file) throw new Error('no file');
  return file;
};

function executable(folder: string, line: string): string {
  const path = join(folder, 'launcher');
  writeFileSync(path, `#!/bin/sh\n${line}\n`, { mode: 0o700 });
  return path;
}

describe('where settings lie', () => {
  it('is told for every host and scope', () => {
    expect(
      Object.fromEntries(
        HOSTS.map((host) => [host, (['user', 'project', 'managed'] as const).map((scope) => pathsOf(host, scope, LINUX).at(-1))]),
      ),
    ).toEqual({
      'claude-code': [
        '/home/ada/.claude/settings.json',
        '/home/ada/shop/.claude/settings.local.json',
        '/etc/claude-code/managed-settings.d/hookwarden.json',
      ],
      codex: ['/home/ada/.codex/hooks.json', '/home/ada/shop/.codex/hooks.json', undefined],
      gemini: ['/home/ada/.gemini/settings.json', '/home/ada/shop/.gemini/settings.json', '/etc/gemini-cli/settings.json'],
      qwen: ['/home/ada/.qwen/settings.json', '/home/ada/shop/.qwen/settings.json', '/etc/qwen-code/settings.json'],
      copilot: [
        '/home/ada/.copilot/hooks/hookwarden.json',
        '/home/ada/shop/.github/hooks/hookwarden.json',
        '/etc/github-copilot/policy.d/hookwarden.json',
      ],
      vscode: ['/home/ada/.copilot/hooks/hookwarden-vscode.json', '/home/ada/shop/.github/hooks/hookwarden-vscode.json', undefined],
      cursor: ['/home/ada/.cursor/hooks.json', '/home/ada/shop/.cursor/hooks.json', '/etc/cursor/hooks.json'],
      windsurf: ['/home/ada/.codeium/windsurf/hooks.json', '/home/ada/shop/.windsurf/hooks.json', '/etc/windsurf/hooks.json'],
      opencode: ['/home/ada/.config/opencode/plugin/hookwarden.js', '/home/ada/shop/.opencode/plugin/hookwarden.js', undefined],
      droid: ['/home/ada/.factory/hooks.json', '/home/ada/shop/.factory/hooks.json', undefined],
      crush: ['/home/ada/.config/crush/crush.json', '/home/ada/shop/crush.json', undefined],
      goose: [
        '/home/ada/.agents/plugins/hookwarden/hooks/hooks.json',
        '/home/ada/shop/.agents/plugins/hookwarden/hooks/hooks.json',
        undefined,
      ],
      cline: ['/home/ada/Documents/Cline/Hooks/TaskStart', '/home/ada/shop/.clinerules/hooks/TaskStart', undefined],
      kiro: ['/home/ada/.kiro/agents/a.json', '/home/ada/shop/.kiro/agents/a.json', undefined],
      kimi: ['/home/ada/.kimi-code/config.toml', undefined, undefined],
    });
  });

  it.each([
    ['claude-code', 'managed', MACOS, '/Library/Application Support/ClaudeCode/managed-settings.d/hookwarden.json'],
    ['claude-code', 'user', WINDOWS, 'C:\\Users\\ada\\.claude\\settings.json'],
    ['claude-code', 'managed', WINDOWS, 'C:\\Program Files\\ClaudeCode\\managed-settings.d\\hookwarden.json'],
    ['cursor', 'project', WINDOWS, 'D:\\shop\\.cursor\\hooks.json'],
    ['windsurf', 'managed', MACOS, '/Library/Application Support/Windsurf/hooks.json'],
    ['kiro', 'user', WINDOWS, 'C:\\Users\\ada\\.kiro\\agents\\a.json'],
    ['claude-code', 'user', { ...LINUX, environment: { CLAUDE_CONFIG_DIR: '/srv/claude' } }, '/srv/claude/settings.json'],
    ['claude-code', 'user', { ...LINUX, environment: { CLAUDE_CONFIG_DIR: 'relative' } }, '/home/ada/.claude/settings.json'],
    ['codex', 'user', { ...LINUX, environment: { CODEX_HOME: '/srv/codex' } }, '/srv/codex/hooks.json'],
    ['opencode', 'user', { ...LINUX, environment: { XDG_CONFIG_HOME: '/srv/config' } }, '/srv/config/opencode/plugin/hookwarden.js'],
  ] as const)('follows platform and variables: %s, %s', (host, scope, places, path) => {
    expect(pathsOf(host, scope, places)).toEqual([path]);
  });
});

describe('what is put into settings', () => {
  it('for Claude Code is what the example shows', () => {
    const { hooks } = JSON.parse(readFileSync(join(ROOT, 'hooks.example.json'), 'utf8'));
    const file = first(WIRINGS['claude-code'].files('user', LINUX));
    const entries = file.kind === 'shared' ? file.entries((verb) => `LAUNCHER ${verb} --host claude-code`) : [];
    expect(Object.fromEntries(entries.map(({ list, value }) => [list[1], [value]]))).toEqual(hooks);
  });

  it.each(HOSTS)('for %s holds back the event of its own sample, and says what it cannot do', (host) => {
    const { events, cautions, sample, switchesOff } = WIRINGS[host];
    const text = JSON.stringify(sample('ls', { session: 's', cwd: '/tmp' }));
    expect(text).toContain('"ls"');
    expect(Object.values(events)).toContain('block');
    expect(cautions.length).toBeGreaterThan(0);
    expect(switchesOff.every(({ at }) => at.length > 0)).toBe(true);
  });
});

describe('the command line that hosts run', () => {
  it.each(['/home/ada/launcher', '/home/ada o"neil\'s/$HOME/`x`/launcher', '/a\\b/launcher'])(
    'names a launcher in %s so that a shell reads just that',
    (launcher) => {
      const line = commandFor(launcher, 'codex')('block');
      expect(readCommand(line)).toEqual({ launcher, verb: 'block', host: 'codex' });
      expect(readCommand(orBlock(line))).toEqual({ launcher, verb: 'block', host: 'codex' });
    },
  );

  it.each(['codex', 'gemini', 'qwen'] as const)('for %s ends in a no of the shell before tools, and before prompts in none', (host) => {
    const file = first(WIRINGS[host].files('user', LINUX));
    const entries = file.kind === 'shared' ? file.entries(commandFor('/x/launcher', host)) : [];
    const shut = entries.filter(({ value }) => JSON.stringify(value).includes('|| exit 2')).map(({ list }) => list[1]);
    expect(shut).toEqual(host === 'gemini' ? ['BeforeTool'] : ['PreToolUse', 'PermissionRequest']);
  });

  it.each([
    ['is not there', (): string => '/nonexistent/launcher'],
    ['is killed', (folder: string): string => executable(folder, 'kill -KILL $$')],
    ['ends with 1', (folder: string): string => executable(folder, 'echo broken >&2; exit 1')],
  ])('is a no with a reason where the launcher %s', (_, make) => {
    const folder = mkdtempSync(join(tmpdir(), 'hookwarden wiring '));
    const line = orBlock(commandFor(make(folder), 'codex')('block'));
    const done = spawnSync('/bin/sh', ['-c', line], { encoding: 'utf8' });
    rmSync(folder, { recursive: true });
    expect([done.status, done.stdout]).toEqual([2, '']);
    expect(done.stderr).not.toBe('');
  });

  it.each([
    'LAUNCHER block --host codex; rm -rf /',
    '/x/launcher block --host codex && true',
    '/x/launcher allow',
    '/x/other block --host codex',
    'env /x/launcher block',
    '/x/launcher block --host codex || true',
    '/x/launcher block --host codex || exit 0',
    '/x/launcher block --host codex || exit 2; true',
    '',
  ])('is told from %s', (line) => {
    expect(readCommand(line)).toBeUndefined();
  });
});

describe('a host is found', () => {
  const presence = (...paths: readonly string[]) => ({
    isFolder: (path: string) => paths.includes(path),
    isProgram: (path: string) => paths.includes(path),
  });

  it.each([
    ['by its program on PATH', { PATH: '/usr/bin:/opt/bin' }, ['/opt/bin/claude'], { program: '/opt/bin/claude' }],
    ['by its folder', { PATH: '' }, ['/home/ada/.claude'], { trace: '/home/ada/.claude' }],
    ['not in the project', { PATH: '/home/ada/shop/node_modules/.bin:/usr/bin' }, ['/home/ada/shop/node_modules/.bin/claude'], {}],
    ['not relative to anywhere', { PATH: '.:bin::' }, ['claude', 'bin/claude', './claude'], {}],
  ] as const)('%s', (_, environment, paths, found) => {
    expect(findHost(WIRINGS['claude-code'], { ...LINUX, environment }, presence(...paths))).toEqual(found);
  });

  it('on Windows, too', () => {
    const places = { ...WINDOWS, environment: { Path: 'C:\\bin;D:\\shop\\bin' } };
    const found = findHost(WIRINGS.codex, places, presence('C:\\bin\\codex.cmd', 'D:\\shop\\bin\\codex.exe'));
    expect(found).toEqual({ program: 'C:\\bin\\codex.cmd' });
  });
});
