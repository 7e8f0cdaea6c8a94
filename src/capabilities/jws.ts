import { constants, createPublicKey, verify } from 'node:crypto';
import type { TokenKey } from '../domain/capability-key.ts';
import { isObject, type JsonObject, parseJson, stringAt } from '../domain/json.ts';
import { type ScanLimits, scanJson } from '../domain/json-scan.ts';
import { err, ok, type Result } from '../domain/result.ts';

export type JwsFault = 'malformed' | 'oversized' | 'wrong-key' | 'wrong-algorithm' | 'retired-key' | 'wrong-signature';

/** What is to be opened: a text of another kind is not, even if it is signed by the right key. */
export interface Kind {
  /** The `typ` of its header. */
  readonly type: string;
  /** Characters of the whole text. */
  readonly longest: number;
  readonly claims: ScanLimits;
}

export interface Opened {
  readonly key: TokenKey;
  readonly claims: JsonObject;
}

/** `alg`, `kid` and `typ`: with any other, `crit` and keys that come along among them, it is not one of ours. */
const HEADER: ScanLimits = { depth: 1, values: 4, keyLength: 3 };

/**
 * The claims of a signed text (RFC 7515, compact), once one of these keys has signed them. Strict where the standard is not: one spelling of
 * base64url, no name twice, no header but the three that it takes.
 */
export function openJws(text: string, keys: readonly TokenKey[], kind: Kind, now: number): Result<Opened, JwsFault> {
  if (text.length > kind.longest) return err('oversized');
  const [header, payload, signature, ...more] = text.split('.').map(decoded);
  if (!header || !payload || !signature || more.length > 0) return err('malformed');
  const head = objectIn(header, HEADER);
  if (head === undefined || stringAt(head, 'typ') !== kind.type || Object.keys(head).length !== 3) return err('malformed');
  const key = keys.find(({ kid }) => kid === head['kid']);
  if (!key) return err(typeof head['kid'] === 'string' ? 'wrong-key' : 'malformed');
  if (head['alg'] !== key.algorithm) return err('wrong-algorithm');
  if (isRetired(key, now)) return err('retired-key');
  if (!isSigned(Buffer.from(text.slice(0, text.lastIndexOf('.'))), signature, key)) return err('wrong-signature');
  const claims = objectIn(payload, kind.claims);
  return claims ? ok({ key, claims }) : err('malformed');
}

export const isRetired = ({ retiredAt }: TokenKey, now: number): boolean => retiredAt !== undefined && retiredAt <= now;

/** Undefined unless the text is the one base64url encoding of its bytes. */
function decoded(text: string): Buffer | undefined {
  const bytes = Buffer.from(text, 'base64url');
  return text !== '' && bytes.toString('base64url') === text ? bytes : undefined;
}

function objectIn(bytes: Buffer, limits: ScanLimits): JsonObject | undefined {
  const text = bytes.toString('utf8');
  if (!Buffer.from(text).equals(bytes) || !scanJson(text, limits).ok) return undefined;
  const value = parseJson(text);
  return isObject(value) ? value : undefined;
}

/** By the key's own algorithm: what the header says has been compared with it, and is not asked. */
function isSigned(message: Buffer, signature: Buffer, { algorithm, jwk }: TokenKey): boolean {
  const key = createPublicKey({ key: { ...jwk }, format: 'jwk' });
  return algorithm === 'EdDSA'
    ? verify(null, message, key, signature)
    : verify('RSA-SHA256', message, { key, padding: constants.RSA_PKCS1_PADDING }, signature);
}
