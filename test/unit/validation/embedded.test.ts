import { describe, expect, it } from 'vitest';
import type { JsonObject } from '../../../src/domain/json.ts';
import { openEmbedded } from '../../../src/validation/embedded.ts';
import { LIMITS } from '../../../src/validation/limits.ts';

const open = (event: JsonObject, ...paths: readonly string[]) => openEmbedded(event, paths, LIMITS);

describe('an object that is sent as a text', () => {
  it.each<[string, JsonObject, readonly string[], JsonObject]>([
    ['is opened', { a: '{"b":1}', c: 2 }, ['a'], { a: { b: 1 }, c: 2 }],
    ['is opened inside of others', { a: { b: '{"c":1}', d: 2 }, e: 3 }, ['a.b'], { a: { b: { c: 1 }, d: 2 }, e: 3 }],
    ['is opened at each of the places', { a: '{}', b: '{"c":1}' }, ['a', 'b'], { a: {}, b: { c: 1 } }],
    ['stays as it is where it is one already', { a: { b: 1 } }, ['a'], { a: { b: 1 } }],
    ['need not be there', { a: 1 }, ['b', 'c.d', 'a.e'], { a: 1 }],
    ['is not looked for in what the object inherits', {}, ['toString'], {}],
  ])('%s', (_, event, paths, opened) => expect(open(event, ...paths)).toStrictEqual({ ok: true, value: opened }));

  it('leaves an event alone that has none', () => {
    const event = { a: {} };
    const result = open(event, 'a', 'c.d', 'a');
    expect(result.ok && result.value).toBe(event);
  });

  it.each(['', 'ls', '[]', '1', 'null', '{"a":1,"a":2}', '{"a":', '{"__proto__":{}}'])('is refused where it is none: %s', (text) => {
    const expected = 'an object, or one as JSON in a text';
    expect(open({ a: text }, 'a')).toStrictEqual({ ok: false, error: { reason: 'bad-field', path: ['a'], expected } });
    expect(open({ a: { b: text } }, 'a.b')).toStrictEqual({ ok: false, error: { reason: 'bad-field', path: ['a', 'b'], expected } });
  });
});
