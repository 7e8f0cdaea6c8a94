import type { Rate } from './amounts.ts';

export const PRINCIPAL_KINDS = ['user', 'service', 'agent'] as const;
export type PrincipalKind = (typeof PRINCIPAL_KINDS)[number];
/** `suspended`: known, and refused until an administrator resumes it. */
export const PRINCIPAL_STATUSES = ['active', 'suspended'] as const;
export type PrincipalStatus = (typeof PRINCIPAL_STATUSES)[number];

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
  /** What no key of this role exceeds, whatever its own rate. */
  readonly rate?: Rate;
}
