import { expect, it } from 'vitest';
import { commandFor, orBlock } from '../../../src/wiring/command.ts';
import type { WiredFile } from '../../../src/wiring/host-wiring.ts';
import { WIRINGS } from '../../../src/wiring/index.ts';
import { isWired, wiredText } from '../../../src/wiring/plan.ts';
import { unwrap } from '../../support/installation.ts';

const PLACES = { platform: 'linux', home: '/home/ada', project: '/home/ada/shop', environment: {}, list: () => [] } as const;
const LAUNCHER = '/home/ada/hook warden/launcher';

const fileOf = (host: keyof typeof WIRINGS): WiredFile => {
  const [file] = WIRINGS[host].files('user', PLACES);
  if (!file) throw new Error('no file');
  return file;
};
const installed = (host: keyof typeof WIRINGS, before?: string): string =>
  unwrap(wiredText(fileOf(host), before, commandFor(LAUNCHER, host)));
const settings = (command: string): string => JSON.stringify({ hooks: { PreToolUse: [{ hooks: [{ type: 'command', command }] }] } });

it.each([
  ['as it is written', 'claude-code', installed('claude-code')],
  ['behind a byte order mark and comments', 'gemini', installed('gemini', '\ufeff// mine\n{}')],
  ['where a strict reader would take none of it', 'claude-code', `// mine\n${installed('claude-code')}`],
  ['by another line than is written now', 'codex', settings(orBlock(`"${LAUNCHER}" block`))],
  ['by the launcher of another folder', 'codex', settings("'/gone/launcher' block --host codex")],
  ['in TOML', 'kimi', installed('kimi', 'model = "k2"\n')],
  ['in a module that somebody has changed', 'opencode', installed('opencode').replace('MAX_CALLS = 1000', 'MAX_CALLS = 10')],
  ['in a file of nothing else', 'copilot', installed('copilot')],
] as const)('a launcher is wired in %s', (_, host, text) => {
  expect(isWired(fileOf(host), text)).toBe(true);
});

it.each([
  ['other hooks', 'claude-code', settings('/opt/guard block')],
  ['a launcher that is only spoken of', 'claude-code', JSON.stringify({ env: { NOTE: `${LAUNCHER} block --host claude-code` } })],
  ['settings that cannot be read', 'claude-code', installed('claude-code').slice(0, -4)],
  ['a module of somebody else', 'opencode', 'export const Other = async () => ({});\n'],
] as const)('no launcher is wired in %s', (_, host, text) => {
  expect(isWired(fileOf(host), text)).toBe(false);
});
