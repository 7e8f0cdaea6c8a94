import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { EMPTY_FRONTIER } from '../../../src/audit/merkle.ts';
import { readVerified, writeVerified } from '../../../src/state/verified.ts';
import { freshInstallation, unwrap } from '../../support/installation.ts';

it.each([
  ['another digit', (text: string) => `${text.startsWith('0') ? '1' : '0'}${text.slice(1)}`],
  ['a letter of two bytes', (text: string) => `é${text.slice(1)}`],
  ['nothing of it left', () => ''],
])('what was verified before and has %s is told as changed', (_, change) => {
  const { folders, installation } = freshInstallation();
  const remembered = { verified: { frontier: EMPTY_FRONTIER, latest: 5, admin: [] }, verifierKey: 'key', at: 7 };
  unwrap(writeVerified(folders.config, remembered, installation.pepper, 'u'));
  expect(readVerified(folders.config, installation.pepper)).toEqual({ ok: true, value: remembered });
  const path = join(folders.config, 'verified');
  writeFileSync(path, change(readFileSync(path, 'utf8')));
  expect(readVerified(folders.config, installation.pepper)).toMatchObject({ ok: false, error: { reason: 'corrupt' } });
});
