import type { Decision, Mode, Profile } from './decision.ts';
import type { Permission, Role } from './principal.ts';
import type { Rule } from './rule.ts';

/** What tells production from everything else, each a list of globs; `variable` has the form `NAME=glob`. */
export const PRODUCTION_SIGNS = [
  'kubeContext',
  'awsProfile',
  'terraformWorkspace',
  'databaseHost',
  'cloudProject',
  'gitBranch',
  'variable',
] as const;
export type ProductionSign = (typeof PRODUCTION_SIGNS)[number];

export const DAYS = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;
export type Day = (typeof DAYS)[number];

/** When calls that change something may run. A window that ends before it begins goes over midnight. */
export interface Hours {
  /** An IANA name. */
  readonly timeZone: string;
  readonly days: readonly Day[];
  /** Minutes since midnight. */
  readonly from: number;
  readonly to: number;
  readonly outside: Exclude<Decision, 'allow'>;
}

/** What a policy says of places and times; rules of context and flags of effects are told by it. */
export interface ContextSettings {
  /** Globs over branch names, beside the names that are protected anywhere. */
  readonly protectedBranches: readonly string[];
  /** Globs over paths below the project, read and written like secrets. */
  readonly sensitiveFiles: readonly string[];
  readonly production: Readonly<Partial<Record<ProductionSign, readonly string[]>>>;
  /** Every one of them has to be open. */
  readonly hours: readonly Hours[];
}

/** What proves that a person grants an exception. */
export const PROOFS = ['prompt', 'pin'] as const;
export type Proof = (typeof PROOFS)[number];

export interface ExceptionTerms {
  readonly proofs: readonly Proof[];
  /** Microseconds that an allowance may hold. */
  readonly longest: number;
}

/** So many denials of one session within so long raise an incident, and turn its questions into denials. */
export interface Strikes {
  readonly after: number;
  /** Microseconds. */
  readonly within: number;
}

/** What the stages judge by: every layer met into one value (design §6). */
export interface Policy {
  readonly mode: Mode;
  readonly profile: Profile;
  readonly roles: Readonly<Record<string, Role>>;
  /** What no role exceeds, whoever defined it. */
  readonly ceiling?: readonly Permission[];
  readonly rules: readonly Rule[];
  readonly context: ContextSettings;
  readonly exceptions: ExceptionTerms;
  readonly strikes?: Strikes;
  /** Microseconds for which a session stays bound to who began it. */
  readonly sessionLifetime: number;
  /** SHA-256 over the layers and the program's version, hexadecimal; stands in every record. */
  readonly hash: string;
}
