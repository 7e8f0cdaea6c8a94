import { createHmac } from 'node:crypto';
import type { Random } from '../domain/ports.ts';

const BASE62 = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
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
  return createHmac('sha256', pepper).update(secret).digest();
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

function checksum(id: string, secret: string): string {
  let rest = crc32(`hw_${id}_${secret}`);
  let digits = '';
  for (let i = 0; i < CHECKSUM_LENGTH; i++) {
    digits = BASE62.charAt(rest % 62) + digits;
    rest = Math.floor(rest / 62);
  }
  return digits;
}

/** The CRC of zlib (reflected, 0xEDB88320), here because loading zlib for 56 characters costs a start more than it. */
function crc32(text: string): number {
  let crc = 0xffffffff;
  for (let i = 0; i < text.length; i++) {
    crc ^= text.charCodeAt(i);
    for (let bit = 0; bit < 8; bit++) crc = (crc >>> 1) ^ (crc & 1 ? 0xedb88320 : 0);
  }
  return (crc ^ 0xffffffff) >>> 0;
}
