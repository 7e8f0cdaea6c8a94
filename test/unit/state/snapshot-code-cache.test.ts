import { describe, expect, it } from 'vitest';
import { withoutCodeCache } from '../../../src/state/snapshot-code-cache.ts';

const length = (value: number): Buffer => {
  const bytes = Buffer.alloc(8);
  bytes.writeUInt32LE(value);
  return bytes;
};
const entry = (name: string, code: Buffer): Buffer => Buffer.concat([length(name.length), Buffer.from(name), length(code.length), code]);
const list = (count: number, entries: number): Buffer =>
  Buffer.concat([length(count), ...Array.from({ length: entries }, (_, i) => entry(`internal/module-${i}`, Buffer.alloc(i, 7)))]);
const heap = Buffer.concat([Buffer.from('heap'), length(60), Buffer.from('fs\0'), length(3), Buffer.alloc(50, 1)]);

describe('a snapshot without the code of Node’s modules', () => {
  it('ends in an empty list, and is otherwise the same', () => {
    expect(withoutCodeCache(Buffer.concat([heap, list(60, 60)]))).toEqual(Buffer.concat([heap, Buffer.alloc(8)]));
  });

  it.each([
    ['holds no list', heap],
    ['is empty', Buffer.alloc(0)],
    ['goes on behind the list', Buffer.concat([heap, list(60, 60), Buffer.from('x')])],
    ['breaks off in the list', Buffer.concat([heap, list(60, 60)]).subarray(0, -1)],
    ['tells of more modules than there are', Buffer.concat([heap, list(61, 60)])],
    ['tells of too few', Buffer.concat([heap, list(3, 3)])],
    ['names a module with a blank', Buffer.concat([heap, length(50), ...Array.from({ length: 50 }, () => entry('a b', Buffer.alloc(1)))])],
  ])('is none where it %s', (_, snapshot) => {
    expect(withoutCodeCache(snapshot)).toBeUndefined();
  });
});
