import { expect, it } from 'vitest';
import { recordSchema } from '../../scripts/record-schema.ts';
import { encodeRecord } from '../../src/audit/record.ts';
import { draft } from '../support/installation.ts';

const place = { installId: '0011', sequence: 7, id: 'r7-00000000' };
const stored = (...given: Parameters<typeof encodeRecord>): unknown => JSON.parse(Buffer.from(encodeRecord(...given)).toString());

const full = draft({
  session: 's',
  toolUseId: 't',
  traceparent: '00-00000000000000000000000000000001-0000000000000001-01',
  principal: { id: 'local', name: 'Local', role: 'developer', keyId: 'k' },
  findings: [{ stage: 'governance', ruleId: 'git.clean', severity: 'high', decision: 'ask', message: 'm', instead: 'i', incomplete: true }],
  callHash: 'h',
  labels: [{ name: 'wrote-script', about: '/home/ada/a.sh' }],
  outcome: { result: 'ran', edited: true, record: 'r6-00000000', decision: 'ask', input: 'changed' },
  capabilities: ['cap_1'],
  sessionRecords: { from: 1, count: 2 },
});

it('a stored record is as its schema says, with few fields and with all', () => {
  for (const record of [stored(draft(), place), stored(full, place, { key: 'k', sha256: 's' })])
    expect(recordSchema.safeParse(record)).toMatchObject({ success: true });
});

it('one that was too large to keep whole is, too', () => {
  const large = draft({ subject: { command: 'x'.repeat(200_000) } });
  expect(recordSchema.safeParse(stored(large, place))).toMatchObject({ success: true });
});

it('the schema names the fields in the order in which they are stored, and no others', () => {
  const record = stored(full, place, { key: 'k', sha256: 's' });
  expect(Object.keys(recordSchema.shape)).toEqual(Object.keys(Object(record)));
});
