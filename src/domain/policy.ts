import type { CapabilityTerms } from './capability.ts';
import type { Decision, Mode, Profile } from './decision.ts';
import type { EffectKind } from './effect.ts';
import type { GitSettings } from './git-settings.ts';
import type { JsonObject } from './json.ts';
import type { Permission, Role } from './principal.ts';
import type { Rule, Stance } from './rule.ts';
import type { Withholding } from './secrets/additions.ts';

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
type Day = (typeof DAYS)[number];

/** A time of some days of the week. One that ends before it begins goes over midnight. */
export interface Window {
  /** An IANA name. */
  readonly timeZone: string;
  readonly days: readonly Day[];
  /** Minutes since midnight. */
  readonly from: number;
  readonly to: number;
}

/** When calls that change something may run. */
export interface Hours extends Window {
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

/** One very call that some rules let pass, whenever it is made. */
export interface ExceptedCall {
  readonly rules: readonly string[];
  readonly tool: string;
  /** All that the tool is given, but for what only describes a command. */
  readonly input: JsonObject;
  /** The folder that the call is made in. Absolute. */
  readonly in: string;
  /** Ids of principals; anyone where absent. */
  readonly by?: readonly string[];
  readonly because: string;
}

/** So many denials of one session within so long raise an incident, and turn its questions into denials. */
export interface Strikes {
  readonly after: number;
  /** Microseconds. */
  readonly within: number;
}

/** Rules that are looked at one by one, only where a call does something that they speak of: there may be hundreds. */
export interface OwnRules {
  readonly count: number;
  readonly at: (number: number) => Rule;
  /** For each kind of effect, the numbers of the rules that speak of it. */
  readonly byKind: Readonly<Partial<Record<EffectKind, readonly number[]>>>;
}

/** Whether what departs from what is kept as usual is noted, and raises the risk of a call. */
export const UNUSUAL = ['off', 'note'] as const;
export type Unusual = (typeof UNUSUAL)[number];

/** What may be answered by an explicit allow, which lifts the host's own question. */
export const AUTO_APPROVALS = ['read-only', 'off'] as const;
export type AutoApproval = (typeof AUTO_APPROVALS)[number];

/** When the head of the log is said aloud: the host keeps what it was told, and so keeps a head that the log must lead from. */
export const ECHOES = ['off', 'session-start'] as const;
export type Echo = (typeof ECHOES)[number];

/** Of which calls and events the full input is kept sealed, from most to least. */
export const SEALED = ['all', 'denied', 'off'] as const;
export type SealedCalls = (typeof SEALED)[number];

/** How much of the log stays in the database; older records go into archives. */
export interface Retention {
  /** Microseconds. */
  readonly keep: number;
  /** Bytes that the database may take on the disk. */
  readonly cap: number;
  /** Microseconds for which a record stays even where the database is larger than it may be: the managed layer's own word. */
  readonly floor: number;
}

export const RETENTION: Retention = { keep: 180 * 86_400_000_000, cap: 1_000_000_000, floor: 0 };

/** What the stages judge by: every layer met into one value (design §6). */
export interface Policy {
  readonly mode: Mode;
  readonly profile: Profile;
  /** `off` where absent. */
  readonly autoApprove?: AutoApproval;
  /** `off` where absent. */
  readonly seal?: SealedCalls;
  readonly roles: Readonly<Record<string, Role>>;
  /** What no role exceeds, whoever defined it. */
  readonly ceiling?: readonly Permission[];
  /** Those that are shipped, as they are shipped. */
  readonly rules: readonly Rule[];
  /** What the layers make of shipped rules, by id, where it is something else. */
  readonly stances: Readonly<Partial<Record<string, Stance>>>;
  /** The layers' own rules, as strict as the layers make them. */
  readonly own?: OwnRules;
  readonly context: ContextSettings;
  readonly exceptions: ExceptionTerms;
  readonly exceptedCalls?: readonly ExceptedCall[];
  /** `off` where absent. */
  readonly unusual?: Unusual;
  readonly strikes?: Strikes;
  /** How commits and pushes are guarded, where a layer says anything of it. */
  readonly git?: GitSettings;
  /** Nothing is bounded by capabilities where absent, but what holds some. */
  readonly capabilities?: CapabilityTerms;
  /** What is taken out of records and reasons beside what always is. */
  readonly withheld?: Withholding;
  /** Microseconds for which a session stays bound to who began it. */
  readonly sessionLifetime: number;
  /** `session-start` where absent. */
  readonly echo?: Echo;
  /** `RETENTION` where absent. */
  readonly retention?: Retention;
  /** SHA-256 over the layers and the program's version, hexadecimal; stands in every record. */
  readonly hash: string;
}
