import { describe, expect, it } from 'vitest';
import { LIMITS } from '../../../src/validation/limits.ts';
import { type RefusalReason, refuse } from '../../../src/validation/refusal.ts';

/** Each reason with what its message has to speak of. */
const SPEAKS_OF: Readonly<Record<RefusalReason, RegExp>> = {
  empty: /empty/,
  'not-closed': /never closed/,
  'not-json': /not JSON/,
  truncated: /cut off/,
  'not-utf8': /UTF-8/,
  nul: /NUL/,
  'lone-surrogate': /surrogate/,
  'duplicate-key': /twice/,
  'reserved-key': /reserved/,
  'too-large': /8388608 bytes/,
  'too-deep': /64 levels/,
  'too-many-values': /100000 values/,
  'key-too-long': /1024 characters/,
  'not-an-object': /not an object/,
  'missing-field': /lacks/,
  'bad-field': /wrong form/,
};

describe('a refusal', () => {
  it.each(Object.entries(SPEAKS_OF))('as %s says what is wrong and what to do', (reason, speaks) => {
    const known = Object.keys(SPEAKS_OF).find((name): name is RefusalReason => name === reason);
    const { finding } = refuse(known ?? 'empty', 'there', LIMITS);
    expect(finding).toMatchObject({ stage: 'validation', ruleId: `validation.${reason}`, severity: 'high', decision: 'deny' });
    expect(finding.message).toMatch(/^The event \w.+ \(there\)\.$/);
    expect(finding.message).toMatch(speaks);
    expect(finding.instead).toMatch(/^[A-Z].{15,}\.$/);
  });
});
