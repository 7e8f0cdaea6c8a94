import { join } from 'node:path';
import { hmacSha256 } from '../authentication/hmac.ts';
import { algorithmOf, publicJwk } from '../capabilities/jwk.ts';
import { isName } from '../capabilities/names.ts';
import type { TokenKey } from '../domain/capability-key.ts';
import { isObject, type JsonObject, type JsonValue, parseJson, stringAt } from '../domain/json.ts';
import type { StoreFault } from '../domain/ports.ts';
import { err, ok, type Result } from '../domain/result.ts';
import { fault } from './faults.ts';
import { readPrivate, writePrivate } from './files.ts';
import type { Keeping } from './wrapping-keys.ts';

/** Where capabilities are kept that are given out from now on: here, or in a token that whoever holds it presents. */
export const CAPABILITY_MODES = ['central', 'token'] as const;
export type CapabilityMode = (typeof CAPABILITY_MODES)[number];

export interface KnownKey extends TokenKey {
  /** Microseconds since 1970. */
  readonly since: number;
  /** Where the private half of one of our own is; others', and retired ones, have none. */
  readonly kept?: Keeping;
}

export interface Keyring {
  readonly mode: CapabilityMode;
  /** The oldest first. */
  readonly keys: readonly KnownKey[];
}

const FORMAT = 1;
export const MAX_KEYS = 32;
const MAX_BYTES = 64 * 1024;
const NONE: Keyring = { mode: 'central', keys: [] };

const keyringFile = (config: string): string => join(config, 'capability-keys.json');

/** Only this installation can write it, so that a key that was put there from outside is believed by nobody. */
const mark = (keyring: string, pepper: Uint8Array): string =>
  Buffer.from(hmacSha256(pepper, `hookwarden capability keys\n${keyring}`)).toString('hex');

export function readKeyring(config: string, pepper: Uint8Array): Result<Keyring, StoreFault> {
  const path = keyringFile(config);
  const text = readPrivate(path, MAX_BYTES);
  if (!text.ok) return text.error.reason === 'missing' ? ok(NONE) : text;
  const [keyring = '', found] = text.value.trimEnd().split('\n');
  const parsed = found === mark(keyring, pepper) ? parseKeyring(parseJson(keyring)) : undefined;
  if (parsed) return ok(parsed);
  const mend = 'Restore it; or move it away, and no token counts until its keys are made or imported anew.';
  return err(fault('corrupt', `${path} is damaged, or was changed by others. ${mend}`));
}

export function writeKeyring(config: string, { mode, keys }: Keyring, pepper: Uint8Array, unique: string): Result<boolean, StoreFault> {
  const text = JSON.stringify({ format: FORMAT, mode, keys });
  return writePrivate(keyringFile(config), `${text}\n${mark(text, pepper)}\n`, unique, true);
}

/** Whose tokens count here, as it stands now: one may have been retired since it was asked last. Nobody's where that cannot be read. */
export function readTokenKeys(config: string, pepper: Uint8Array): readonly TokenKey[] {
  const keyring = readKeyring(config, pepper);
  return keyring.ok ? keyring.value.keys : [];
}

export type OwnKey = KnownKey & { readonly kept: Keeping };

/** The key of our own that signs: the youngest. */
export const signingKey = ({ keys }: Keyring): OwnKey | undefined =>
  keys.flatMap((key) => (key.kept ? [{ ...key, kept: key.kept }] : [])).at(-1);

function parseKeyring(value: JsonValue | undefined): Keyring | undefined {
  if (!isObject(value) || value['format'] !== FORMAT || !Array.isArray(value['keys']) || value['keys'].length > MAX_KEYS) return undefined;
  const mode = CAPABILITY_MODES.find((known) => known === value['mode']);
  const keys = value['keys'].map((entry: unknown) => (isObject(entry) ? parseKey(entry) : undefined));
  const known = keys.filter((key) => key !== undefined);
  return mode !== undefined && known.length === keys.length ? { mode, keys: known } : undefined;
}

function parseKey(entry: JsonObject): KnownKey | undefined {
  const { since, retiredAt, kept } = entry;
  const jwk = publicJwk(entry['jwk']);
  const [kid, issuer, audience] = ['kid', 'issuer', 'audience'].map((name) => stringAt(entry, name));
  if (!jwk || !isName(kid) || !isName(issuer) || !isName(audience) || typeof since !== 'number') return undefined;
  const [file, command] = isObject(kept) ? [stringAt(kept, 'file'), stringAt(kept, 'command')] : [];
  const keeping: Keeping | undefined = file !== undefined ? { file } : command === undefined ? undefined : { command };
  return {
    kid,
    algorithm: algorithmOf(jwk),
    jwk,
    issuer,
    audience,
    since,
    ...(typeof retiredAt === 'number' && { retiredAt }),
    ...(keeping && { kept: keeping }),
  };
}
