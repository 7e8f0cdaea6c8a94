import { createPrivateKey, type KeyObject } from 'node:crypto';
import { type KeyPair, keyPairOf, privateKeyOf } from './hpke.ts';

/** The form in which a private half is kept: PKCS #8 in PEM, as RFC 8410 has it for X25519. */
export const pemOf = ({ privateKey }: KeyPair): string => String(privateKeyOf(privateKey).export({ format: 'pem', type: 'pkcs8' }));

/** Undefined where the text is no private key, or one of another kind. */
export function pairFromPem(text: string): KeyPair | undefined {
  const key = parsed(text);
  if (key?.asymmetricKeyType !== 'x25519') return undefined;
  return keyPairOf(Buffer.from(key.export({ format: 'jwk' }).d ?? '', 'base64url'));
}

function parsed(text: string): KeyObject | undefined {
  try {
    return createPrivateKey(text);
  } catch {
    return undefined;
  }
}
