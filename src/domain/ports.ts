import type { Rate } from './amounts.ts';
import type { Session } from './bound-session.ts';
import type { Held, LinkUse, UsedUp } from './capability.ts';
import type { Decision, Mode } from './decision.ts';
import type { Aftermath, Code, Grant, Prompted, PromptedGrant } from './exception.ts';
import type { Finding, Stage } from './finding.ts';
import type { JsonObject } from './json.ts';
import type { Outcome } from './outcome.ts';
import type { Principal } from './principal.ts';
import type { Result } from './result.ts';
import type { Withholding } from './secrets/additions.ts';
import type { Label } from './session.ts';

/** Microseconds since 1970, and a monotonic reading in microseconds for durations. */
export interface Clock {
  readonly now: () => number;
  readonly elapsed: () => number;
}

export interface Random {
  readonly bytes: (count: number) => Uint8Array;
}

/** Signs the head of the log. The algorithm byte of C2SP signed notes stands in `algorithm`. */
export interface Signer {
  readonly name: string;
  readonly algorithm: number;
  readonly publicKey: Uint8Array;
  readonly sign: (message: Uint8Array) => Uint8Array;
}

export interface StoredKey {
  readonly keyId: string;
  readonly principal: Principal;
  /** False while its principal is suspended. */
  readonly active: boolean;
  /** HMAC-SHA256 of the secret under the installation's pepper, hexadecimal. */
  readonly hash: string;
  readonly expiresAt?: number;
  readonly revokedAt?: number;
  readonly perMinute: number;
  readonly burst: number;
  /** Globs over the hosts that may present it, and over the projects in which it is good. */
  readonly hosts: readonly string[];
  readonly projects: readonly string[];
}

/** What one hook run reads before it judges, without a lock. */
export interface Snapshot {
  readonly key?: StoredKey;
  /** Where it has been seen. */
  readonly session?: KnownSession;
  /** Changes whenever a key, a principal or a revocation changes: the verdict relied on it. */
  readonly epoch: number;
  /** What is over by now, even where the clock was set back since. */
  readonly now: number;
  /** What lasts until now: neither a jump of the clock forward nor one back ends it. */
  readonly steady: number;
  /** What a person has let through that may concern the session, expired and used ones among them. */
  readonly grants?: readonly Grant[];
  /** When calls of the session were denied. */
  readonly denials?: readonly number[];
  /** What the session holds, or where it holds nothing yet what is presented. */
  readonly held?: readonly Held[];
}

/** A session with what is stored of it, byte for byte, so that a change can be told without a second look. */
export interface KnownSession {
  readonly session: Session;
  readonly sealed: Uint8Array;
}

export interface RecordDraft {
  readonly time: number;
  readonly kind: 'call' | 'event' | 'admin' | 'incident' | 'spooled';
  readonly session?: string;
  readonly toolUseId?: string;
  readonly traceparent?: string;
  readonly principal?: Principal;
  readonly host?: string;
  readonly event?: string;
  readonly tool?: string;
  /** The event or the act, redacted. */
  readonly subject: JsonObject;
  readonly findings: readonly Finding[];
  readonly decision: Decision;
  readonly mode: Mode;
  readonly stage: Stage;
  readonly risk: number;
  /** Microseconds spent in each stage. */
  readonly timings: Readonly<Partial<Record<Stage, number>>>;
  readonly policy: string;
  /** SHA-256 over session, tool use and input: the same call judged again within a minute is one record. */
  readonly callHash?: string;
  /** What the session is to remember of it. */
  readonly labels?: readonly Label[];
  /** The ids of the capabilities that it relied on, each behind what it descends from. */
  readonly capabilities?: readonly string[];
  /** SHA-256 over the tool and its input, of a call and of what is said of it afterwards; not part of the record. */
  readonly inputHash?: string;
  /** What the policy wants withheld beside what always is; not part of the record. */
  readonly withheld?: Withholding;
  /** What became of a call that was judged before; the store adds the record that judged it. */
  readonly outcome?: Outcome;
  /** Of a session that ends: what it has left in the log; the store adds it. */
  readonly sessionRecords?: SessionRecords;
}

