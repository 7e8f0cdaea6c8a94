import { MAX_CAPABILITY } from '../capabilities/parse.ts';
import { refusalOf } from '../capabilities/refusal.ts';
import { keyFault, verifyToken } from '../capabilities/token.ts';
import { type Chain, MAX_DEPTH, type Refused } from '../domain/capability.ts';
import type { TokenKey } from '../domain/capability-key.ts';
import { err, type Result } from '../domain/result.ts';
import { type CapabilityKey, readChain } from './capabilities.ts';
import { revokedIn } from './capability-revocations.ts';
import type { Connection } from './sqlite.ts';

/** What is presented is asked about here: a capability that is kept in the database by its id, a token by its key. */
export interface Registry {
  readonly db: Connection;
  readonly key: CapabilityKey;
  /** Whose tokens count; where absent, nobody's do. */
  readonly tokenKeys?: () => readonly TokenKey[];
}

const ID = /^cap_[A-Za-z0-9_-]{1,60}$/;
/** A token holds a whole chain. */
const MAX_TEXT = 2 * MAX_CAPABILITY * (MAX_DEPTH + 1);

/**
 * What a presented text gives at that time, and to that principal where one is named. A token holds the ids of its ancestors, each of which may do
 * more: what was given out as a token is presented by nothing less.
 */
export function resolve(registry: Registry, text: string, now: number, principal?: string): Result<Chain, Refused> {
  const chain = standing(registry, text, now, principal);
  return chain.ok && ID.test(text) && chain.value.at(-1)?.key !== undefined ? err({ reason: 'token-needed', id: text }) : chain;
}

/** As `resolve`, for whoever does not present it: of what is kept here, the id is enough. */
export function standing(registry: Registry, text: string, now: number, principal?: string): Result<Chain, Refused> {
  const chain = open(registry, text, now);
  if (!chain.ok) return chain;
  const refused = refusalOf(chain.value, {
    now,
    ...(principal !== undefined && { principal }),
    isRevoked: revokedIn(registry.db, chain.value),
  });
  return refused ? err(refused) : chain;
}

function open({ db, key, tokenKeys = () => [] }: Registry, text: string, now: number): Result<Chain, Refused> {
  if (text.length > MAX_TEXT) return err({ reason: 'oversized' });
  if (!ID.test(text)) return text.includes('.') ? verifyToken(text, tokenKeys(), now) : err({ reason: 'malformed' });
  const chain = readChain(db, key, text);
  const fault = chain.ok && chain.value.some((link) => link.key !== undefined) ? keyFault(chain.value, tokenKeys(), now) : undefined;
  return fault ? err(fault) : chain;
}
