import { hash } from 'node:crypto';
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { isObject, parseJson, stringAt } from '../domain/json.ts';
import type { StoreFault } from '../domain/ports.ts';
import { ok, type Result } from '../domain/result.ts';
import { makePrivateFolder, readPrivate, removePrivate, writePrivate } from '../state/files.ts';

/** What a file of settings was before the launcher was wired in, and what tells whether anybody has changed it since. */
export interface Backup {
  readonly target: string;
  /** Absent where there was no file. */
  readonly before?: string;
  /** SHA-256 of what was written. */
  readonly after: string;
  /** Folders that were made for it. */
  readonly folders: readonly string[];
}

/** Text at most as long as settings are, in JSON. */
const MAX_BYTES = 8 * 1024 * 1024;

export const hashOf = (text: string): string => hash('sha256', text);
const folderIn = (state: string): string => join(state, 'settings');
const fileOf = (state: string, target: string): string => join(folderIn(state), `${hashOf(target).slice(0, 32)}.json`);

/** Undefined where the file was never changed by `install`, or what was kept of it cannot be read. */
export function readBackup(state: string, target: string): Result<Backup | undefined, StoreFault> {
  const text = readPrivate(fileOf(state, target), MAX_BYTES);
  if (!text.ok) return text.error.reason === 'missing' ? ok(undefined) : text;
  const value = parseJson(text.value);
  const after = isObject(value) ? stringAt(value, 'after') : undefined;
  if (!isObject(value) || after === undefined || stringAt(value, 'target') !== target) return ok(undefined);
  const before = stringAt(value, 'before');
  const folders = Array.isArray(value['folders']) ? value['folders'].filter((folder) => typeof folder === 'string') : [];
  return ok({ target, after, folders, ...(before !== undefined && { before }) });
}

export function writeBackup(state: string, backup: Backup, unique: string): Result<undefined, StoreFault> {
  const folder = makePrivateFolder(folderIn(state));
  if (!folder.ok) return folder;
  const written = writePrivate(fileOf(state, backup.target), `${JSON.stringify(backup)}\n`, unique, true);
  return written.ok ? ok(undefined) : written;
}

export const removeBackup = (state: string, target: string): Result<boolean, StoreFault> => removePrivate(fileOf(state, target));

/** The files that `install` has changed and `uninstall` has not been run for. */
export function keptTargets(state: string): readonly string[] {
  const folder = folderIn(state);
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .sort()
    .flatMap((name) => {
      const text = readPrivate(join(folder, name), MAX_BYTES);
      const value = text.ok ? parseJson(text.value) : undefined;
      const target = isObject(value) ? stringAt(value, 'target') : undefined;
      return target !== undefined && existsSync(target) ? [target] : [];
    });
}
