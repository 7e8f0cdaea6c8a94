import {
  closeSync,
  constants,
  existsSync,
  fstatSync,
  fsyncSync,
  linkSync,
  lstatSync,
  mkdirSync,
  openSync,
  readSync,
  renameSync,
  rmSync,
  type Stats,
  unlinkSync,
  writeFileSync,
} from 'node:fs';
import { dirname } from 'node:path';
import { codeOf } from '../domain/error-code.ts';
import type { StoreFault } from '../domain/ports.ts';
import { err, ok, type Result } from '../domain/result.ts';
import { fault, faultOf } from './faults.ts';

const MAX_PRIVATE_FILE = 16 * 1024;
const OTHERS = 0o077;
const uid = process.getuid?.();

/** Why a file or folder that must be its owner's alone is not; undefined where it is. Windows has no such bits. */
function privacyFault(path: string, stats: Stats, kind: 'file' | 'folder'): StoreFault | undefined {
  const right = kind === 'file' ? stats.isFile() : stats.isDirectory();
  if (!right)
    return fault(
      'unsafe',
      `${path} is not a plain ${kind} (a symbolic link or something else stands there). Remove it and run \`hookwarden init\`.`,
    );
  if (uid === undefined) return undefined;
  if (stats.uid !== uid)
    return fault(
      'unsafe',
      `${path} belongs to user ${stats.uid}, but this runs as user ${uid}. Run as its owner, or give it back with chown.`,
    );
  if ((stats.mode & OTHERS) !== 0) {
    return fault(
      'unsafe',
      `${path} can be reached by others (mode ${(stats.mode & 0o777).toString(8)}). Run: chmod ${kind === 'file' ? '600' : '700'} ${path}`,
    );
  }
  return undefined;
}

export function checkPrivate(path: string, kind: 'file' | 'folder'): Result<undefined, StoreFault> {
  return guarded(path, () => {
    const found = privacyFault(path, lstatSync(path), kind);
    return found ? err(found) : ok(undefined);
  });
}

/** The text of a file that must be its owner's alone; checked on the open file, so that nothing can be swapped in between. */
export function readPrivate(path: string, maxBytes = MAX_PRIVATE_FILE): Result<string, StoreFault> {
  return guarded(path, () => {
    const descriptor = openSync(path, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK);
    try {
      const found = privacyFault(path, fstatSync(descriptor), 'file');
      if (found) return err(found);
      const buffer = Buffer.alloc(maxBytes);
      return ok(buffer.toString('utf8', 0, readSync(descriptor, buffer)));
    } finally {
      closeSync(descriptor);
    }
  });
}

/** Below /proc and its kind nothing can be made, and what Node does with `recursive` tries for ever. */
function makeFolders(path: string): void {
  if (existsSync(path)) return;
  makeFolders(dirname(path));
  try {
    mkdirSync(path, 0o700);
  } catch (error) {
    if (!existsSync(path)) throw error;
  }
}

export function makePrivateFolder(path: string): Result<undefined, StoreFault> {
  return guarded(path, () => {
    makeFolders(path);
    return checkPrivate(path, 'folder');
  });
}

/** Writes the whole file or none of it. With `replace` false an existing file stays, and `value` is false. */
export function writePrivate(path: string, content: string | Uint8Array, unique: string, replace: boolean): Result<boolean, StoreFault> {
  const temporary = `${path}.${unique}.new`;
  return guarded(path, () => {
    const descriptor = openSync(temporary, 'wx', 0o600);
    try {
      try {
        writeFileSync(descriptor, content);
        fsyncSync(descriptor);
      } finally {
        closeSync(descriptor);
      }
      if (replace) renameSync(temporary, path);
      const written = replace || linkNew(temporary, path);
      if (!replace) unlinkSync(temporary);
      syncFolder(dirname(path));
      return ok(written);
    } catch (error) {
      rmSync(temporary, { force: true });
      throw error;
    }
  });
}

/** False where there was nothing to remove. */
export function removePrivate(path: string): Result<boolean, StoreFault> {
  return guarded(path, () => {
    const was = existsSync(path);
    rmSync(path, { force: true });
    return ok(was);
  });
}

/** A hard link never takes the place of what is there: false where something is. */
function linkNew(from: string, to: string): boolean {
  try {
    linkSync(from, to);
    return true;
  } catch (error) {
    if (codeOf(error) === 'EEXIST') return false;
    throw error;
  }
}

/** Lasts only with its folder: a new name in it. */
export function syncFolder(path: string): void {
  const descriptor = openSync(path, constants.O_RDONLY);
  try {
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
}

/** Runs disk work; an error of the disk becomes a fault, a bug is thrown on. */
export function guarded<T>(path: string, work: () => Result<T, StoreFault>): Result<T, StoreFault> {
  try {
    return work();
  } catch (error) {
    const found = faultOf(error, path);
    if (!found) throw error;
    return err(found);
  }
}
