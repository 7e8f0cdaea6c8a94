import { hash } from 'node:crypto';
import { join } from 'node:path';
import { isObject, type JsonObject, parseJson, stringAt } from '../domain/json.ts';
import type { StoreFault } from '../domain/ports.ts';
import { err, ok, type Result } from '../domain/result.ts';
import { fault } from './faults.ts';
import { readPrivate, writePrivate } from './files.ts';

/** Where the private half is: never here. */
export type Keeping = { readonly file: string } | { readonly command: string };

/** What data keys are wrapped with, as far as this machine has to know it. */
export interface WrappingKey {
  /** Follows from the public half. */
  readonly id: string;
  /** X25519, 32 bytes. */
  readonly publicKey: Uint8Array;
  readonly kept: Keeping;
}

const FORMAT = 1;
const MAX_KEYS = 16;
const PUBLIC_BYTES = 32;

/** Public halves, pinned in the configuration folder. */
const sealingFile = (config: string): string => join(config, 'sealing.json');

/** Stands for a public half; hexadecimal. */
export const idOfPublic = (publicKey: Uint8Array): string => hash('sha256', publicKey, 'hex').slice(0, 16);

/** The first one wraps; the others only unwrap what a rotation that was cut short has left to them. None without sealing. */
export function readWrappingKeys(config: string): Result<readonly WrappingKey[], StoreFault> {
  const path = sealingFile(config);
  const text = readPrivate(path);
  if (!text.ok) return text.error.reason === 'missing' ? ok([]) : text;
  const keys = parseKeys(text.value);
  return keys
    ? ok(keys)
    : err(
        fault(
          'corrupt',
          `${path} is damaged. Restore it; or move it away, and inputs are no longer sealed until \`hookwarden keys create-sealing\`.`,
        ),
      );
}

export function writeWrappingKeys(config: string, keys: readonly WrappingKey[], unique: string): Result<boolean, StoreFault> {
  const stored = keys.map(({ id, publicKey, kept }) => ({ id, public: Buffer.from(publicKey).toString('base64'), kept }));
  return writePrivate(sealingFile(config), `${JSON.stringify({ format: FORMAT, keys: stored })}\n`, unique, true);
}

function parseKeys(text: string): readonly WrappingKey[] | undefined {
  const value = parseJson(text);
  if (!isObject(value) || value['format'] !== FORMAT || !Array.isArray(value['keys'])) return undefined;
  const keys = value['keys'].slice(0, MAX_KEYS).map((entry: unknown) => (isObject(entry) ? parseKey(entry) : undefined));
  const known = keys.filter((key) => key !== undefined);
  return known.length > 0 && known.length === keys.length ? known : undefined;
}

function parseKey(entry: JsonObject): WrappingKey | undefined {
  const publicKey = Buffer.from(stringAt(entry, 'public') ?? '', 'base64');
  const { kept } = entry;
  const [file, command] = isObject(kept) ? [stringAt(kept, 'file'), stringAt(kept, 'command')] : [];
  const id = stringAt(entry, 'id');
  if (publicKey.length !== PUBLIC_BYTES || id !== idOfPublic(publicKey)) return undefined;
  if (file !== undefined) return { id, publicKey, kept: { file } };
  return command === undefined ? undefined : { id, publicKey, kept: { command } };
}
