import { hash } from 'node:crypto';
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { parseVerifierKey, type Verifier } from '../audit/note.ts';
import { isObject, parseJson, stringAt } from '../domain/json.ts';
import type { StoreFault } from '../domain/ports.ts';
import { err, ok, type Result } from '../domain/result.ts';
import { fault } from './faults.ts';
import { guarded, makePrivateFolder, readPrivate, removePrivate, writePrivate } from './files.ts';

/** A witness somewhere else, and the newest head of the log that it has cosigned. */
export interface RemoteWitness {
  readonly url: string;
  /** Its public key as it was given, NAME+ID+KEY. */
  readonly key: string;
  readonly note: string;
}

const MAX_BYTES = 512 * 1024;

const folderIn = (config: string): string => join(config, 'witnessed');
const fileOf = (config: string, url: string): string => join(folderIn(config), `${hash('sha256', url).slice(0, 32)}.json`);

export function readRemoteWitness(config: string, url: string): Result<RemoteWitness | undefined, StoreFault> {
  const read = readOne(fileOf(config, url));
  return read.ok || read.error.reason !== 'missing' ? read : ok(undefined);
}

export function allRemoteWitnesses(config: string): Result<readonly RemoteWitness[], StoreFault> {
  const folder = folderIn(config);
  return guarded(folder, () => {
    const found: RemoteWitness[] = [];
    for (const name of existsSync(folder) ? readdirSync(folder).sort() : []) {
      if (!name.endsWith('.json')) continue;
      const read = readOne(join(folder, name));
      if (!read.ok) return read;
      found.push(read.value);
    }
    return ok(found);
  });
}

export function writeRemoteWitness(config: string, witness: RemoteWitness, unique: string): Result<boolean, StoreFault> {
  const folder = makePrivateFolder(folderIn(config));
  return folder.ok ? writePrivate(fileOf(config, witness.url), `${JSON.stringify(witness)}\n`, unique, true) : folder;
}

/** False where there was none. */
export const forgetRemoteWitness = (config: string, url: string): Result<boolean, StoreFault> => removePrivate(fileOf(config, url));

/** Its key, read. */
export function remoteKey({ key, url }: Pick<RemoteWitness, 'key' | 'url'>): Result<Verifier, string> {
  const parsed = parseVerifierKey(key);
  return parsed.ok ? parsed : err(`the key of ${url}: ${parsed.error}`);
}

function readOne(path: string): Result<RemoteWitness, StoreFault> {
  const text = readPrivate(path, MAX_BYTES);
  if (!text.ok) return text;
  const value = parseJson(text.value);
  const [url, key, note] = ['url', 'key', 'note'].map((name) => (isObject(value) ? stringAt(value, name) : undefined));
  if (url === undefined || key === undefined || note === undefined)
    return err(fault('corrupt', `${path} is damaged: what a witness has cosigned is not known. Remove it and ask the witness again.`));
  return ok({ url, key, note });
}
