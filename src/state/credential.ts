import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { StoreFault } from '../domain/ports.ts';
import { ok, type Result } from '../domain/result.ts';
import { checkPrivate, makePrivateFolder, readPrivate, writePrivate } from './files.ts';
import type { Folders } from './folders.ts';

/** Written by `init`; lasts. */
export const credentialFile = (config: string): string => join(config, 'credential');
/** Written by `unlock`; good until an hour that stands in it, and gone with the runtime folder. */
export const unlockedFile = (runtime: string): string => join(runtime, 'unlocked');
/** The ids of capabilities, or tokens, that sessions are to hold; parted by white space. */
export const heldFile = (config: string): string => join(config, 'capability');
/** The command line that gives the key, once it has given one. */
export const keyCommandFile = (config: string): string => join(config, 'key-command');

export interface Credential {
  readonly from: 'unlocked' | 'file' | 'environment' | 'nowhere';
  /** The key itself, secret; absent where there is none, or an unlock has ended. */
  readonly text?: string;
  /** When an unlock ends or has ended, in microseconds since 1970. */
  readonly until?: number;
}

/** The key that a run presents. An unlock that has ended lets no other key step into its place. */
export function readCredential(
  { runtime, config }: Pick<Folders, 'runtime' | 'config'>,
  fromEnvironment: string | undefined,
  now: number,
): Result<Credential, StoreFault> {
  const unlocked = readUnlocked(runtime, now);
  if (!unlocked.ok) return unlocked;
  if (unlocked.value) return ok(unlocked.value);
  const kept = readCredentialFile(config);
  if (!kept.ok) return kept;
  if (kept.value) return ok({ from: 'file', text: kept.value });
  return ok(fromEnvironment === undefined ? { from: 'nowhere' } : { from: 'environment', text: fromEnvironment });
}

const FORM = /^(\d{1,16})\n(\S{1,200})\n$/;

/** In a folder that others can reach nothing was ever unlocked: what lies there is another's, and must lock nobody out. */
function readUnlocked(runtime: string, now: number): Result<Credential | undefined, StoreFault> {
  const path = unlockedFile(runtime);
  if (!existsSync(path) || !checkPrivate(runtime, 'folder').ok) return ok(undefined);
  const read = readPrivate(path);
  if (!read.ok) return read;
  const [, time, text] = FORM.exec(read.value) ?? [];
  const until = Number(time ?? 0);
  return ok(text !== undefined && now < until ? { from: 'unlocked', text, until } : { from: 'unlocked', until });
}

export function writeUnlocked(runtime: string, text: string, until: number, unique: string): Result<boolean, StoreFault> {
  const folder = makePrivateFolder(runtime);
  return folder.ok ? writePrivate(unlockedFile(runtime), `${until}\n${text}\n`, unique, true) : folder;
}

export const readCredentialFile = (config: string): Result<string | undefined, StoreFault> => readIfThere(credentialFile(config));

export const writeCredential = (config: string, text: string, unique: string): Result<boolean, StoreFault> =>
  writePrivate(credentialFile(config), `${text}\n`, unique, true);

export const readKeyCommand = (config: string): Result<string | undefined, StoreFault> => readIfThere(keyCommandFile(config));

export const keepKeyCommand = (config: string, command: string, unique: string): Result<boolean, StoreFault> =>
  writePrivate(keyCommandFile(config), `${command}\n`, unique, true);

/** What a run presents beside its key; a file that is there counts alone. */
export function readHeld(config: string, fromEnvironment: string | undefined): Result<string | undefined, StoreFault> {
  const kept = readIfThere(heldFile(config));
  return kept.ok ? ok(kept.value ?? fromEnvironment) : kept;
}

export const writeHeld = (config: string, text: string, unique: string): Result<boolean, StoreFault> =>
  writePrivate(heldFile(config), `${text}\n`, unique, true);

function readIfThere(path: string): Result<string | undefined, StoreFault> {
  const text = readPrivate(path);
  if (text.ok) return ok(text.value.trim() || undefined);
  return text.error.reason === 'missing' ? ok(undefined) : text;
}
