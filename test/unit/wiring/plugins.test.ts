import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { pluginFiles } from '../../../scripts/plugin-files.ts';
import { findHooks } from '../../../src/wiring/entries.ts';
import { heldEvents } from '../../../src/wiring/host-wiring.ts';
import { WIRINGS } from '../../../src/wiring/index.ts';
import { ROOT } from '../../support/installed.ts';

const files = pluginFiles();

describe('the plugins for agents', () => {
  it.each([...files.keys()])('hold %s as `npm run plugins` writes it', (path) => {
    expect(readFileSync(join(ROOT, path), 'utf8')).toBe(files.get(path));
    expect((statSync(join(ROOT, path)).mode & 0o100) !== 0).toBe(path.endsWith('launcher'));
  });

  it('hold nothing else', () => {
    const there = readdirSync(join(ROOT, 'plugins'), { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
    expect(there.length).toBe([...files.keys()].filter((path) => path.startsWith('plugins/')).length);
  });

  it.each([
    ['claude-code', 'plugins/claude-code/hooks/hooks.json'],
    ['gemini', 'plugins/gemini/hooks/hooks.json'],
  ] as const)('hold back for %s what `install` holds back', (host, path) => {
    const hooks = findHooks(JSON.parse(files.get(path) ?? ''));
    const held = hooks.filter(({ launched, matcher }) => launched.verb === 'block' && matcher === undefined).map(({ event }) => event);
    expect(held).toEqual(heldEvents(WIRINGS[host]));
  });
});
