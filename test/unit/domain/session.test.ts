import { describe, expect, it } from 'vitest';
import {
  BELOW,
  describeLabel,
  LABEL_LIFETIME,
  type Label,
  labelFor,
  labelsBefore,
  liveLabels,
  type SessionLabel,
  sameLabels,
  speaksOf,
  withLabels,
} from '../../../src/domain/session.ts';

const NOON = Date.UTC(2026, 10, 22, 12, 0) * 1000;
const HOUR = 3_600_000_000;
const secret: Label = { name: 'secret-read' };
const script = (about: string): Label => ({ name: 'downloaded-script', about });
const set = (label: Label, time = NOON, source = 'event 1'): SessionLabel => ({ ...label, time, source });

describe('what a session remembers', () => {
  it('is what its calls did, each thing once', () => {
    const first = withLabels([], [secret, script('/a'), secret], { time: NOON, source: 'event 1' });
    expect(first).toEqual([set(secret), set(script('/a'))]);
    expect(withLabels(first, [script('/a'), script('/b')], { time: NOON + 1, source: 'event 2' })).toEqual([
      ...first,
      set(script('/b'), NOON + 1, 'event 2'),
    ]);
  });

  it('is the same value where nothing has to be written', () => {
    const before = [set(secret)];
    expect(withLabels(before, [], { time: NOON + 5 * HOUR, source: 'event 2' })).toBe(before);
    expect(withLabels(before, [secret], { time: NOON + HOUR - 1, source: 'event 2' })).toBe(before);
  });

  it('lasts for a day after it was last set', () => {
    const again = withLabels([set(secret)], [secret], { time: NOON + 20 * HOUR, source: 'event 2' });
    expect(again).toEqual([set(secret, NOON + 20 * HOUR, 'event 2')]);
    expect(liveLabels(again, NOON + 20 * HOUR + LABEL_LIFETIME - 1)).toBe(again);
    expect(liveLabels(again, NOON + 20 * HOUR + LABEL_LIFETIME)).toEqual([]);
  });

  it('is not cleared by a clock that is set back', () => expect(liveLabels([set(secret)], NOON - 99 * HOUR)).toHaveLength(1));

  it('is bounded: of each name the oldest go, and no other name with them', () => {
    const many = Array.from({ length: 200 }, (_, i) => script(`/f${i}`));
    const after = withLabels([set(secret)], many, { time: NOON, source: 'event 2' });
    expect(after).toHaveLength(33);
    expect(after[0]).toEqual(set(secret));
    expect(after.at(-1)).toMatchObject(script('/f199'));
    expect(withLabels([], [script('/'.repeat(2000))], { time: NOON, source: 'event 1' })).toEqual([]);
  });

  it('is another one when something else was done, not when the same was done later', () => {
    expect(sameLabels([set(secret)], [set(secret, NOON + HOUR, 'event 9')])).toBe(true);
    expect(sameLabels([set(secret)], [])).toBe(false);
    expect(sameLabels([set(script('/a'))], [set(script('/b'))])).toBe(false);
  });
});

describe('what a call answers for', () => {
  const made = withLabels([], [secret], { time: NOON, source: 'event 1', call: 'c1' });

  it('is what other calls did, not what it did itself when it was announced before', () => {
    expect(labelsBefore(made, NOON, 'c1')).toEqual([]);
    expect(labelsBefore(made, NOON, 'c2')).toEqual(made);
    expect(labelsBefore(made, NOON, undefined)).toEqual(made);
    expect(labelsBefore([set(secret)], NOON, undefined)).toHaveLength(1);
  });
  it('has not expired', () => expect(labelsBefore(made, NOON + LABEL_LIFETIME, 'c2')).toEqual([]));
});

describe('a label', () => {
  it.each([
    [secret, undefined, true],
    [secret, '/a', true],
    [script('/a'), '/a', true],
    [script('/a'), '/ab', false],
    [script('/a'), undefined, false],
    [script(`/a${BELOW}`), '/a/b/c', true],
    [script(`/a${BELOW}`), '/ab', false],
  ])('%o speaks of %s: %s', (label, value, expected) => expect(speaksOf(label, value)).toBe(expected));

  it('is found by any of several names, the latest first', () => {
    const session = [set(secret, NOON, 'event 1'), set(script('/a'), NOON, 'event 2')];
    expect(labelFor(['secret-read', 'downloaded-script'], session, '/a')?.source).toBe('event 2');
    expect(labelFor(['secret-read', 'downloaded-script'], session, '/b')?.source).toBe('event 1');
    expect(labelFor(['wrote-script'], session, '/a')).toBeUndefined();
  });

  it('says what was done, where it is on record and when', () =>
    expect(describeLabel(set(secret, NOON, 'record r7-00ff00ff'))).toBe(
      'Earlier in this session a secret was read (record r7-00ff00ff, 12:00 UTC).',
    ));
});
