import { describe, expect, it } from 'vitest';
import { HOLE, literal, type Stream } from '../../../../src/actions/command.ts';
import { concatenate, isUnknown, lessTrusted, passedOn, printed } from '../../../../src/actions/shell/streams.ts';

const ORIGINS: readonly Stream['origin'][] = ['literal', 'file', 'dynamic', 'decoded', 'downloaded'];
const written = (text: string): Stream => ({ origin: 'literal', text });

describe('of two streams', () => {
  it('the less trusted is the one further from what the call says itself', () => {
    for (const [i, left] of ORIGINS.entries())
      for (const [j, right] of ORIGINS.entries()) {
        const expected = ORIGINS[Math.max(i, j)];
        expect(lessTrusted({ origin: left }, { origin: right })?.origin).toBe(expected);
      }
    expect(lessTrusted(undefined, { origin: 'file' })).toEqual({ origin: 'file' });
    expect(lessTrusted({ origin: 'file' }, undefined)).toEqual({ origin: 'file' });
    expect(lessTrusted(undefined, undefined)).toBeUndefined();
  });

  it('the first stays where both are trusted alike', () => {
    expect(lessTrusted(written('a'), written('b'))).toEqual(written('a'));
  });
});

describe('one stream after another', () => {
  it.each<[string, Stream, Stream, Stream]>([
    ['is their text', written('a'), written('b'), written('ab')],
    ['is the second where the first is empty', written(''), { origin: 'downloaded' }, { origin: 'downloaded' }],
    ['is the first where the second is empty', { origin: 'decoded', text: 'a' }, written(''), { origin: 'decoded', text: 'a' }],
    ['is as little trusted as the worse', written('a'), { origin: 'downloaded', text: 'b' }, { origin: 'downloaded', text: 'ab' }],
    ['has no text where one has none', { origin: 'decoded', text: 'a' }, { origin: 'dynamic' }, { origin: 'decoded' }],
    ['is unknown where one has no text', written('a'), { origin: 'dynamic' }, { origin: 'dynamic' }],
    ['is unknown after what is unknown', { origin: 'dynamic' }, written('a'), { origin: 'dynamic' }],
    ['is unknown where both are written and one has no text', { origin: 'literal' }, written('a'), { origin: 'literal' }],
  ])('%s', (_, left, right, expected) => {
    expect(concatenate(left, right)).toEqual(expected);
  });

  it('is unknown beyond a million characters', () => {
    const half = 'a'.repeat(512 * 1024);
    expect(concatenate(written(half), written(half)).text?.length).toBe(1024 * 1024);
    expect(concatenate(written(half), written(`${half}a`))).toEqual({ origin: 'dynamic' });
    expect(concatenate(written(half), { origin: 'decoded', text: `${half}a` })).toEqual({ origin: 'decoded' });
  });
});

describe('what is printed', () => {
  it.each<[string, string, Stream | undefined, Stream]>([
    ['is written', 'a', undefined, written('a')],
    ['is nothing', '', undefined, written('')],
    ['is unknown', ` ${HOLE}\n`, undefined, { origin: 'dynamic' }],
    ['is known in part', `a${HOLE}`, undefined, written(`a${HOLE}`)],
    ['is as little trusted as its words', 'a', { origin: 'downloaded' }, { origin: 'downloaded', text: 'a' }],
    ['keeps where nothing came from', '', { origin: 'decoded' }, { origin: 'decoded', text: '' }],
    ['of written words is written', 'a', written('b'), written('a')],
  ])('%s', (_, text, stream, expected) => {
    expect(printed(text, [literal('x'), { ...literal('y'), ...(stream && { stream }) }])).toEqual(expected);
  });

  it('is unknown where it is nothing but holes and blanks', () => {
    expect(['', ' ', 'a', HOLE, ` ${HOLE} `, `${HOLE}${HOLE}`, `${HOLE}a`].map(isUnknown)).toEqual([
      false,
      false,
      false,
      true,
      true,
      true,
      false,
    ]);
  });

  it('by a program of which nothing is known comes from what it reads', () => {
    const origins = [undefined, ...ORIGINS.map((origin): Stream => ({ origin, text: 'a' }))].map((stream) => passedOn(stream));
    expect(origins).toEqual(['dynamic', 'dynamic', 'dynamic', 'dynamic', 'decoded', 'downloaded'].map((origin) => ({ origin })));
  });
});
