import { describe, expect, it } from 'vitest';
import { boundedName, encodeRecord } from '../../../src/audit/record.ts';
import { draft } from '../../support/installation.ts';

const place = { installId: '0123456789abcdef', sequence: 7, id: 'r7-00000000' };
const text = (change = {}) => Buffer.from(encodeRecord(draft(change), place)).toString();

describe('the bytes of a record', () => {
  it('have their keys in one order, whatever the order of the draft', () => {
    const given = draft({ session: 's', callHash: 'h' });
    const turned = Object.fromEntries(Object.entries(given).reverse());
    expect(Buffer.from(encodeRecord({ ...given, ...turned }, place)).toString()).toBe(text({ session: 's', callHash: 'h' }));
    expect(Object.keys(JSON.parse(text({ session: 's', callHash: 'h' })))).toEqual(
      'schema install sequence id time kind session host event tool subject findings decision mode stage risk timings policy program callHash'.split(
        ' ',
      ),
    );
  });

  it('are bounded, whatever came in', () => {
    const long = 'x'.repeat(1_000_000);
    const finding = { stage: 'governance', ruleId: long, severity: 'low', decision: 'ask', message: long, instead: long } as const;
    const record = text({ session: long, tool: long, subject: { long }, findings: Array.from({ length: 1000 }, () => finding) });
    expect(record.length).toBeLessThan(400_000);
    expect(JSON.parse(record).subject.omitted).toBe('too large to keep');
  });

  it('stay JSON where a text was cut in the middle of a character', () => {
    const record = text({
      findings: [{ stage: 'audit', ruleId: 'x', severity: 'low', decision: 'ask', message: '😀'.repeat(1500).slice(1) }],
    });
    expect(JSON.parse(record).findings[0].message.length).toBe(2000);
  });
});

describe('a long name', () => {
  it('stands as its hash, so that two of them stay two', () => {
    expect(boundedName('short')).toBe('short');
    expect(boundedName('a'.repeat(300))).not.toBe(boundedName('a'.repeat(301)));
    expect(boundedName('a'.repeat(300)).length).toBeLessThan(100);
  });
});
