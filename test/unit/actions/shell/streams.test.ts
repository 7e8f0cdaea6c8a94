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
    ['is unknown where both are', { origin: 'dynamic' }, { origin: 'dynamic' }, { origin: 'dynamic' }],
    ['is as little trusted as the worse of two unknown ones', { origin: 'dynamic' }, { origin: 'downloaded' }, { origin: 'downloaded' }],
  ])('%s', (_, left, right, expected) => {
    expect(concatenate(left, right)).toEqual(expected);
  });

  const a = literal('a');
  const b = literal('b');
  const gap = `${HOLE}\n`;

  it.each<[string, readonly Stream[], Stream]>([
    ['what is written before it', [written('a\n'), { origin: 'dynamic' }], { origin: 'dynamic', parts: [`a\n${gap}`] }],
    ['what is written after it', [{ origin: 'dynamic' }, written('a')], { origin: 'dynamic', parts: [`${gap}a`] }],
    ['both', [written('a\n'), { origin: 'dynamic' }, written('b')], { origin: 'dynamic', parts: [`a\n${gap}b`] }],
    ['what is decoded', [{ origin: 'decoded', text: 'a\n' }, { origin: 'dynamic' }], { origin: 'decoded', parts: [`a\n${gap}`] }],
    ['what stands beside a download', [{ origin: 'downloaded' }, written('a')], { origin: 'downloaded', parts: [`${gap}a`] }],
    ['what stands beside a known name of nothing', [{ origin: 'literal' }, written('a')], { origin: 'literal', parts: [`${gap}a`] }],
    [
      'two files',
      [
        { origin: 'file', path: a },
        { origin: 'file', path: b },
      ],
      { origin: 'file', path: a, parts: [a, b] },
    ],
    ['a file between texts', [written('x'), { origin: 'file', path: a }, written('y')], { origin: 'file', path: a, parts: ['x', a, 'y'] }],
    ['a file before what is unknown', [{ origin: 'file', path: a }, { origin: 'dynamic' }], { origin: 'dynamic', parts: [a, gap] }],
    [
      'what is known of the second',
      [{ origin: 'dynamic' }, { origin: 'dynamic', parts: ['x'] }],
      { origin: 'dynamic', parts: [`${gap}x`] },
    ],
  ])('where one is unknown keeps %s', (_, streams, expected) => {
    expect(streams.reduce(concatenate)).toEqual(expected);
  });

  it('keeps sixteen parts', () => {
    const files = Array.from({ length: 20 }, (_, i): Stream => ({ origin: 'file', path: literal(`${i}`) }));
    expect(files.reduce(concatenate).parts).toEqual(files.slice(0, 16).map(({ path }) => path));
  });

  it('is in parts beyond a million characters', () => {
    const half = 'a'.repeat(512 * 1024);
    expect(concatenate(written(half), written(half)).text?.length).toBe(1024 * 1024);
    const longer = concatenate(written(half), written(`${half}a`));
    expect([longer.origin, longer.text, longer.parts?.length]).toEqual(['dynamic', undefined, 2]);
    expect(concatenate(written(half), { origin: 'decoded', text: `${half}a` }).origin).toBe('decoded');
    const full = concatenate({ origin: 'dynamic', parts: [half] }, { origin: 'dynamic', parts: [half] });
    expect(full.parts?.map((part) => (typeof part === 'string' ? part.length : part.value))).toEqual([1024 * 1024]);
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
