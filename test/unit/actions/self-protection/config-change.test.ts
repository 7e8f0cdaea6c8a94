import { describe, expect, it } from 'vitest';
import { analyze } from '../../../../src/actions/index.ts';
import type { HookEvent } from '../../../../src/domain/event.ts';
import { facts, HOME, type MemoryFiles, OWN, PROJECT } from '../../../support/setting.ts';

const wired = JSON.stringify({ hooks: { PreToolUse: [{ hooks: [{ type: 'command', command: `${OWN}/launcher block` }] }] } });
const USER = `${HOME}/.claude/settings.json`;
const LOCAL = `${PROJECT}/.claude/settings.local.json`;

function lost(raw: HookEvent['raw'], files: MemoryFiles): readonly (string | undefined)[] {
  const event: HookEvent = { host: 'claude-code', name: 'ConfigChange', blocking: 'blocks', sessionId: 's', cwd: PROJECT, raw };
  return analyze(event, facts({ files })).actions.flatMap(({ effects }) => effects.map(({ note }) => note));
}

describe('a change of settings is stopped', () => {
  it.each<[string, HookEvent['raw'], MemoryFiles]>([
    ['that switches all hooks off', { source: 'local_settings' }, { [USER]: wired, [LOCAL]: '{"disableAllHooks":true}' }],
    ['that cannot be read', { source: 'user_settings' }, { [USER]: '{"hooks": {' }],
    ["that takes this guard's hook out", { source: 'user_settings' }, { [USER]: '{"hooks":{}}' }],
    ["that deletes the file with this guard's hook", { source: 'user_settings' }, {}],
    ['in the file that the event names', { source: 'x', file_path: LOCAL }, { [USER]: wired, [LOCAL]: '{"disableAllHooks":true}' }],
  ])('%s', (_, raw, files) => {
    expect(lost(raw, files)).toHaveLength(1);
  });
});

describe('and not', () => {
  it.each<[string, HookEvent['raw'], MemoryFiles]>([
    ['where the hook is still there', { source: 'user_settings' }, { [USER]: wired }],
    ['where another layer holds it', { source: 'local_settings' }, { [USER]: wired, [LOCAL]: '{"model":"opus"}' }],
    ['where the managed layer holds it', { source: 'user_settings' }, { '/etc/claude-code/managed-settings.json': wired }],
    ['where a plugin brings it', { source: 'user_settings' }, { [USER]: '{"enabledPlugins":{"hookwarden@tools":true}}' }],
    ['where there never was such a file', { source: 'project_settings' }, {}],
  ])('%s', (_, raw, files) => {
    expect(lost(raw, files)).toEqual([]);
  });
});
