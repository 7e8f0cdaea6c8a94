import { createCipheriv, createDecipheriv, scryptSync } from 'node:crypto';
import { isObject, parseJson, stringAt } from '../domain/json.ts';
import type { Random } from '../domain/ports.ts';

/** 128 MiB and about half a second for each try, as OWASP's sheet on storing passwords has it for scrypt. */
const COST = { N: 2 ** 17, r: 8, p: 1, maxmem: 192 * 1024 * 1024 } as const;
const FORMAT = 1;
const [SALT, NONCE, TAG, KEY] = [32, 12, 16, 32];
const SHORTEST = 12;
const LONGEST = 512;

/** Why a text is no passphrase that one should have. */
export function passphraseFault(text: string): string | undefined {
  const length = [...text].length;
  if (length < SHORTEST || length > LONGEST) return `a passphrase has ${SHORTEST} to ${LONGEST} characters`;
  return new Set(text).size < 5 ? 'a passphrase has at least five different characters' : undefined;
}

/** A text that only the passphrase opens again (scrypt, AES-256-GCM), and only under the same name. */
export function lockWith(passphrase: string, text: string, name: string, random: Random): string {
  const [salt, nonce] = [random.bytes(SALT), random.bytes(NONCE)];
  const cipher = createCipheriv('aes-256-gcm', keyOf(passphrase, salt), nonce).setAAD(Buffer.from(name));
  const sealed = Buffer.concat([cipher.update(text, 'utf8'), cipher.final(), cipher.getAuthTag()]);
  const [first, second, third] = [salt, nonce, sealed].map((bytes) => Buffer.from(bytes).toString('base64'));
  return `${JSON.stringify({ format: FORMAT, salt: first, nonce: second, sealed: third })}\n`;
}

/** Undefined where the passphrase is another, or what is locked was changed. */
export function openWith(passphrase: string, locked: string, name: string): string | undefined {
  const value = parseJson(locked);
  if (!isObject(value) || value['format'] !== FORMAT) return undefined;
  const [salt, nonce, sealed] = ['salt', 'nonce', 'sealed'].map((part) => Buffer.from(stringAt(value, part) ?? '', 'base64'));
  if (salt?.length !== SALT || nonce?.length !== NONCE || sealed === undefined || sealed.length < TAG) return undefined;
  const decipher = createDecipheriv('aes-256-gcm', keyOf(passphrase, salt), nonce, { authTagLength: TAG })
    .setAAD(Buffer.from(name))
    .setAuthTag(sealed.subarray(-TAG));
  try {
    return Buffer.concat([decipher.update(sealed.subarray(0, -TAG)), decipher.final()]).toString('utf8');
  } catch {
    return undefined;
  }
}

/** As typed on any keyboard: one text has one form. */
const keyOf = (passphrase: string, salt: Uint8Array): Buffer => scryptSync(passphrase.normalize('NFKC'), salt, KEY, COST);
