import fc from 'fast-check';
import { expect, it } from 'vitest';
import { type Line, linesOf } from '../../../src/mcp/lines.ts';

async function* piecesOf(bytes: Buffer, sizes: readonly number[]): AsyncGenerator<Buffer> {
  let from = 0;
  for (const size of sizes) {
    yield bytes.subarray(from, from + size);
    from += size;
  }
  yield bytes.subarray(from);
}

async function all(pieces: AsyncIterable<Buffer>, most: number): Promise<readonly Line[]> {
  const lines: Line[] = [];
  for await (const line of linesOf(pieces, most)) lines.push(line);
  return lines;
}

it('divides at LF alone, however the bytes arrive, and loses none of them', async () => {
  const bytes = fc.array(fc.constantFrom(0x0a, 0x0d, 0x61, 0xff, 0x00), { maxLength: 60 });
  await fc.assert(
    fc.asyncProperty(bytes, fc.array(fc.nat(9)), async (codes, sizes) => {
      const whole = Buffer.from(codes);
      const lines = (await all(piecesOf(whole, sizes), 100)).map((line) => (line.kind === 'whole' ? line.bytes : Buffer.from('too long')));
      expect(Buffer.concat(lines)).toEqual(whole);
      for (const line of lines) expect(line.subarray(0, -1).includes(0x0a)).toBe(false);
    }),
  );
});

it('tells once of a line that is too long, and goes on behind it', async () => {
  const lines = await all(piecesOf(Buffer.from(`${'x'.repeat(50)}\nshort\n${'y'.repeat(50)}`), [7, 7, 7]), 10);
  expect(lines).toEqual([{ kind: 'too-long' }, { kind: 'whole', bytes: Buffer.from('short\n') }, { kind: 'too-long' }]);
});
