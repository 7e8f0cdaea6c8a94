import { describe, expect, it } from 'vitest';
import { readArguments } from '../../../src/hook/arguments.ts';

const launched = ['/s', '/c', '/r', '0123456789abcdef'];
const folders = { state: '/s', config: '/c', runtime: '/r' };
const own = { host: 'claude-code', folders, installId: '0123456789abcdef' };

describe('the arguments of the hook', () => {
  it.each([
    [[], { verb: 'block' }],
    [['--host', 'codex'], { verb: 'block', host: 'codex' }],
    [['--host', 'claude-code'], { verb: 'block', host: 'claude-code' }],
    [['--host=claude-code'], { verb: 'block', host: 'claude-code' }],
    [
      [...launched, 'notify', '--host', 'claude-code'],
      { ...own, verb: 'notify', launched: ['/s/launcher', 'notify', '--host', 'claude-code'] },
    ],
    [[...launched, 'block'], { folders, installId: own.installId, verb: 'block', launched: ['/s/launcher', 'block'] }],
  ])('%j', (given, read) => {
    expect(readArguments(given)).toEqual({ ok: true, value: read });
  });

  it.each([
    [['--host', 'somebody']],
    [['--host']],
    [[...launched, 'block', '--host', 'claude-code', '/other']],
    [[...launched, 'block', '--state', '/other']],
    [[...launched, 'observe']],
  ])('%j are refused', (given) => {
    expect(readArguments(given).ok).toBe(false);
  });
});
