import {
  closeSync,
  constants,
  fchmodSync,
  fchownSync,
  fstatSync,
  fsyncSync,
  lchownSync,
  lstatSync,
  mkdirSync,
  openSync,
  readFileSync,
  readlinkSync,
  realpathSync,
  renameSync,
  rmdirSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { codeOf } from '../domain/error-code.ts';
import { err, ok, type Result } from '../domain/result.ts';

/** A file of settings as it was read. */
export interface SettingsRead {
  /** Where it really is: links are followed, and stay. */
  readonly target: string;
  /** Absent where there is no file. */
  readonly text?: string;
  /** Somebody may run it. */
  readonly isExecutable: boolean;
}

/** Far above any settings, and below what would burden the machine. */
const MAX_BYTES = 1024 * 1024;
const MAX_LINKS = 16;

/** Text of a plain file; an error says why there is none that could be written back unchanged. */
export function readSettings(path: string): Result<SettingsRead, string> {
  return said(path, () => {
    const target = targetOf(path);
    const text = readPlain(target);
    if (!text.ok) return text;
    const isExecutable = ((statSync(target, { throwIfNoEntry: false })?.mode ?? 0) & 0o111) !== 0;
    return ok({ target, isExecutable, ...(text.value !== undefined && { text: text.value }) });
  });
}

/** The end of a chain of links, even where nothing is there yet. */
function targetOf(path: string): string {
  let here = path;
  for (let links = 0; links < MAX_LINKS; links++) {
    if (!lstatSync(here, { throwIfNoEntry: false })?.isSymbolicLink()) return realFolder(here);
    here = resolve(dirname(here), readlinkSync(here));
  }
  return realpathSync(path);
}

function realFolder(path: string): string {
  const folder = dirname(path);
  return statSync(folder, { throwIfNoEntry: false }) ? join(realpathSync(folder), basename(path)) : path;
}

function readPlain(path: string): Result<string | undefined, string> {
  if (!lstatSync(path, { throwIfNoEntry: false })) return ok(undefined);
  const descriptor = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK);
  try {
    const stats = fstatSync(descriptor);
    if (!stats.isFile()) return err(`${path} is not a plain file`);
    if (stats.size > MAX_BYTES) return err(`${path} is larger than ${MAX_BYTES / 1024} KB, which no settings are`);
    const bytes = readFileSync(descriptor);
    const text = bytes.toString('utf8');
    return Buffer.from(text).equals(bytes) ? ok(text) : err(`${path} is not UTF-8 text`);
  } finally {
    closeSync(descriptor);
  }
}

export interface SettingsWrite {
  readonly target: string;
  /** As it was read: another content by now is somebody else’s change, and nothing is written. */
  readonly before: string | undefined;
  /** Absent: the file is removed. */
  readonly after: string | undefined;
  readonly executable: boolean;
  /** Part of a file's name that no other process chooses. */
  readonly unique: string;
}

/** Writes the whole file or none of it, with the mode and owner of the one before; `value` names the folders that were made. */
export function writeSettings({ target, before, after, executable, unique }: SettingsWrite): Result<readonly string[], string> {
  const made: string[] = [];
  const written = said(target, () => {
    const now = readPlain(target);
    if (!now.ok) return now;
    if (now.value !== before) return err(`${target} was changed by something else meanwhile; nothing was written. Try again`);
    if (after === undefined) {
      rmSync(target);
      return ok(made);
    }
    made.push(...makeFolders(dirname(target)));
    replace(target, after, executable, unique);
    return ok(made);
  });
  if (!written.ok) removeFolders(made);
  return written;
}

function replace(target: string, text: string, executable: boolean, unique: string): void {
  const old = statSync(target, { throwIfNoEntry: false });
  const owner = old ?? statSync(dirname(target));
  const temporary = join(dirname(target), `.${basename(target)}.${unique}.new`);
  const descriptor = openSync(temporary, 'wx', 0o600);
  try {
    try {
      writeFileSync(descriptor, text);
      // Root writes in a person's folder as that person, who could put a link in the file's place: what is open is what is given away.
      if (process.getuid?.() === 0) fchownSync(descriptor, owner.uid, owner.gid);
      fchmodSync(descriptor, old ? old.mode & 0o7777 : executable ? 0o755 : 0o644);
      fsyncSync(descriptor);
    } finally {
      closeSync(descriptor);
    }
    renameSync(temporary, target);
  } catch (error) {
    rmSync(temporary, { force: true });
    throw error;
  }
}

/** The folders that were missing, outermost first. */
function makeFolders(folder: string): readonly string[] {
  if (statSync(folder, { throwIfNoEntry: false })) return [];
  const above = makeFolders(dirname(folder));
  const owner = statSync(dirname(folder));
  mkdirSync(folder, 0o755);
  if (process.getuid?.() === 0) lchownSync(folder, owner.uid, owner.gid);
  return [...above, folder];
}

/** Those of the folders that are empty, the last first. */
export function removeFolders(folders: readonly string[]): void {
  for (const folder of folders.toReversed()) {
    try {
      rmdirSync(folder);
    } catch (error) {
      if (!['ENOTEMPTY', 'EEXIST', 'ENOENT', 'EACCES', 'EPERM', 'EROFS', 'EBUSY'].includes(codeOf(error))) throw error;
    }
  }
}

const MENDS: Readonly<Record<string, string>> = {
  EACCES: 'may not be read or written by this user',
  EPERM: 'may not be read or written by this user',
  EROFS: 'is on a read-only disk',
  ENOSPC: 'is on a full disk',
  ELOOP: 'is a link that leads to itself',
  ENOTDIR: 'lies below something that is no folder',
  EISDIR: 'is a folder',
  ENXIO: 'is not a plain file',
};

/** Runs disk work; an error of the disk becomes words, a bug is thrown on. */
function said<T>(path: string, work: () => Result<T, string>): Result<T, string> {
  try {
    return work();
  } catch (error) {
    const code = codeOf(error);
    if (!/^E[A-Z]+$/.test(code)) throw error;
    return err(`${path} ${MENDS[code] ?? 'cannot be used'} (${code})`);
  }
}
