import type { ExceptionTerms, Proof, Strikes } from './policy.ts';
import type { Principal } from './principal.ts';

export const GRANT_KINDS = ['once', 'allowance', 'pause'] as const;
export type GrantKind = (typeof GRANT_KINDS)[number];

/** What a person let through: one call, the calls that some rules stop, or all that any rule stops that is not absolute. */
export interface Grant {
  readonly id: string;
  readonly kind: GrantKind;
  readonly proof: Proof;
  /** The ids of the rules that it lifts; none for a pause, which lifts all. */
  readonly rules: readonly string[];
  /** A glob: only calls that stay below such a folder. */
  readonly path?: string;
  /** Of a single call: what stands for its session, and which one it is. */
  readonly session?: string;
  readonly eventHash?: string;
  /** Microseconds since 1970. */
  readonly grantedAt: number;
  readonly expiresAt: number;
  readonly grantedBy: string;
  readonly because: string;
  /** The hash of the call that used it up. */
  readonly usedBy?: string;
  readonly usedAt?: number;
}

/** A call that rules stopped and a person may let through. */
export interface Stopped {
  /** What the call was, without the host's id of it: the same call made again is the same. */
  readonly eventHash: string;
  readonly rules: readonly string[];
  /** What a person is shown of it; nothing secret. */
  readonly summary: string;
}

/** A process, told from a later one with the same number by when it began. */
export interface ProcessId {
  readonly pid: number;
  /** Clock ticks since the machine started. */
  readonly startedAt: number;
}

/** What stands above a hook that a host ran. */
export interface Lineage {
  readonly host: ProcessId;
  /** When the host started the process that became this hook: microseconds since 1970. */
  readonly startedAt: number;
}

/** The processes of this machine, as far as they may be seen. */
export interface Processes {
  /** Undefined where the hook was not run as a host runs it, or that cannot be told here. */
  readonly lineage: () => Lineage | undefined;
  readonly runs: (process: ProcessId) => boolean;
}

/** What an event says of the calls that may still be running in its session. */
export type Course =
  /** `lasting`: what it starts may go on until the session ends. */
  | { readonly kind: 'begins'; readonly call: string | undefined; readonly agent: string; readonly lasting: boolean }
  | { readonly kind: 'ends'; readonly call: string }
  /** The answer of an agent is finished, and with it every call that it waited for. */
  | { readonly kind: 'answered'; readonly agent: string }
  /** Nothing but which process the host is. */
  | { readonly kind: 'hosted' };

/** What is to be kept of a call besides its record. */
export interface Aftermath {
  /** The exceptions for a single call that it uses up. */
  readonly used: readonly string[];
  readonly stopped?: Stopped;
  readonly course?: Course;
  /** Set where it was denied, and denials are counted. */
  readonly strikes?: Strikes;
  readonly processes: Processes;
}

/** How a person may name a call that was stopped. */
export interface Code {
  readonly code: string;
  /** Whether a prompt could let it through: it came from the process that is the session's host. */
  readonly byPrompt: boolean;
}

/** A prompt that is nothing but a grant. */
export interface PromptedGrant {
  readonly code: string;
  readonly session: string;
  readonly principal: Principal;
  readonly terms: ExceptionTerms;
  /** Whether a person is there who can have typed it. */
  readonly attended: boolean;
  readonly processes: Processes;
  readonly policy: string;
  readonly now: number;
}

export type Prompted =
  | { readonly granted: true; readonly grant: Grant; readonly summary: string }
  | { readonly granted: false; readonly why: string };

const MINUTE = 60_000_000;
/** How long a stopped call can be let through by its code. */
export const CODE_LIFETIME = 30 * MINUTE;
/** How long a call that was let through has to be made. */
export const ONCE_LIFETIME = 10 * MINUTE;
/** A pause is for emergencies. */
export const LONGEST_PAUSE = 60 * MINUTE;

/** Crockford's: no letter that is read as another, or as a digit. */
const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const CODE_LENGTH = 6;
const CODE = /^HW-([0-9A-HJKMNP-TV-Z]{6})$/;

/** The process that the host started for a prompt is younger than every call by at least this: no call became it. */
export const YOUNGER_BY = 1_000_000;

/** A call as one process makes it: what a prompt to that process lets through, another one cannot use. */
export const madeBy = (eventHash: string, { pid, startedAt }: ProcessId): string => `${eventHash} ${pid} ${startedAt}`;

/** A name and no secret: knowing it gains nothing. */
export const codeFrom = (bytes: Uint8Array): string =>
  `HW-${Array.from(bytes.subarray(0, CODE_LENGTH), (byte) => ALPHABET.charAt(byte & 31)).join('')}`;

/** As a person types it: in any case, with O for 0 and I or L for 1. */
export function readCode(text: string): string | undefined {
  // A code without its prefix may itself begin like it.
  const digits = text
    .trim()
    .toUpperCase()
    .replace(/^HW-?(?=.{6}$)/, '')
    .replaceAll('O', '0')
    .replace(/[IL]/g, '1');
  return CODE.test(`HW-${digits}`) ? `HW-${digits}` : undefined;
}

/** The code that a prompt names which is nothing but a grant. */
export function grantedIn(prompt: string | undefined): string | undefined {
  const [, code] = /^\s{0,20}hookwarden\s{1,5}allow\s{1,5}(HW-\w{6})\s{0,20}$/i.exec(prompt?.slice(0, 200) ?? '') ?? [];
  return code === undefined || (prompt?.length ?? 0) > 200 ? undefined : readCode(code);
}
