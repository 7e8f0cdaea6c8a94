import { hash } from 'node:crypto';
import { readFileSync, statSync } from 'node:fs';
import { gunzipSync, gzipSync } from 'node:zlib';
import { type Archive, encodeArchive, openArchive } from '../audit/archive.ts';
import type { Verifier } from '../audit/note.ts';
import type { Pruned } from '../audit/pruned.ts';
import { codeOf } from '../domain/error-code.ts';
import { err, type Result } from '../domain/result.ts';

/** More than an archive is ever made of; a file that unpacks to more is none. */
const MOST_UNPACKED = 128 * 1024 * 1024;

/** Whether a file is the archive that it was made; undefined where none is there, for archives are moved to other disks. */
export function isArchive({ file, sha256 }: Pick<Pruned, 'file' | 'sha256'>): boolean | undefined {
  const stats = statSync(file, { throwIfNoEntry: false });
  if (!stats) return undefined;
  return stats.isFile() && stats.size <= MOST_UNPACKED && hash('sha256', readFileSync(file)) === sha256;
}

export const packArchive = (archive: Archive): Uint8Array => gzipSync(encodeArchive(archive));

/** As `openArchive`, of the bytes of the file. */
export function unpackArchive(file: Uint8Array, keys: readonly Verifier[]): Result<Archive, readonly string[]> {
  let bytes: Uint8Array;
  try {
    bytes = gunzipSync(file, { maxOutputLength: MOST_UNPACKED });
  } catch (error) {
    return err([`The file does not unpack (${codeOf(error)}): it is no archive, or was cut off or damaged.`]);
  }
  return openArchive(bytes, keys);
}
