import { createCipheriv, createDecipheriv } from 'node:crypto';
import { hmacSha256 } from '../authentication/hmac.ts';
import type { Random, StoreFault } from '../domain/ports.ts';
import { err, ok, type Result } from '../domain/result.ts';
import { fault } from './faults.ts';
import type { SessionKey, SessionKeys } from './session-keys.ts';

export interface Sealed {
  /** Of the key that it was sealed with. */
  readonly keyId: string;
  /** Nonce, tag, and what AES-256-GCM makes of the text. */
  readonly bytes: Uint8Array;
}

/** Hides what is kept of sessions: their names behind a keyed hash, the rest sealed to the handle that it stands under. */
export interface Vault {
  readonly handleOf: (session: string) => string;
  readonly seal: (handle: string, text: string) => Result<Sealed, StoreFault>;
  readonly open: (handle: string, sealed: Sealed) => Result<string, StoreFault>;
}

const ALGORITHM = 'aes-256-gcm';
const NONCE = 12;
const TAG = 16;
const MAX_REMEMBERED = 16;

/** `readKeys` is asked when a key is first needed, and again where a row names one that is not among them: it may be newer than this run. */
export function openVault(pepper: Uint8Array, readKeys: () => Result<SessionKeys, StoreFault>, random: Random): Vault {
  let keys: SessionKeys | undefined;
  // One run asks for the same ones before and inside its transaction.
  const handles = new Map<string, string>();
  const current = (): Result<SessionKeys, StoreFault> => {
    const read = keys ? ok(keys) : readKeys();
    if (read.ok) keys = read.value;
    return read;
  };
  const keyNamed = (id: string): Result<SessionKey | undefined, StoreFault> => {
    const known = keys?.find((key) => key.id === id);
    if (known) return ok(known);
    keys = undefined;
    const read = current();
    return read.ok ? ok(read.value.find((key) => key.id === id)) : read;
  };
  return {
    handleOf: (session) => {
      const handle = handles.get(session) ?? handleOf(session, pepper);
      if (handles.size >= MAX_REMEMBERED) handles.clear();
      handles.set(session, handle);
      return handle;
    },
    seal: (handle, text) => {
      const read = current();
      return read.ok ? ok({ keyId: read.value[0].id, bytes: encrypt(read.value[0], handle, text, random) }) : read;
    },
    open: (handle, { keyId, bytes }) => {
      const key = keyNamed(keyId);
      if (!key.ok) return key;
      const text = key.value && decrypt(key.value, handle, bytes);
      return text === undefined ? unopened(handle) : ok(text);
    },
  };
}

const handleOf = (session: string, pepper: Uint8Array): string => Buffer.from(hmacSha256(pepper, `session:${session}`)).toString('hex');

/** What a person calls a row that does not open. */
export const shortHandle = (handle: string): string => handle.slice(0, 16);

export const unopened = (handle: string): Result<never, StoreFault> =>
  err(
    fault(
      'sealed',
      `What is kept of this session does not open: it was changed beside Hookwarden, or the key that sealed it is gone. Start a new session, or give this one up: hookwarden session forget ${shortHandle(handle)}`,
    ),
  );

function encrypt({ bytes: key }: SessionKey, handle: string, text: string, random: Random): Uint8Array {
  const nonce = random.bytes(NONCE);
  const cipher = createCipheriv(ALGORITHM, key, nonce);
  cipher.setAAD(Buffer.from(handle));
  const body = [cipher.update(text, 'utf8'), cipher.final()];
  return Buffer.concat([nonce, cipher.getAuthTag(), ...body]);
}

function decrypt({ bytes: key }: SessionKey, handle: string, sealed: Uint8Array): string | undefined {
  if (sealed.length < NONCE + TAG) return undefined;
  const decipher = createDecipheriv(ALGORITHM, key, sealed.subarray(0, NONCE), { authTagLength: TAG });
  decipher.setAAD(Buffer.from(handle));
  decipher.setAuthTag(sealed.subarray(NONCE, NONCE + TAG));
  const text = decipher.update(sealed.subarray(NONCE + TAG));
  try {
    return Buffer.concat([text, decipher.final()]).toString('utf8');
  } catch {
    return undefined;
  }
}
