import { MAX_CAPABILITY } from '../capabilities/parse.ts';
import { refusalOf } from '../capabilities/refusal.ts';
import { type Chain, MAX_DEPTH, type Refused } from '../domain/capability.ts';
import { err, type Result } from '../domain/result.ts';
import { type CapabilityKey, readChain } from './capabilities.ts';
import { revokedIn } from './capability-revocations.ts';
import type { Connection } from './sqlite.ts';

/** Who is asked about what is presented: a capability that is kept here by its id, a token by whatever verifies tokens. */
export interface Registry {
  readonly db: Connection;
  readonly key: CapabilityKey;
  /** Where absent, no token is known. */
  readonly verifyToken?: (token: string, now: number) => Result<Chain, Refused>;
}

const ID = /^cap_[A-Za-z0-9_-]{1,60}$/;
/** A token holds a whole chain. */
const MAX_TEXT = 2 * MAX_CAPABILITY * (MAX_DEPTH + 1);

/** What a presented text gives at that time, and to that principal where one is named. */
export function resolve(registry: Registry, text: string, now: number, principal?: string): Result<Chain, Refused> {
  const chain = open(registry, text, now);
  if (!chain.ok) return chain;
  const refused = refusalOf(chain.value, {
    now,
    ...(principal !== undefined && { principal }),
    isRevoked: revokedIn(registry.db, chain.value),
  });
  return refused ? err(refused) : chain;
}

function open({ db, key, verifyToken }: Registry, text: string, now: number): Result<Chain, Refused> {
  if (text.length > MAX_TEXT) return err({ reason: 'oversized' });
  if (ID.test(text)) return readChain(db, key, text);
  if (!text.includes('.')) return err({ reason: 'malformed' });
  return verifyToken ? verifyToken(text, now) : err({ reason: 'wrong-key' });
}
