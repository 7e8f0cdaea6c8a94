import { expect, it } from 'vitest';
import { encodingsOf } from '../../../src/audit/encodings.ts';

it.each([
  ['as it stands', (value: string) => value],
  ['in a JSON text', (value: string) => JSON.stringify({ value }).slice('{"value":"'.length, -'"}'.length)],
  ['in an address', (value: string) => new URLSearchParams({ value }).toString().slice('value='.length).replaceAll('+', '%20')],
  ['in base64, as the beginning of more', (value: string) => Buffer.from(value).toString('base64').replaceAll('=', '')],
  ['in base64 for addresses', (value: string) => Buffer.from(value).toString('base64url')],
  ['in hexadecimal', (value: string) => Buffer.from(value).toString('hex')],
  ['in hexadecimal with capitals', (value: string) => Buffer.from(value).toString('hex').toUpperCase()],
])('knows a secret %s', (_, encoded) => {
  for (const value of ['a"b\\c\nd efgh', '??>>ÿÿ==-', 'j'.repeat(10)]) expect(encodingsOf(value)).toContain(encoded(value));
});

it('knows each form once, the value first, and none so short that it stands elsewhere by chance', () => {
  expect(encodingsOf('abcdefghi')).toEqual(['abcdefghi', 'YWJjZGVmZ2hp', '616263646566676869']);
  expect(encodingsOf('abc')).toEqual(['abc']);
  expect(encodingsOf('abcd')).toEqual(['abcd', '61626364']);
});
