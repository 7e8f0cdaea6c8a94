import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import { err, ok, type Result } from '../domain/result.ts';

/** The text of a file, or of standard input where that is `-`; an error names the file. */
export function readBounded(file: string, maxBytes: number): Result<string, string> {
  try {
    const descriptor = file === '-' ? 0 : openSync(file, 'r');
    try {
      return fstatSync(descriptor).isDirectory() ? err(`${file} is a folder`) : readAll(descriptor, file, maxBytes);
    } finally {
      if (descriptor !== 0) closeSync(descriptor);
    }
  } catch (error) {
    return err(error instanceof Error ? error.message : `${file} cannot be read`);
  }
}

/** A pipe gives what it has piece by piece. */
function readAll(descriptor: number, file: string, maxBytes: number): Result<string, string> {
  const bytes = Buffer.alloc(maxBytes + 1);
  let length = 0;
  for (let read = -1; read !== 0 && length <= maxBytes; length += read)
    read = readSync(descriptor, bytes, length, bytes.length - length, null);
  return length > maxBytes ? err(`${file} has more than ${Math.floor(maxBytes / 1024)} KiB`) : ok(bytes.toString('utf8', 0, length));
}
