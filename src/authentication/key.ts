import { BASE62, base62, crc32 } from '../domain/checksum.ts';
import type { Random } from '../domain/ports.ts';
import { hmacSha256 } from './hmac.ts';

const ID_LENGTH = 8;
/** 43 base62 digits hold 256 bits. */
const SECRET_LENGTH = 43;
const CHECKSUM_LENGTH = 6;
const FORM = /^hw_([0-9A-Za-z]{8})_([0-9A-Za-z]{43})_([0-9A-Za-z]{6})$/;

/** `hw_<id>_<secret>_<checksum>`: the id finds the row, the secret proves, the checksum tells a typo without a database. */
export interface ApiKey {
  readonly id: string;
  readonly secret: string;
}

export function generateKey(random: Random): ApiKey {
  return { id: randomText(random, ID_LENGTH), secret: randomText(random, SECRET_LENGTH) };
}

export function formatKey({ id, secret }: ApiKey): string {
  return `hw_${id}_${secret}_${checksum(id, secret)}`;
}

/** Undefined where the text has another form or its checksum is wrong. */
export function parseKey(text: string): ApiKey | undefined {
  const [, id, secret, sum] = FORM.exec(text.trim()) ?? [];
  if (!id || !secret || sum !== checksum(id, secret)) return undefined;
  return { id, secret };
}

/** What is stored of a key: useless without the installation's pepper. */
export function hashSecret(secret: string, pepper: Uint8Array): Uint8Array {
  return hmacSha256(pepper, secret);
}

/** Bytes from 248 on are dropped, so that every digit is equally likely. */
function randomText(random: Random, length: number): string {
  let text = '';
  while (text.length < length) {
    for (const byte of random.bytes(length * 2)) {
      if (byte < 248 && text.length < length) text += BASE62.charAt(byte % 62);
    }
  }
  return text;
}

const checksum = (id: string, secret: string): string => base62(crc32(`hw_${id}_${secret}`), CHECKSUM_LENGTH);
