import { timingSafeEqual } from 'node:crypto';
import { join } from 'node:path';
import { decodeFrontier, encodeFrontier } from '../audit/merkle.ts';
import type { Verified } from '../audit/verify.ts';
import { hmacSha256 } from '../authentication/hmac.ts';
import { isObject, stringAt } from '../domain/json.ts';
import type { StoreFault } from '../domain/ports.ts';
import { ok, type Result } from '../domain/result.ts';
import { fault } from './faults.ts';
import { readPrivate, writePrivate } from './files.ts';

/** Up to where the log was found good, and with which public key; in the configuration folder, apart from what it speaks of. */
export interface Remembered {
  readonly verified: Verified;
  readonly verifierKey: string;
  /** Microseconds since 1970. */
  readonly at: number;
}

const FORMAT = 1;
const MAX_BYTES = 1024 * 1024;

export const verifiedFile = (config: string): string => join(config, 'verified');

/** Undefined where nothing was verified yet. */
export function readVerified(config: string, pepper: Uint8Array): Result<Remembered | undefined, StoreFault> {
  const path = verifiedFile(config);
  const text = readPrivate(path, MAX_BYTES);
  if (!text.ok) return text.error.reason === 'missing' ? ok(undefined) : text;
  const remembered = parse(text.value, pepper);
  return remembered
    ? ok(remembered)
    : { ok: false, error: fault('corrupt', `${path} was changed: what was verified before is not known. Remove it to begin anew.`) };
}

export function writeVerified(config: string, remembered: Remembered, pepper: Uint8Array, unique: string): Result<boolean, StoreFault> {
  const { verified, verifierKey, at } = remembered;
  const { frontier, latest, admin } = verified;
  const body = JSON.stringify({
    ...{ format: FORMAT, verifierKey, at, size: frontier.size },
    frontier: Buffer.from(encodeFrontier(frontier)).toString('base64'),
    ...{ latest, admin },
  });
  return writePrivate(verifiedFile(config), `${seal(body, pepper)}\n${body}\n`, unique, true);
}

function parse(text: string, pepper: Uint8Array): Remembered | undefined {
  const [mac = '', body = ''] = text.split('\n');
  const [given, expected] = [Buffer.from(mac), Buffer.from(seal(body, pepper))];
  if (given.length !== expected.length || !timingSafeEqual(given, expected)) return undefined;
  const value: unknown = JSON.parse(body);
  if (!isObject(value)) return undefined;
  const { format, at, size, latest, admin } = value;
  const frontier = typeof size === 'number' ? decodeFrontier(size, Buffer.from(stringAt(value, 'frontier') ?? '', 'base64')) : undefined;
  if (format !== FORMAT || !frontier || typeof at !== 'number' || typeof latest !== 'number' || !Array.isArray(admin)) return undefined;
  const verified = { frontier, latest, admin: admin.filter((entry) => typeof entry === 'number') };
  return { verified, verifierKey: stringAt(value, 'verifierKey') ?? '', at };
}

const seal = (body: string, pepper: Uint8Array): string => Buffer.from(hmacSha256(pepper, `verified:${body}`)).toString('hex');
