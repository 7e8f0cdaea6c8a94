import { expect, it } from 'vitest';
import { unheeded } from '../../../src/cli/audit-options.ts';
import { inputOf } from '../../../src/cli/command.ts';

const said = (action: string, given: Readonly<Record<string, unknown>>) => unheeded(action, inputOf(given));

it.each([
  ['erase', { record: ['5'], 'dry-run': true }, '--dry-run'],
  ['verify', { record: ['witness.note'] }, '"witness.note"'],
  ['prune', { before: '90d', record: ['5'] }, '"5"'],
  ['export', { out: 'file' }, '--out'],
  ['checkpoint', { json: true }, '--json'],
  ['show', { record: ['5'], since: '2h' }, '--since'],
])('audit %s does not take %j for something else', (action, given, named) => expect(said(action, given)).toContain(named));

it.each([
  ['erase', { session: 's', 'pin-fd': '3' }],
  ['search', { record: ['rm', 'decision:deny'], since: '2h', json: true, count: 20 }],
  ['consistency', { record: ['old', 'new'], key: 'k' }],
  ['witness', { record: ['add', 'https://witness.example'], 'witness-key': 'k' }],
  ['list', { json: false }],
])('audit %s takes %j', (action, given) => expect(said(action, given)).toBeUndefined());
