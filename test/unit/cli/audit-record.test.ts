import { expect, it } from 'vitest';
import { leafHash } from '../../../src/audit/merkle.ts';
import { changedRemark, showRecord, summaryOf } from '../../../src/cli/audit-record.ts';

it('shows a record so that what an agent wrote in it cannot drive a terminal', () => {
  const body = { subject: { command: 'ls \u009b2J \u001b]0;x\u0007 \u202e \u2028 \u200b\n# ü' } };
  const text = Buffer.from(JSON.stringify(body));
  const shown = showRecord({ sequence: 1, leaf: Buffer.from(leafHash(text)), body: text });
  expect(shown).not.toMatch(/(?!\n)[\p{Cc}\p{Cf}\u2028]/u);
  expect(JSON.parse(shown.split('\nleaf')[0] ?? '')).toEqual(body);
});

it('says of a record whose content was changed that it is not as it was written', () => {
  const written = Buffer.from('{"sequence":1,"tool":"Bash","subject":{"tool_input":{"command":"rm -rf ~"}}}');
  const leaf = Buffer.from(leafHash(written));
  const edited = { sequence: 1, leaf, body: Buffer.from(String(written).replace('rm -rf ~', 'ls')) };
  const broken = { sequence: 1, leaf, body: Buffer.from('no JSON') };
  expect(changedRemark({ sequence: 1, leaf, body: written })).toEqual([]);
  expect(changedRemark({ sequence: 1, leaf, body: null })).toEqual([]);
  expect(showRecord(edited)).toMatch(
    /^Record 1 is not as it was written: its content does not have its checksum\. See: hookwarden audit verify\n\{/,
  );
  expect(summaryOf(edited).at(-1)).toBe('(changed) ls');
  expect([edited, broken, { ...broken, body: null }].map((record) => summaryOf(record)[2])).toEqual(['', 'changed', 'emptied']);
});

it('tells what doctor had judged from what an agent did', () => {
  const row = (session: string) => {
    const body = Buffer.from(JSON.stringify({ session, subject: { tool_input: { command: 'rm -rf /' } } }));
    return summaryOf({ sequence: 1, leaf: Buffer.from(leafHash(body)), body }).at(-1);
  };
  expect([row('hookwarden-self-test-1f'), row('first')]).toEqual(['(self-test) rm -rf /', 'rm -rf /']);
});
