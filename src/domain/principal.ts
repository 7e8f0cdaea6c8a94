import type { Rate } from './amounts.ts';

/** Who is behind a call, after authentication. */
export interface Principal {
  readonly id: string;
  readonly name: string;
  readonly role: string;
  /** The public half of the key that was presented; never the secret. */
  readonly keyId: string;
}

/** `kind:name` with wildcards: `tool:*`, `effect:git.*`, `context:production`; a leading `!` takes away. */
export type Permission = string;

export interface Role {
  readonly name: string;
  /** Those of the roles that it extends included; what `!` takes away stays away. */
  readonly permissions: readonly Permission[];
  /** In place of the key's own rate. */
  readonly rate?: Rate;
}
