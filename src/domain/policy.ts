import type { Mode, Profile } from './decision.ts';
import type { Role } from './principal.ts';
import type { Rule } from './rule.ts';

/** What the stages judge by: every layer met into one value (design §6). */
export interface Policy {
  readonly mode: Mode;
  readonly profile: Profile;
  readonly roles: Readonly<Record<string, Role>>;
  readonly rules: readonly Rule[];
  /** SHA-256 over the layers and the program's version, hexadecimal; stands in every record. */
  readonly hash: string;
}
