import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { findWiring } from '../../../src/cli/wiring.ts';

const LAUNCHER = '/home/ada/.local/state/hook warden/launcher';

function wiring(files: Readonly<Record<string, unknown>>) {
  const folder = mkdtempSync(join(tmpdir(), 'hookwarden-wiring-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), typeof content === 'string' ? content : JSON.stringify(content));
  }
  const places = { own: join(folder, 'own'), project: join(folder, 'project'), managed: join(folder, 'managed') };
  return findWiring(LAUNCHER, places).map(({ path, ...rest }) => ({ ...rest, path: path.slice(folder.length + 1) }));
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
    ['managed/managed-settings.d/10-guard.json', hooks('ConfigChange', QUOTED), { events: ['ConfigChange'], partly: [] }],
    ['own/settings.json', { disableAllHooks: true }, { events: [], partly: [], fault: 'disableAllHooks is true: no hook runs' }],
    ['managed/managed-settings.json', '{', { events: [], partly: [], fault: 'it is not a JSON object' }],
  ])('are found in %s: %j', (path, settings, expected) => {
    expect(wiring({ [path]: settings })).toEqual([{ host: 'claude-code', path, ...expected }]);
  });

  it.each([
    ['another program', hooks('PreToolUse', '/opt/guard block --host claude-code')],
    ['another launcher whose path begins the same', hooks('PreToolUse', `"${LAUNCHER}-old" block`)],
    ['a verb that cannot hold a call back', hooks('PreToolUse', QUOTED.replace('block', 'notify'))],
    ['no hooks at all', { permissions: { allow: ['Bash'] } }],
    ['hooks of another form', { hooks: { PreToolUse: 'yes' } }],
  ])('do not count with %s', (_, settings) => {
    expect(wiring({ 'own/settings.json': settings })).toEqual([]);
  });
});
