import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { hmacSha256 } from '../authentication/hmac.ts';
import type { StoreFault } from '../domain/ports.ts';
import type { Result } from '../domain/result.ts';
import { makePrivateFolder, removePrivate, writePrivate } from './files.ts';

const folderOf = (config: string): string => join(config, 'trusted');
const fileOf = (config: string, digest: string): string => join(folderOf(config), digest);

/** What stands in the file: only this installation can write it, so that a file that was put there from outside vouches for nothing. */
const mark = (digest: string, pepper: Uint8Array): string => Buffer.from(hmacSha256(pepper, `hookwarden trust\n${digest}`)).toString('hex');

/** Whether a person has vouched for a project's layer of this digest. */
export function isTrusted(config: string, digest: string, pepper: Uint8Array): boolean {
  try {
    return readFileSync(fileOf(config, digest), 'utf8').trim() === mark(digest, pepper);
  } catch {
    return false;
  }
}

export function trust(config: string, digest: string, pepper: Uint8Array, unique: string): Result<boolean, StoreFault> {
  const folder = makePrivateFolder(folderOf(config));
  return folder.ok ? writePrivate(fileOf(config, digest), `${mark(digest, pepper)}\n`, unique, true) : folder;
}

/** False where nobody had vouched for it. */
export const distrust = (config: string, digest: string): Result<boolean, StoreFault> => removePrivate(fileOf(config, digest));
