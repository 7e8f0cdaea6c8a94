import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeText } from '../../../src/secrets/decode.ts';

const TEXT = 'first line\nsecond "line"\r\n\tthird\n';
const utf16 = (text: string): Buffer => Buffer.from(text, 'utf16le');
const utf32 = (text: string): Buffer =>
  Buffer.concat(
    Array.from(text, (letter) => {
      const bytes = Buffer.alloc(4);
      bytes.writeUInt32LE(letter.codePointAt(0) ?? 0);
      return bytes;
    }),
  );

describe('bytes are read as the text that they hold', () => {
  it.each<[string, Buffer]>([
    ['UTF-8', Buffer.from(TEXT)],
    ['UTF-16', utf16(TEXT)],
    ['UTF-16 with a mark', utf16(`\ufeff${TEXT}`)],
    ['UTF-16, big end first', utf16(TEXT).swap16()],
    ['UTF-16, big end first, with a mark', utf16(`\ufeff${TEXT}`).swap16()],
    ['UTF-32', utf32(TEXT)],
    ['UTF-32 with a mark', utf32(`\ufeff${TEXT}`)],
    ['UTF-32, big end first', utf32(TEXT).swap32()],
    ['UTF-32, big end first, with a mark', utf32(`\ufeff${TEXT}`).swap32()],
    ['UTF-8 with a zero that a shell passes over', Buffer.from(TEXT.replace('second', 'sec\0ond'))],
  ])('%s', (_, bytes) => {
    expect(decodeText(bytes)).toBe(TEXT);
  });

  it('an archive that fills up with zeros, part by part', () => {
    expect(decodeText(Buffer.from(`a.txt\0\0\x000644\0\0${TEXT}\0\0\0`))).toBe(`a.txt\n0644\n${TEXT}\n`);
  });

  it.each<[string, Buffer]>([
    ['small numbers of 16 bits', Buffer.from(Uint16Array.from({ length: 500 }, (_, at) => at % 30).buffer)],
    ['small numbers of 32 bits', Buffer.from(Uint32Array.from({ length: 500 }, (_, at) => at % 30).buffer)],
    ['a picture', Buffer.from('89504e470d0a1a0a0000000d4948445200000001000000010806', 'hex')],
    ['a program', Buffer.from('7f454c4602010100000000000000000003003e00', 'hex')],
  ])('but not %s', (_, bytes) => {
    expect(decodeText(bytes)).toBeUndefined();
  });

  it('and nothing breaks it', () => {
    fc.assert(fc.property(fc.uint8Array({ maxLength: 64 }), (bytes) => decodeText(bytes) !== null));
    fc.assert(fc.property(fc.uint8Array({ maxLength: 64 }), (bytes) => decodeText(Buffer.concat([utf32('\ufeff'), bytes])) !== null));
  });
});
