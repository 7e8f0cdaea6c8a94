import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { changingSettings } from '../../../src/cli/wire-hosts.ts';
import { ok } from '../../../src/domain/result.ts';

it('settings are changed by one at a time, and whoever comes meanwhile is told', () => {
  const state = mkdtempSync(join(tmpdir(), 'hookwarden-settings-'));
  onTestFinished(() => rmSync(state, { recursive: true, force: true }));
  const other = changingSettings(state, () => ok(changingSettings(state, () => ok('done'))));
  expect(other).toEqual(ok({ ok: false, error: expect.stringMatching(/^Another process is .*settings\.lock\)\. Try again/) }));
  expect(changingSettings(state, () => ok('done'))).toEqual(ok('done'));
  expect(changingSettings(join(state, 'missing'), () => ok('done'))).toEqual(ok('done'));
});
