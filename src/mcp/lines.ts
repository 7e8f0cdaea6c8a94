/** A line with the break at its end, byte for byte; the last one of a stream may have none. */
export type Line = { readonly kind: 'whole'; readonly bytes: Buffer } | { readonly kind: 'too-long' };

const BREAK = 0x0a;

/** Divides at LF and nowhere else. Never holds more than `most` bytes and one piece; what is longer is told of once and left out. */
export async function* linesOf(pieces: AsyncIterable<Buffer>, most: number): AsyncGenerator<Line> {
  let held: Buffer[] = [];
  let length = 0;
  const take = (piece: Buffer): void => {
    length += piece.length;
    if (length > most) held = [];
    else held.push(piece);
  };
  const end = (): Line => {
    const line: Line = length > most ? { kind: 'too-long' } : { kind: 'whole', bytes: Buffer.concat(held, length) };
    held = [];
    length = 0;
    return line;
  };
  for await (const piece of pieces) {
    let from = 0;
    for (let at = piece.indexOf(BREAK); at >= 0; at = piece.indexOf(BREAK, from)) {
      take(piece.subarray(from, at + 1));
      from = at + 1;
      yield end();
    }
    if (from < piece.length) take(piece.subarray(from));
  }
  if (length > 0) yield end();
}
