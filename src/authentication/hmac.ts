import { hash } from 'node:crypto';

const BLOCK = 64;

/** HMAC-SHA-256 (RFC 2104) from two one-shot hashes: Node's own loads its streams first, half a millisecond at every call of a hook. */
export function hmacSha256(key: Uint8Array, message: string | Uint8Array): Uint8Array {
  const block = new Uint8Array(BLOCK);
  block.set(key.length > BLOCK ? hash('sha256', key, 'buffer') : key);
  const inner = hash(
    'sha256',
    Buffer.concat([block.map((byte) => byte ^ 0x36), typeof message === 'string' ? Buffer.from(message) : message]),
    'buffer',
  );
  return hash('sha256', Buffer.concat([block.map((byte) => byte ^ 0x5c), inner]), 'buffer');
}
