/** Longer lines are no record of anything: the longest that hosts write hold a file or a picture. */
export const MAX_LINE = 16 * 1024 * 1024;
const NEWLINE = 10;
const RETURN = 13;

export interface Line {
  /** From 1. */
  readonly number: number;
  /** Without its end; undefined where it was longer than `MAX_LINE`. Good until the next line is asked for. */
  readonly bytes: Buffer | undefined;
}

/** Takes a stream in pieces of any size and gives its lines, holding one line at most. Empty lines are counted and left out. */
export function splitLines(): { readonly push: (chunk: Buffer) => Iterable<Line>; readonly end: () => Iterable<Line> } {
  let pieces: Buffer[] = [];
  let length = 0;
  let number = 0;
  const add = (piece: Buffer): void => {
    length += piece.length;
    if (length <= MAX_LINE) pieces.push(piece);
    else pieces = [];
  };
  const finish = (): Line => {
    number += 1;
    const [first] = pieces;
    const whole = first !== undefined && pieces.length === 1 ? first : Buffer.concat(pieces);
    const line = { number, bytes: length > MAX_LINE ? undefined : trimmed(whole) };
    [pieces, length] = [[], 0];
    return line;
  };
  const isEmpty = ({ bytes }: Line): boolean => bytes !== undefined && bytes.length === 0;
  return {
    *push(chunk) {
      let at = 0;
      for (let end = chunk.indexOf(NEWLINE); end >= 0; end = chunk.indexOf(NEWLINE, at)) {
        add(chunk.subarray(at, end));
        at = end + 1;
        const line = finish();
        if (!isEmpty(line)) yield line;
        // A file may be nothing but empty lines: a billion of them are passed over in seconds.
        for (; chunk[at] === NEWLINE; at += 1) number += 1;
      }
      if (at < chunk.length) add(chunk.subarray(at));
    },
    *end() {
      if (length === 0) return;
      const line = finish();
      if (!isEmpty(line)) yield line;
    },
  };
}

const trimmed = (line: Buffer): Buffer => (line.at(-1) === RETURN ? line.subarray(0, -1) : line);
