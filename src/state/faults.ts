import type { StoreFault } from '../domain/ports.ts';

const FULL = new Set(['SQLITE_FULL', 'SQLITE_IOERR_SHMSIZE', 'ENOSPC', 'EDQUOT']);
const READ_ONLY = new Set(['SQLITE_CANTOPEN', 'SQLITE_PERM', 'SQLITE_AUTH', 'EROFS', 'EACCES', 'EPERM']);
const CORRUPT = new Set(['SQLITE_NOTADB', 'SQLITE_ERROR', 'SQLITE_SCHEMA', 'SQLITE_MISMATCH', 'SQLITE_FORMAT']);

export const fault = (reason: StoreFault['reason'], message: string): StoreFault => ({ reason, message });

/** What an error of SQLite or of the disk means for a person; undefined for a bug of ours, which should throw on. */
export function faultOf(error: unknown, path: string): StoreFault | undefined {
  const code = error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : undefined;
  if (code === undefined) return undefined;
  if (code.startsWith('SQLITE_BUSY') || code.startsWith('SQLITE_LOCKED')) {
    return fault(
      'locked',
      `${path} stayed locked by another process for the whole time allowed (${code}). Try again; if it stays so, look for a hanging process with the file open (fuser ${path}).`,
    );
  }
  if (FULL.has(code)) return fault('full', `The disk that holds ${path} is full (${code}). Free some space, then try again.`);
  if (code.startsWith('SQLITE_READONLY') || READ_ONLY.has(code) || code.startsWith('SQLITE_CANTOPEN')) {
    return fault(
      'read-only',
      `${path} or its folder cannot be written (${code}). Make both writable for their owner: chmod u+rw the file, chmod 700 the folder, and remount a read-only disk.`,
    );
  }
  if (code.startsWith('SQLITE_CORRUPT') || code.startsWith('SQLITE_CONSTRAINT') || CORRUPT.has(code)) {
    return fault(
      'corrupt',
      `${path} is damaged or is not Hookwarden's database (${code}). Run \`hookwarden state repair\` in a terminal of your own: it moves it aside and begins a new log with what can be saved.`,
    );
  }
  if (code.startsWith('SQLITE_IOERR')) {
    return fault(
      'corrupt',
      `The disk answered with an error on ${path} (${code}). Check the disk and its free space, then run \`hookwarden audit verify\`.`,
    );
  }
  if (code === 'ELOOP') return fault('unsafe', `${path} is a symbolic link. Remove it and run \`hookwarden init\`.`);
  if (code === 'ENOENT' || code === 'ENOTDIR') return fault('missing', `${path} is not there. Run \`hookwarden init\`.`);
  if (code === 'MODULE_NOT_FOUND' || code === 'ERR_DLOPEN_FAILED') {
    return fault(
      'missing',
      `A part of the program, or SQLite's library, could not be loaded (${code}). Install Hookwarden again with npm, on this machine and for this processor.`,
    );
  }
  return undefined;
}
