import { scryptSync, timingSafeEqual } from 'node:crypto';
import { join } from 'node:path';
import { isObject, parseJson, stringAt } from '../domain/json.ts';
import type { Random, StoreFault } from '../domain/ports.ts';
import { err, ok, type Result } from '../domain/result.ts';
import { fault } from './faults.ts';
import { readPrivate, writePrivate } from './files.ts';

const FORMAT = 1;
/** 32 MiB and about a tenth of a second for each try. */
const COST = { N: 2 ** 15, r: 8, p: 1, maxmem: 64 * 1024 * 1024 } as const;
const BYTES = 32;
const SHORTEST = 6;
const LONGEST = 128;
export const PIN_LENGTH = `${SHORTEST} to ${LONGEST} characters`;

const pinFile = (config: string): string => join(config, 'pin');

interface StoredPin {
  readonly salt: Buffer;
  readonly hash: Buffer;
}

/** Why a text is no PIN that one should have. */
export function pinFault(pin: string): string | undefined {
  const length = [...pin].length;
  if (length < SHORTEST || length > LONGEST) return `a PIN has ${PIN_LENGTH}`;
  return new Set(pin).size < 3 ? 'a PIN has at least three different characters' : undefined;
}

/** Undefined where none is set. */
function readPin(config: string): Result<StoredPin | undefined, StoreFault> {
  const text = readPrivate(pinFile(config));
  if (!text.ok) return text.error.reason === 'missing' ? ok(undefined) : text;
  const parsed = parseJson(text.value);
  const value = isObject(parsed) ? parsed : undefined;
  const [salt, hash] = ['salt', 'hash'].map((name) => Buffer.from(stringAt(value, name) ?? '', 'base64'));
  if (value?.['format'] !== FORMAT || salt?.length !== BYTES || hash?.length !== BYTES)
    return err(
      fault('corrupt', `${pinFile(config)} is damaged. Remove it in a terminal of your own and run \`hookwarden admin set-pin\`.`),
    );
  return ok({ salt, hash });
}

export function hasPin(config: string): Result<boolean, StoreFault> {
  const stored = readPin(config);
  return stored.ok ? ok(stored.value !== undefined) : stored;
}

/**
 * INVARIANT: each call was counted before (`tryPin`), or one that is wrong is paused for while every other one is locked out: no number of
 * processes can guess faster.
 */
export function isPin(config: string, pin: string): Result<boolean, StoreFault> {
  const stored = readPin(config);
  if (!stored.ok) return stored;
  return ok(stored.value !== undefined && timingSafeEqual(hashOf(pin, stored.value.salt), stored.value.hash));
}

/** With `replace` false a PIN that is set stays, and the value is false. */
export function writePin(config: string, pin: string, random: Random, replace: boolean): Result<boolean, StoreFault> {
  const salt = Buffer.from(random.bytes(BYTES));
  const text = JSON.stringify({ format: FORMAT, salt: salt.toString('base64'), hash: hashOf(pin, salt).toString('base64') });
  return writePrivate(pinFile(config), `${text}\n`, Buffer.from(random.bytes(8)).toString('hex'), replace);
}

/** As typed on any keyboard: one text has one form. */
const hashOf = (pin: string, salt: Uint8Array): Buffer => scryptSync(pin.normalize('NFKC'), salt, BYTES, COST);
