import { hash } from 'node:crypto';
import { existsSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { isObject, parseJson } from '../../domain/json.ts';
import { programFolder } from '../machine.ts';
import { readBounded } from '../read-bounded.ts';
import { type Check, failed, fine, warned } from './check.ts';

/** Where the build notes what it has made: a JSON object of SHA-256 hashes, hexadecimal, by path below the program's folder. */
export const MANIFEST = 'dist/manifest.json';

const MOST_BYTES = 64 * 1024 * 1024;
const SHOWN = 5;
const MEND = 'Install Hookwarden anew with npm (in a clone of its source: npm run build), then run: hookwarden install';

/** Undefined for what cannot be read, or is no file of a size that a program has. */
export function digestOf(path: string): string | undefined {
  try {
    const stats = statSync(path);
    return stats.isFile() && stats.size <= MOST_BYTES ? hash('sha256', readFileSync(path)) : undefined;
  } catch {
    return undefined;
  }
}

/**
 * Holds the installed files against what was built. The list lies beside them and is protected as they are, by the rights on the folder:
 * it shows an update that broke off, a bad disk and an edit by hand, but not somebody who writes both.
 */
export function programCheck(program = programFolder()): Check {
  const built = readManifest(join(program, MANIFEST));
  if (!built) return warned('program', `${join(program, MANIFEST)} is not there, or is no list of files: nothing can be compared`, MEND);
  const different = built.flatMap(([path, digest]) => differenceOf(join(program, path), path, digest));
  if (different.length === 0) return fine('program', `${built.length} files in ${program} are as they were built`);
  const more = different.length > SHOWN ? ` and ${different.length - SHOWN} more` : '';
  return failed('program', `not as it was built, in ${program}: ${different.slice(0, SHOWN).join(', ')}${more}`, MEND);
}

function differenceOf(file: string, path: string, digest: string): readonly string[] {
  if (digestOf(file) === digest) return [];
  return [`${path} (${existsSync(file) ? 'changed' : 'missing'})`];
}

function readManifest(path: string): readonly (readonly [path: string, digest: string])[] | undefined {
  const text = readBounded(path, 1024 * 1024);
  const manifest = text.ok ? parseJson(text.value) : undefined;
  if (!isObject(manifest) || Object.keys(manifest).length === 0) return undefined;
  return Object.entries(manifest).map(([name, digest]) => [name, typeof digest === 'string' ? digest : '']);
}
