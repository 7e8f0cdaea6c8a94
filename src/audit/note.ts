import { hash } from 'node:crypto';
import type { Signer } from '../domain/ports.ts';
import { err, ok, type Result } from '../domain/result.ts';
import { ED25519, verifyEd25519 } from './ed25519.ts';

/** C2SP signed notes (c2sp.org/signed-note). The text ends in a newline; the last empty line parts it from the signatures. */
const MARK = '\u2014 ';
const MAX_SIGNATURES = 32;
const MAX_NOTE = 256 * 1024;

/** A public key with its name and signature type: what a `vkey` string says. */
export interface Verifier {
  readonly name: string;
  readonly algorithm: number;
  readonly publicKey: Uint8Array;
}

function keyId(key: Verifier): Uint8Array {
  const encoded = Buffer.concat([Buffer.from(`${key.name}\n`), Uint8Array.of(key.algorithm), key.publicKey]);
  return hash('sha256', encoded, 'buffer').subarray(0, 4);
}

/** `name+hex(key id)+base64(type, public key)`: the form in which the public key is pinned elsewhere. */
export function formatVerifierKey(key: Verifier): string {
  const typed = Buffer.concat([Uint8Array.of(key.algorithm), key.publicKey]);
  return `${key.name}+${Buffer.from(keyId(key)).toString('hex')}+${typed.toString('base64')}`;
}

export function parseVerifierKey(text: string): Result<Verifier, string> {
  const match = /^([^\s+]{1,200})\+([0-9a-f]{8})\+([A-Za-z0-9+/]{1,4000}={0,2})$/.exec(text.trim());
  if (!match) return err('A verifier key reads NAME+HEX+BASE64; this one does not.');
  const [, name = '', id = '', encoded = ''] = match;
  const typed = decodeBase64(encoded);
  const algorithm = typed?.[0];
  if (!typed || algorithm === undefined) return err('The key part of this verifier key is not base64.');
  if (algorithm !== ED25519) return err(`This verifier key has signature type ${algorithm}; only 1 (Ed25519) is known here.`);
  const key = { name, algorithm, publicKey: typed.subarray(1) };
  if (key.publicKey.length !== 32) return err('An Ed25519 verifier key holds 32 bytes; this one does not.');
  if (Buffer.from(keyId(key)).toString('hex') !== id)
    return err('This verifier key does not fit its own key id: it was mistyped or changed.');
  return ok(key);
}

export function signNote(text: string, signer: Signer): string {
  const signature = Buffer.concat([keyId(signer), signer.sign(Buffer.from(text))]);
  return `${text}\n${MARK}${signer.name} ${signature.toString('base64')}\n`;
}

/** The text, once the key's signature on it has been verified. Signatures of other keys are ignored. */
export function openNote(note: string, key: Verifier): Result<string, string> {
  if (note.length > MAX_NOTE) return err('The note is too long.');
  for (const character of note) if (character < ' ' && character !== '\n') return err('The note holds a control character.');
  const split = note.lastIndexOf('\n\n');
  if (split < 0 || !note.endsWith('\n')) return err('The note has no signatures.');
  const text = note.slice(0, split + 1);
  const lines = note.slice(split + 2, -1).split('\n');
  if (lines.length > MAX_SIGNATURES) return err('The note has too many signatures.');
  const id = Buffer.from(keyId(key));
  let signed = false;
  for (const line of lines) {
    const match = /^\u2014 ([^\s+]{1,200}) ([A-Za-z0-9+/]{1,8000}={0,2})$/.exec(line);
    const signature = match?.[2] ? decodeBase64(match[2]) : undefined;
    if (!match || !signature || signature.length < 5) return err('The note has a malformed signature line.');
    if (match[1] !== key.name || !id.equals(signature.subarray(0, 4))) continue;
    if (!verifyEd25519(key.publicKey, Buffer.from(text), signature.subarray(4))) return err(`The signature of ${key.name} is wrong.`);
    signed = true;
  }
  return signed ? ok(text) : err(`The note is not signed by ${key.name} with the expected key.`);
}

/** Undefined unless the text is the one base64 encoding of its bytes. */
export function decodeBase64(text: string): Buffer | undefined {
  const bytes = Buffer.from(text, 'base64');
  return bytes.toString('base64') === text ? bytes : undefined;
}
