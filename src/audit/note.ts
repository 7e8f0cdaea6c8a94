import { hash } from 'node:crypto';
import type { Signer } from '../domain/ports.ts';
import { err, ok, type Result } from '../domain/result.ts';
import { decodeBase64 } from './base64.ts';
import { MAX_ORIGIN } from './checkpoint.ts';
import { knownTypes, type Statement, signatureType } from './signature-types.ts';

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

/** One line below a note's text, by whatever key: nothing is known of it yet. */
interface Signature {
  readonly name: string;
  readonly keyId: Uint8Array;
  readonly bytes: Uint8Array;
}

export interface Note {
  readonly text: string;
  readonly signatures: readonly Signature[];
}

/** A note whose text may be believed. */
export interface OpenedNote {
  readonly text: string;
  /** The keys that have signed it, each once, and what they say. */
  readonly signed: readonly (Statement & { readonly key: Verifier })[];
}

/** As key names may be: not empty, without spaces and plus signs. */
export const isKeyName = (name: string): boolean => /^[^\p{White_Space}+]+$/u.test(name) && Buffer.byteLength(name) <= MAX_ORIGIN;

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
  const match = /^([^\p{White_Space}+]{1,255})\+([0-9a-f]{8})\+([A-Za-z0-9+/]{1,4000}={0,2})$/u.exec(text.trim());
  if (!match) return err('A verifier key reads NAME+HEX+BASE64; this one does not.');
  const [, name = '', id = '', encoded = ''] = match;
  const typed = decodeBase64(encoded);
  const algorithm = typed?.[0];
  if (!typed || algorithm === undefined) return err('The key part of this verifier key is not base64.');
  const type = signatureType(algorithm);
  if (!type) return err(`This verifier key has signature type ${algorithm}; known here are ${knownTypes()}.`);
  const key = { name, algorithm, publicKey: typed.subarray(1) };
  if (key.publicKey.length !== type.keyBytes)
    return err(`A verifier key for ${type.words} holds ${type.keyBytes} bytes; this one does not.`);
  if (Buffer.from(keyId(key)).toString('hex') !== id)
    return err('This verifier key does not fit its own key id: it was mistyped or changed.');
  return ok(key);
}

export const signNote = (text: string, signer: Signer): string => `${text}\n${signatureLine(text, signer)}`;

/** One signature more. */
export function cosignNote(note: string, signer: Signer): Result<string, string> {
  const parsed = parseNote(note);
  return parsed.ok ? ok(note + signatureLine(parsed.value.text, signer)) : parsed;
}

function signatureLine(text: string, signer: Signer): string {
  const signature = Buffer.concat([keyId(signer), signer.sign(Buffer.from(text))]);
  return `${MARK}${signer.name} ${signature.toString('base64')}\n`;
}

/** Whether this is a note at all; nothing is verified. */
export function parseNote(note: string | Uint8Array): Result<Note, string> {
  const bytes = Buffer.from(note);
  const whole = bytes.toString();
  if (whole.length > MAX_NOTE) return err('The note is too long.');
  if (typeof note === 'string' ? whole !== note : !Buffer.from(whole).equals(bytes)) return err('The note is not UTF-8.');
  for (const character of whole) if (character < ' ' && character !== '\n') return err('The note holds a control character.');
  const split = whole.lastIndexOf('\n\n');
  if (split < 0 || !whole.endsWith('\n')) return err('The note has no signatures.');
  const lines = whole.slice(split + 2, -1).split('\n');
  if (lines.length > MAX_SIGNATURES) return err('The note has too many signatures.');
  const signatures = lines.map(parseSignature).filter((signature) => signature !== undefined);
  return signatures.length === lines.length
    ? ok({ text: whole.slice(0, split + 1), signatures })
    : err('The note has a malformed signature line.');
}

function parseSignature(line: string): Signature | undefined {
  const match = /^\u2014 ([^\p{White_Space}+]{1,255}) ([A-Za-z0-9+/]{1,8000}={0,2})$/u.exec(line);
  const bytes = match?.[2] ? decodeBase64(match[2]) : undefined;
  if (!match?.[1] || !bytes || bytes.length < 5) return undefined;
  return { name: match[1], keyId: bytes.subarray(0, 4), bytes: bytes.subarray(4) };
}

/**
 * The text, once at least one of the keys has signed it. Signatures of other keys are ignored; one of these keys that does not hold spoils
 * the note, also where the same key has signed it twice.
 */
export function openNote(note: string | Uint8Array, keys: readonly Verifier[]): Result<OpenedNote, string> {
  const parsed = parseNote(note);
  if (!parsed.ok) return parsed;
  const { text, signatures } = parsed.value;
  const signed = new Map<Verifier, Statement>();
  for (const { name, keyId: id, bytes } of signatures) {
    const key = keys.find((known) => known.name === name && Buffer.from(id).equals(keyId(known)));
    if (!key) continue;
    const verified = signatureType(key.algorithm)?.verify(name, key.publicKey, text, bytes);
    if (!verified?.ok) return err(`The signature of ${name} ${verified ? verified.error : 'is of an unknown type.'}`);
    if (!signed.has(key)) signed.set(key, verified.value);
  }
  if (signed.size === 0) return err(`The note is not signed by ${keys.map(({ name }) => name).join(' or ')} with the expected key.`);
  return ok({ text, signed: [...signed].map(([key, statement]) => ({ ...statement, key })) });
}
