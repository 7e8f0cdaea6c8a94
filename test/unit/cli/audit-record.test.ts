import { expect, it } from 'vitest';
import { showRecord } from '../../../src/cli/audit-record.ts';

it('shows a record so that what an agent wrote in it cannot drive a terminal', () => {
  const body = { subject: { command: 'ls \u009b2J \u001b]0;x\u0007 \u202e \u2028 \u200b\n# ü' } };
  const shown = showRecord({ sequence: 1, leaf: Buffer.alloc(32), body: Buffer.from(JSON.stringify(body)) });
  expect(shown).not.toMatch(/(?!\n)[\p{Cc}\p{Cf}\u2028]/u);
  expect(JSON.parse(shown.split('\nleaf')[0] ?? '')).toEqual(body);
});
