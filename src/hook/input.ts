import { read } from 'node:fs';
import { err, ok, type Result } from '../domain/result.ts';

const STDIN = 0;
const FIRST_PIECE = 64 * 1024;

/** All of standard input, if it ends in time and within `maxBytes`; never holds more than that and one piece. */
export function readInput(maxBytes: number, timeoutMs: number): Promise<Result<Uint8Array, 'too-large' | 'not-closed'>> {
  return new Promise((resolve) => {
    const deadline = setTimeout(() => resolve(err('not-closed')), timeoutMs);
    let buffer = Buffer.allocUnsafe(FIRST_PIECE);
    let length = 0;
    const end = (result: Result<Uint8Array, 'too-large'>) => {
      clearTimeout(deadline);
      resolve(result);
    };
    const next = (): void => {
      if (length === buffer.length) buffer = Buffer.concat([buffer], Math.min(buffer.length * 4, maxBytes + 1));
      // Not process.stdin, which loads the network modules.
      read(STDIN, buffer, length, buffer.length - length, null, (error, count) => {
        if (error?.code === 'EAGAIN') return void setTimeout(next, 1);
        // EOF is what Windows says at the end of a pipe; whatever else fails has ended the input early, which validation will see.
        if (error || count === 0) return end(ok(buffer.subarray(0, length)));
        length += count;
        if (length > maxBytes) return end(err('too-large'));
        next();
      });
    };
    next();
  });
}
