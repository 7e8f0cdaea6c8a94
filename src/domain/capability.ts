import type { Window } from './policy.ts';
import type { Result } from './result.ts';

export const RESOURCE_TYPES = ['filesystem', 'network', 'mcp_tool', 'process'] as const;
export type ResourceType = (typeof RESOURCE_TYPES)[number];

/** What may be done with a resource of each type: the second half of an effect's name, but for tools and programs, which are one thing each. */
export const OPERATIONS: Readonly<Record<ResourceType, readonly string[]>> = {
  filesystem: ['read', 'list', 'write', 'append', 'delete', 'move', 'link', 'chmod'],
  network: ['request', 'upload', 'download', 'listen'],
  mcp_tool: ['call'],
  process: ['run'],
};

/**
 * What narrows a capability further; each one that is there has to hold. Globs are those of policies: `*`, `**`, `?`, `[…]`, at most three
 * wildcards. One that a reader does not know makes the whole capability void.
 */
export interface Constraints {
  /** Globs over paths, below the project or absolute. */
  readonly paths?: readonly string[];
  /** With their dot: `.ts`. */
  readonly extensions?: readonly string[];
  /** What a call may write to one file; where only the run can tell how much it is, the call is not covered. */
  readonly maxBytes?: number;
  /** Globs over host names, the dot parting their pieces. */
  readonly domains?: readonly string[];
  readonly httpsOnly?: boolean;
  /** In capitals: `GET`. Where the call does not say which, it is not covered. */
  readonly methods?: readonly string[];
  /** Globs over tools: `server/tool`, or the name of a built-in one. */
  readonly tools?: readonly string[];
  /** Names of programs, as invocations have them after wrappers are peeled off. */
  readonly programs?: readonly string[];
  readonly deniedPrograms?: readonly string[];
  /** Globs over kinds of effects: `git.*`. */
  readonly effects?: readonly string[];
  readonly deniedEffects?: readonly string[];
  /** What may follow the program's name: each a list of globs, one a word; `**` as the last stands for any more words. */
  readonly arguments?: readonly (readonly string[])[];
  /** Globs over the working folder, as `paths`. */
  readonly folders?: readonly string[];
  /** What lies outside of all of them is not covered. */
  readonly hours?: readonly Window[];
  /** How many calls it covers in all, those of its descendants included. */
  readonly uses?: number;
  /** Calls a minute, those of its descendants included. */
  readonly perMinute?: number;
  /** How many times it may be handed on; 0 for never. */
  readonly maxDepth?: number;
}

/** That a principal may do these operations on this resource, within these constraints, until then. */
export interface Capability {
  readonly id: string;
  readonly type: ResourceType;
  /** A glob: over paths, host names, `server/tool` or names of programs. */
  readonly resource: string;
  readonly operations: readonly string[];
  readonly constraints: Constraints;
  /** Whose it is: a principal's id. */
  readonly principal: string;
  /** Microseconds since 1970, as all times here. */
  readonly issuedAt: number;
  readonly notBefore?: number;
  readonly expiresAt: number;
  /** The id of the one that it was delegated from. */
  readonly parent?: string;
  /** How many ancestors it has. */
  readonly depth: number;
  /** The `kid` of the key that signs it, where it was given out as a token: wherever it stands in a chain, it ends with that key. */
  readonly key?: string;
}

/** A capability behind all of its ancestors, the root first. Every link has to hold wherever the last one is to. */
export type Chain = readonly Capability[];

/** How deep a chain may be at all. */
export const MAX_DEPTH = 8;

/** The longest that one may last, from its issue to its end. */
export const MAX_LIFETIME = 366 * 86_400_000_000;

/** Why what a caller holds gives nothing at all, whatever the call. */
const HELD_REASONS = [
  'malformed',
  'oversized',
  'unknown',
  'unknown-constraint',
  'wrong-signature',
  'wrong-key',
  'wrong-algorithm',
  'retired-key',
  'wrong-audience',
  'not-yet-valid',
  'expired',
  'revoked',
  'too-deep',
  'broken-chain',
  'principal',
  'token-needed',
] as const;
export type HeldReason = (typeof HELD_REASONS)[number];

export interface Refused {
  readonly reason: HeldReason;
  /** The id of the link that is at fault, where it can be told; never the token. */
  readonly id?: string;
}

/** What a caller presents, as it was presented: the id of a capability that is kept here, or a token. Not for the log. */
export interface Held {
  readonly text: string;
  readonly chain: Result<Chain, Refused>;
}

/** A link that a call relies on, with what bounds how often it may be relied on. */
export interface LinkUse extends Pick<Constraints, 'uses' | 'perMinute'>, Pick<Capability, 'id' | 'expiresAt'> {}

/** A link that has been relied on as often as it may be. */
export interface UsedUp {
  readonly id: string;
  readonly violation: 'uses' | 'rate';
  /** Microseconds. */
  readonly retryAfter?: number;
}

/** What an agent that another one starts may do, told by the policy for all of its type. */
export interface SubagentGrant extends Pick<Capability, 'type' | 'resource' | 'operations'> {
  readonly constraints?: Constraints;
}

/** What a policy says of capabilities. */
export interface CapabilityTerms {
  /** A call passes only where capabilities cover all that it does. */
  readonly required: boolean;
  /** By the type of the agent, `*` for any other; a table from each layer that has one. Every one of them has to cover a call. */
  readonly subagents: readonly Readonly<Record<string, readonly SubagentGrant[]>>[];
}
