import { err, ok, type Result } from '../domain/result.ts';
import { type Backup, hashOf, readBackup, removeBackup, writeBackup } from './backup.ts';
import type { SettingsFault } from './edit/editor.ts';
import type { Command, WiredFile } from './host-wiring.ts';
import { unwiredText, wiredText } from './plan.ts';
import { readSettings, removeFolders, writeSettings } from './settings-file.ts';

/** What is to become of one file. */
export interface Change {
  readonly file: WiredFile;
  readonly target: string;
  /** Absent: no file. */
  readonly before?: string;
  readonly after?: string;
  /** The file is exactly what it was before `install`, or was made by it. */
  readonly restores?: boolean;
}

/** Where the backups are kept, and a name for temporary files that nobody else chooses. */
export interface Keeping {
  readonly state: string;
  readonly unique: string;
}

/** What `install` would make of a file; an error names the file and the place in it. */
export function planInstall(file: WiredFile, command: Command): Result<Change, string> {
  const read = readSettings(file.path);
  if (!read.ok) return read;
  const { target, text } = read.value;
  const after = wiredText(file, text, command);
  if (!after.ok) return err(`${place(file.path, after.error)}: ${after.error.message}. Nothing was changed.`);
  return ok({ file, target, after: after.value, ...(text !== undefined && { before: text }) });
}

/** What `uninstall` would make of a file: what it was, where nobody has touched it since; else all but the launcher. */
export function planUninstall(file: WiredFile, state: string): Result<Change, string> {
  const read = readSettings(file.path);
  if (!read.ok) return read;
  const { target, text } = read.value;
  if (text === undefined) return ok({ file, target });
  const backup = readBackup(state, target);
  if (!backup.ok) return err(backup.error.message);
  if (backup.value && hashOf(text) === backup.value.after) {
    const { before } = backup.value;
    return ok({ file, target, before: text, ...(before !== undefined && { after: before }), restores: true });
  }
  const after = unwiredText(file, text, backup.value?.before);
  if (!after.ok) return err(`${place(file.path, after.error)}: ${after.error.message}. Nothing was changed.`);
  return ok({ file, target, before: text, ...(after.value !== undefined && { after: after.value }) });
}

const place = (path: string, { line, column }: SettingsFault): string => (line === undefined ? path : `${path}:${line}:${column}`);

export const isNothing = ({ before, after }: Change): boolean => before === after;

/** The backup comes first: what was there is never lost. */
export function applyInstall(change: Change, keeping: Keeping): Result<undefined, string> {
  const { target, before, after } = change;
  if (isNothing(change) || after === undefined) return ok(undefined);
  const known = readBackup(keeping.state, target);
  if (!known.ok) return err(known.error.message);
  const original = originalOf(change, known.value);
  if (!original.ok) return original;
  const kept: Backup = {
    target,
    after: hashOf(after),
    folders: known.value?.folders ?? [],
    ...(original.value !== undefined && { before: original.value }),
  };
  const backup = writeBackup(keeping.state, kept, keeping.unique);
  if (!backup.ok) return err(backup.error.message);
  const written = writeSettings({ target, before, after, executable: isExecutable(change), unique: keeping.unique });
  if (!written.ok) return restored(written, known.value, target, keeping);
  if (written.value.length === 0) return ok(undefined);
  const made = writeBackup(keeping.state, { ...kept, folders: [...kept.folders, ...written.value] }, keeping.unique);
  return made.ok ? ok(undefined) : err(made.error.message);
}

/** What the file is to become again: what it was before the first install, unless somebody has changed it since. */
function originalOf({ file, before }: Change, known: Backup | undefined): Result<string | undefined, string> {
  if (before === undefined) return ok(undefined);
  if (known && hashOf(before) === known.after) return ok(known.before);
  const bare = unwiredText(file, before, known?.before);
  return bare.ok ? bare : err(bare.error.message);
}

/** A backup of what was not written tells nothing. */
function restored<T>(
  failed: Result<T, string>,
  known: Backup | undefined,
  target: string,
  { state, unique }: Keeping,
): Result<undefined, string> {
  if (known) writeBackup(state, known, unique);
  else removeBackup(state, target);
  return failed.ok ? ok(undefined) : failed;
}

/** `value` names the folders that were made for the file: they go once nothing is left in them. */
export function applyUninstall(change: Change, { state, unique }: Keeping): Result<readonly string[], string> {
  const { target, before, after } = change;
  const backup = readBackup(state, target);
  if (!isNothing(change)) {
    const written = writeSettings({ target, before, after, executable: isExecutable(change), unique });
    if (!written.ok) return written;
  }
  const folders = (backup.ok && after === undefined && backup.value?.folders) || [];
  removeFolders(folders);
  const removed = removeBackup(state, target);
  return removed.ok ? ok(folders) : err(removed.error.message);
}

const isExecutable = ({ file }: Change): boolean => file.kind === 'own' && file.executable;
