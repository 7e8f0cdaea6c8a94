import { join } from 'node:path';
import { isObject, parseJson, stringAt } from '../domain/json.ts';
import type { Random, StoreFault } from '../domain/ports.ts';
import { err, ok, type Result } from '../domain/result.ts';
import { fault } from './faults.ts';
import { readPrivate, writePrivate } from './files.ts';

/** What sessions are sealed with, in the configuration folder, apart from what it seals. */
export interface SessionKey {
  readonly id: string;
  /** 256 bits. */
  readonly bytes: Uint8Array;
}

/** The first one seals; the others only open what they have sealed. */
export type SessionKeys = readonly [SessionKey, ...SessionKey[]];

const FORMAT = 1;
const MAX_KEYS = 64;

export const sessionKeysFile = (config: string): string => join(config, 'session-keys.json');

export function readSessionKeys(config: string): Result<SessionKeys, StoreFault> {
  const path = sessionKeysFile(config);
  const text = readPrivate(path);
  if (!text.ok) return text;
  const keys = parseKeys(text.value);
  return keys ? ok(keys) : err(fault('corrupt', `${path} is damaged. Restore it, or move it away and run \`hookwarden init\`.`));
}

export function newSessionKey(random: Random): SessionKey {
  return { id: Buffer.from(random.bytes(4)).toString('hex'), bytes: random.bytes(32) };
}

/** With `replace` false, keys that are there stay, and `value` is false. */
export function writeSessionKeys(config: string, keys: SessionKeys, unique: string, replace: boolean): Result<boolean, StoreFault> {
  const stored = keys.map(({ id, bytes }) => ({ id, key: Buffer.from(bytes).toString('base64') }));
  return writePrivate(sessionKeysFile(config), `${JSON.stringify({ format: FORMAT, keys: stored })}\n`, unique, replace);
}

function parseKeys(text: string): SessionKeys | undefined {
  const value = parseJson(text);
  if (!isObject(value) || value['format'] !== FORMAT || !Array.isArray(value['keys'])) return undefined;
  const keys = value['keys'].slice(0, MAX_KEYS).map((entry: unknown): SessionKey | undefined => {
    const id = isObject(entry) ? stringAt(entry, 'id') : undefined;
    const bytes = Buffer.from((isObject(entry) ? stringAt(entry, 'key') : undefined) ?? '', 'base64');
    return id !== undefined && bytes.length === 32 ? { id, bytes } : undefined;
  });
  const [first, ...rest] = keys.filter((key) => key !== undefined);
  return first && rest.length === keys.length - 1 ? [first, ...rest] : undefined;
}
