import { createPrivateKey, type KeyObject } from 'node:crypto';
import { halvesOf, type KeyPair, privateKeyOf } from './hpke.ts';

/** The form in which a private half is kept: PKCS #8 in PEM, as RFC 8410 has it for X25519. */
export const pemOf = (pair: KeyPair): string => String(privateKeyOf(pair).export({ format: 'pem', type: 'pkcs8' }));

/** Undefined where the text is no private key, or one of another kind. */
export function pairFromPem(text: string): KeyPair | undefined {
  const key = parsed(text);
  return key?.asymmetricKeyType === 'x25519' ? halvesOf(key) : undefined;
}

function parsed(text: string): KeyObject | undefined {
  try {
    return createPrivateKey(text);
  } catch {
    return undefined;
  }
}
