import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { commandFor } from '../../../src/wiring/command.ts';
import { wiringOf } from '../../../src/wiring/find.ts';
import { WIRINGS } from '../../../src/wiring/index.ts';

const LAUNCHER = '/home/ada/.local/state/hook warden/launcher';

function wiring(files: Readonly<Record<string, unknown>>) {
  const folder = mkdtempSync(join(tmpdir(), 'hookwarden-wiring-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), typeof content === 'string' ? content : JSON.stringify(content));
  }
  const places = {
    platform: 'linux',
    home: join(folder, 'home'),
    project: join(folder, 'project'),
    environment: { CLAUDE_CONFIG_DIR: join(folder, 'own') },
    list: () => [],
  } as const;
  return wiringOf(WIRINGS['claude-code'], [LAUNCHER], places).map(({ path, commands: _, ...rest }) => ({
    ...rest,
    path: path.slice(folder.length + 1),
  }));
}

const hooks = (event: string, command: string, matcher?: string) => ({
  hooks: { [event]: [{ ...(matcher !== undefined && { matcher }), hooks: [{ type: 'command', command }] }] },
});
const QUOTED = `"${LAUNCHER}" block --host claude-code`;

describe('the settings of a host that run the launcher', () => {
  it.each([
    ['own/settings.json', hooks('PreToolUse', QUOTED, '*'), { events: ['PreToolUse'], partly: [] }],
    ['own/settings.json', hooks('PreToolUse', `'${LAUNCHER}' block`), { events: ['PreToolUse'], partly: [] }],
    ['project/.claude/settings.json', hooks('SessionEnd', QUOTED.replace('block', 'notify')), { events: ['SessionEnd'], partly: [] }],
    ['project/.claude/settings.local.json', hooks('PreToolUse', QUOTED, 'Bash|Edit'), { events: [], partly: ['PreToolUse (Bash|Edit)'] }],
    ['own/settings.json', { disableAllHooks: true }, { events: [], partly: [], fault: 'disableAllHooks is true: no hook runs' }],
    [
      'own/settings.json',
      '{\n "a"',
      { events: [], partly: [], fault: 'it cannot be read (2:5 colon expected), so that no hook of it runs' },
    ],
  ])('are found in %s: %j', (path, settings, expected) => {
    expect(wiring({ [path]: settings })).toEqual([{ host: 'claude-code', path, ...expected }]);
  });

  it.each([
    ['another program', hooks('PreToolUse', '/opt/guard block --host claude-code')],
    ['another launcher whose path begins the same', hooks('PreToolUse', `"${LAUNCHER}-old" block`)],
    ['a verb that cannot hold a call back', hooks('PreToolUse', QUOTED.replace('block', 'notify'))],
    ['the dialect of another host', hooks('PreToolUse', QUOTED.replace('claude-code', 'gemini'))],
    ['no hooks at all', { permissions: { allow: ['Bash'] } }],
    ['hooks of another form', { hooks: { PreToolUse: 'yes' } }],
  ])('do not count with %s', (_, settings) => {
    expect(wiring({ 'own/settings.json': settings })).toEqual([]);
  });
});

it('a script that is not executable runs no launcher', () => {
  const folder = mkdtempSync(join(tmpdir(), 'hookwarden-wiring-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const places = { platform: 'linux', home: folder, project: join(folder, 'project'), environment: {}, list: () => [] } as const;
  const [file] = WIRINGS.cline.files('user', places);
  if (file?.kind !== 'own') throw new Error('no script');
  mkdirSync(dirname(file.path), { recursive: true });
  writeFileSync(file.path, file.text(commandFor(LAUNCHER, 'cline')), { mode: 0o644 });
  const found = () => wiringOf(WIRINGS.cline, [LAUNCHER], places);
  expect(found()).toEqual([expect.objectContaining({ events: [], fault: expect.stringContaining('chmod +x') })]);
  chmodSync(file.path, 0o755);
  expect(found()).toEqual([expect.objectContaining({ events: file.events })]);
});
