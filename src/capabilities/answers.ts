import type { Capability, Chain, HeldReason, Refused } from '../domain/capability.ts';
import type { Delegation } from './delegate.ts';
import type { Violation } from './violation.ts';

/** What is asked for; whoever keeps it gives it its id. */
export type Asked = Omit<Capability, 'id' | 'parent' | 'depth' | 'issuedAt'>;
export type AskedOfParent = Omit<Delegation, 'id'>;

/** Granted or denied, either is recorded. */
export type Answered =
  | { readonly kind: 'granted'; readonly chain: Chain /** What is less than was asked for. */; readonly narrowed: readonly string[] }
  | { readonly kind: 'denied'; readonly reason: HeldReason | Violation | 'no-principal' | 'suspended' };

/** What taking one back has done. */
export interface Revoked {
  /** Whether it is kept here; a token is not, and neither is a name that was mistyped. */
  readonly kept: boolean;
  /** How many that are kept here have gone with it. */
  readonly descendants: number;
}

/** A capability as it may be shown. */
export interface ListedCapability {
  readonly id: string;
  /** Absent where its row is not as it was signed. */
  readonly capability?: Capability;
  /** Why it gives nothing now; absent where it is good. */
  readonly refused?: Refused;
  /** Why it was taken back, where it was. */
  readonly because?: string;
  /** How many calls have relied on it, where those are counted. */
  readonly used: number;
}
