import fc from 'fast-check';
import { expect, it } from 'vitest';
import { batchReader, type StoredObject } from '../../../src/git/objects.ts';

const ID = 'a'.repeat(40);
const shown = (object: StoredObject) => (object.kind === 'read' ? object.bytes.toString('latin1') : object);

it('takes the output apart the same however it is cut into pieces', () => {
  const blob = fc.uint8Array({ maxLength: 60 }).map((bytes) => Buffer.from(bytes));
  fc.assert(
    fc.property(fc.array(fc.option(blob), { maxLength: 6 }), fc.array(fc.nat({ max: 20 })), (blobs, cuts) => {
      const output = Buffer.concat(
        blobs.flatMap((bytes) =>
          bytes ? [Buffer.from(`${ID} blob ${bytes.length}\n`), bytes, Buffer.from('\n')] : [Buffer.from(`${ID} missing\n`)],
        ),
      );
      const reader = batchReader(40);
      const found: StoredObject[] = [];
      let at = 0;
      for (const cut of [...cuts, output.length]) {
        for (const object of reader.read(output.subarray(at, at + cut))) found.push(object);
        at += cut;
      }
      expect(found.map(shown)).toEqual(
        blobs.map((bytes) => {
          if (!bytes) return { kind: 'missing' };
          return bytes.length > 40 ? { kind: 'too-large', size: bytes.length } : bytes.toString('latin1');
        }),
      );
    }),
    { numRuns: 200 },
  );
});

it('tells of an object that is too large by its head, before its bytes have come, and goes on behind them', () => {
  const reader = batchReader(40);
  expect([...reader.read(Buffer.from(`${ID} blob 41\n`))].map(shown)).toEqual([{ kind: 'too-large', size: 41 }]);
  expect([...reader.read(Buffer.concat([Buffer.alloc(42), Buffer.from(`${ID} blob 1\na\n`)]))].map(shown)).toEqual(['a']);
});
