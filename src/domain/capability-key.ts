/** The only two (RFC 8037, RFC 7518): neither can be taken for the other, and there is no third to be talked into. */
export type TokenAlgorithm = 'EdDSA' | 'RS256';

/** The public half of a key as RFC 7517 writes it, and nothing besides. */
export type PublicJwk =
  | { readonly kty: 'OKP'; readonly crv: 'Ed25519'; readonly x: string }
  | { readonly kty: 'RSA'; readonly n: string; readonly e: string };

/** A key whose tokens are believed here. */
export interface TokenKey {
  readonly kid: string;
  /** The one that its tokens are signed by, whatever their header says. */
  readonly algorithm: TokenAlgorithm;
  readonly jwk: PublicJwk;
  /** The installation that signs with it: what its tokens have to name as `iss`. */
  readonly issuer: string;
  /** Whom its tokens have to be made out to, `aud`, to count here. */
  readonly audience: string;
  /** Microseconds since 1970; from then on none of its tokens counts. */
  readonly retiredAt?: number;
}
