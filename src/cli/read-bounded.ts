import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import { codeOf } from '../domain/error-code.ts';
import { err, ok, type Result } from '../domain/result.ts';

const PIECE = 64 * 1024;

/** The text of a file, or of standard input where that is `-`; an error names the file. */
export function readBounded(file: string, maxBytes: number): Result<string, string> {
  const bytes = readBoundedBytes(file, maxBytes);
  return bytes.ok ? ok(bytes.value.toString()) : bytes;
}

/** As `readBounded`, as it stands there. */
export function readBoundedBytes(file: string, maxBytes: number): Result<Buffer, string> {
  try {
    const descriptor = file === '-' ? 0 : openSync(file, 'r');
    try {
      return fstatSync(descriptor).isDirectory() ? err(`${file} is a folder`) : readAll(descriptor, file, maxBytes);
    } finally {
      if (descriptor !== 0) closeSync(descriptor);
    }
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return err(`there is no file ${file}`);
    return err(error instanceof Error ? error.message : `${file} cannot be read`);
  }
}

/** A pipe gives what it has piece by piece. */
function readAll(descriptor: number, file: string, maxBytes: number): Result<Buffer, string> {
  const pieces: Buffer[] = [];
  for (let left = maxBytes; ; ) {
    const piece = Buffer.alloc(Math.min(PIECE, left + 1));
    const read = readSync(descriptor, piece, 0, piece.length, null);
    if (read === 0) return ok(Buffer.concat(pieces));
    if (read > left) return err(`${file} has more than ${Math.floor(maxBytes / 1024)} KiB`);
    left -= read;
    pieces.push(piece.subarray(0, read));
  }
}