/** How many records a session has, this one left out, since the first of them. */
export interface SessionRecords {
  readonly from: number;
  readonly count: number;
}

export type StoreFault = {
  readonly reason: 'missing' | 'foreign' | 'locked' | 'full' | 'read-only' | 'corrupt' | 'newer' | 'older' | 'unsafe' | 'exists' | 'sealed';
  /** What is wrong, where, and what to do; nothing secret. */
  readonly message: string;
};

export type Appended =
  | {
      readonly kind: 'appended';
      readonly id: string;
      readonly sequence: number;
      /** How many attempts of this source have failed lately, this one included. */
      readonly failures?: number;
      readonly stopped?: Code;
    }
  /** Judged within the last minute: counted, not recorded again. Its decision stands. */
  | { readonly kind: 'seen'; readonly id: string; readonly decision: Decision; readonly stopped?: Code }
  /** What the verdict relied on has changed: judge again with this. Nothing was written. */
  | { readonly kind: 'moved'; readonly snapshot: Snapshot }
  /** Over the key's rate: nothing was written; record the denial with `rate: false`. `retryAfter` in microseconds. */
  | { readonly kind: 'over-rate'; readonly retryAfter: number }
  /** A capability that it relies on is used up: nothing was written; record the denial. */
  | { readonly kind: 'used-up'; readonly link: UsedUp };

export interface AppendOptions {
  /** The epoch the verdict relied on; undefined for records that rely on nothing (refusals, admin). */
  readonly epoch?: number;
  /** What becomes of the session; without it the record leaves nothing there. */
  readonly session?: SessionChange;
  /** Records that go with this one: all are written, or none. */
  readonly also?: readonly RecordDraft[];
  /** Gives up where another process is writing. */
  readonly atOnce?: boolean;
  /** Counts against the key's rate. */
  readonly rate: boolean;
  /** The capabilities that it relies on and that are good for so many calls; counted, each or none. */
  readonly uses?: readonly LinkUse[];
  /** What the key's rate does not exceed. */
  readonly roleRate?: Rate;
  /** A failed attempt to be let in, by what was attempted: counted, and an incident where it goes on. */
  readonly failure?: string;
  readonly aftermath?: Aftermath;
  /** The input as it came, to be kept sealed beside the record, where there is a key to seal it to. */
  readonly seal?: Uint8Array;
}

export interface SessionChange {
  /** What the verdict relied on; another call of the same session may have changed it, which is nobody else's concern. */
  readonly before?: KnownSession;
  /** What is to be kept: the very same value where nothing is to be written. */
  readonly after: Session;
  /** Microseconds for which a session stays bound. */
  readonly lifetime: number;
}

/** How many records the log has, and the root over them. */
interface TreeHead {
  readonly size: number;
  readonly root: Uint8Array;
}

/** The installation's memory. One implementation is SQLite; a server or another account may stand behind it later. */
export interface Store {
  readonly snapshot: (keyId: string | undefined, session: string | undefined, now: number) => Result<Snapshot, StoreFault>;
  /** Commits durably before it returns. */
  readonly append: (draft: RecordDraft, options: AppendOptions) => Result<Appended, StoreFault>;
  /** Lets one call through, or says why not; either is recorded. */
  readonly grantPrompted: (request: PromptedGrant) => Result<Prompted, StoreFault>;
  /** What is kept as usual of a principal in a project (`Usual`); undefined where nothing is, or it cannot be read. */
  readonly usual: (principal: string, project: string) => string | undefined;
  /** As it is now; undefined where it is damaged. */
  readonly head: () => Result<TreeHead | undefined, StoreFault>;
  readonly close: () => void;
}
