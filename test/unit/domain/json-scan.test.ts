import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { scanJson } from '../../../src/domain/json-scan.ts';
import { LIMITS } from '../../../src/validation/limits.ts';

const reasonOf = (text: string, limits = LIMITS) => {
  const scanned = scanJson(text, limits);
  return scanned.ok ? 'accepted' : scanned.error.reason;
};

describe('scanning JSON', () => {
  it.each([
    ['{}', 'accepted'],
    [' [1, -0.5e+3, "a\\u00e9\\n", true, false, null] ', 'accepted'],
    ['"\\ud83d\\ude00"', 'accepted'],
    ['', 'empty'],
    [' \n\t', 'empty'],
    ['{"a":1', 'truncated'],
    ['{"a', 'truncated'],
    ['{"a":"b\\', 'truncated'],
    ['["\\u00', 'truncated'],
    ['[tru', 'truncated'],
    ['-', 'truncated'],
    ['{"a":1}}', 'not-json'],
    ['{a:1}', 'not-json'],
    ['{"a":1,}', 'not-json'],
    ['[1,]', 'not-json'],
    ['[01]', 'not-json'],
    ["{'a':1}", 'not-json'],
    ['"a\tb"', 'not-json'],
    ['"\\x41"', 'not-json'],
    ['\ufeff{}', 'not-json'],
    ['{"a":1,"a":2}', 'duplicate-key'],
    ['{"a":1,"\\u0061":2}', 'duplicate-key'],
    ['[{"b":{"c":0,"c":0}}]', 'duplicate-key'],
    ['{"__proto__":{}}', 'reserved-key'],
    ['{"\\u005f_proto__":{}}', 'reserved-key'],
    ['{"a":{"constructor":1}}', 'reserved-key'],
    ['"a\\u0000"', 'nul'],
    ['"a\0"', 'nul'],
    ['"\\ud800"', 'lone-surrogate'],
    ['"\\ud800\\u0041"', 'lone-surrogate'],
    ['"\\udc00"', 'lone-surrogate'],
    ['['.repeat(65) + ']'.repeat(65), 'too-deep'],
    ['['.repeat(64) + ']'.repeat(64), 'accepted'],
    [`[${'0,'.repeat(100_000)}0]`, 'too-many-values'],
    [`{"${'k'.repeat(1025)}":0}`, 'key-too-long'],
  ])('%j is %s', (text, reason) => {
    expect(reasonOf(text)).toBe(reason);
  });

  it('does not run out of stack on brackets that are never closed', () => {
    expect(reasonOf('['.repeat(1_000_000))).toBe('too-deep');
  });

  it('says where', () => {
    const scanned = scanJson('{"a":[{},{"b":1,"b":2}]}', LIMITS);
    expect(scanned).toEqual({ ok: false, error: { reason: 'duplicate-key', offset: 16, path: ['a', 1, 'b'] } });
  });

  /** What JSON.parse says, with the forbidden told from the parsed value. */
  function expected(text: string): 'accepted' | 'refused' {
    try {
      const value: unknown = JSON.parse(text);
      // Whatever is written twice, reserved or ill-formed is lost or kept by JSON.parse in ways that show when written again.
      return forbidden(value) || keyCount(value) !== writtenKeys(text) ? 'refused' : 'accepted';
    } catch {
      return 'refused';
    }
  }
  const forbidden = (value: unknown): boolean => {
    if (typeof value === 'string') return value.includes('\0') || /\p{Surrogate}/u.test(value);
    if (typeof value !== 'object' || value === null) return false;
    return Reflect.ownKeys(value).some((key) => {
      const name = String(key);
      if (Array.isArray(value) && name === 'length') return false;
      const reserved = !Array.isArray(value) && ['__proto__', 'constructor', 'prototype'].includes(name);
      return reserved || forbidden(name) || forbidden(Object.getOwnPropertyDescriptor(value, key)?.value);
    });
  };
  const keyCount = (value: unknown): number => {
    if (typeof value !== 'object' || value === null) return 0;
    const children = Object.values(value).reduce((sum: number, child) => sum + keyCount(child), 0);
    return children + (Array.isArray(value) ? 0 : Object.keys(value).length);
  };
  const writtenKeys = (text: string): number =>
    text.replace(/"(?:[^"\\]|\\.)*"/gs, (string) => `"${'x'.repeat(string.length > 2 ? 1 : 0)}"`).match(/"x?"\s*:/g)?.length ?? 0;

  const pieces = fc.constantFrom(
    ...[
      '{',
      '}',
      '[',
      ']',
      ',',
      ':',
      '"',
      '"a"',
      '"b"',
      '"a":',
      '"__proto__":',
      '1',
      '-',
      '0',
      '.5',
      'e3',
      'true',
      'nul',
      'null',
      ' ',
      '\n',
      '\\',
      '\\u0061',
    ],
    ...['\\ud83d', '\\ude00', '\\u0000', '\0', '\t', 'é', '"\\n"', '{"a":1}', '[]', '\ufeff'],
  );

  it('accepts exactly what JSON.parse accepts, less the forbidden', () => {
    const texts = fc.oneof(
      fc.json(),
      fc.array(pieces, { maxLength: 14 }).map((parts) => parts.join('')),
      fc
        .tuple(fc.json(), fc.nat(), pieces)
        .map(([text, at, piece]) => text.slice(0, at % (text.length + 1)) + piece + text.slice(at % (text.length + 1))),
      fc.tuple(fc.json(), fc.nat()).map(([text, at]) => text.slice(0, at % (text.length + 1))),
    );
    fc.assert(
      fc.property(texts, (text) => {
        expect(reasonOf(text) === 'accepted' ? 'accepted' : 'refused').toBe(expected(text));
      }),
      { numRuns: 5000 },
    );
  });
});
