import fc from 'fast-check';
import { expect, it } from 'vitest';
import { formatReason } from '../../../src/hosts/reason.ts';

const NOTICE = 'A person may let this one call through: run `hookwarden allow-once HW-7F3KQ2` in a terminal of their own.';

it('what a person is to read stands last and whole, however long the rest is, within 2 KB', () => {
  const finding = (message: string) => ({ stage: 'governance', ruleId: 'a.rule', severity: 'high', decision: 'deny', message }) as const;
  fc.assert(
    fc.property(fc.array(fc.string({ unit: 'binary', maxLength: 2000 }), { minLength: 1, maxLength: 8 }), (messages) => {
      const reason = formatReason('Denied:', messages.map(finding), NOTICE);
      expect(reason.endsWith(`\n${NOTICE}`)).toBe(true);
      expect(Buffer.byteLength(reason)).toBeLessThanOrEqual(2048);
    }),
  );
});
