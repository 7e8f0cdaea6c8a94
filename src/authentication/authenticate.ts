import { timingSafeEqual } from 'node:crypto';
import type { Snapshot } from '../domain/ports.ts';
import type { Principal } from '../domain/principal.ts';
import { err, ok, type Result } from '../domain/result.ts';
import { type ApiKey, hashSecret, parseKey } from './key.ts';

const REFUSALS = ['missing', 'malformed', 'unknown', 'wrong', 'expired', 'revoked', 'session-of-another'] as const;

export interface Refusal {
  readonly ruleId: `authentication.${'key-' | ''}${(typeof REFUSALS)[number]}`;
  readonly message: string;
  /** The command that mends it. */
  readonly instead: string;
}

/** The presented key, before the database is asked: only its form and checksum. The id is what the snapshot is read by. */
export function readKey(presented: string | undefined): Result<ApiKey, Refusal> {
  if (presented === undefined || presented.trim() === '') return err(REFUSAL.missing);
  const key = parseKey(presented);
  return key ? ok(key) : err(REFUSAL.malformed);
}

/** Who presents the key, and whether this session is theirs. `now` in microseconds. */
export function authenticate(
  presented: string | undefined,
  snapshot: Snapshot,
  now: number,
  pepper: Uint8Array,
): Result<Principal, Refusal> {
  const key = readKey(presented);
  if (!key.ok) return key;
  const stored = snapshot.key?.keyId === key.value.id ? snapshot.key : undefined;
  // An unknown id is compared too, with zeros, so that the time taken does not tell which ids exist.
  const expected = Buffer.from(stored?.hash ?? '', 'hex');
  const given = hashSecret(key.value.secret, pepper);
  const same = timingSafeEqual(given, expected.length === given.length ? expected : new Uint8Array(given.length));
  if (!stored) return err(REFUSAL.unknown);
  if (!same) return err(REFUSAL.wrong);
  if (stored.revokedAt !== undefined && stored.revokedAt <= now) return err(REFUSAL.revoked);
  if (stored.expiresAt !== undefined && stored.expiresAt <= now) return err(REFUSAL.expired);
  if (snapshot.sessionOwner !== undefined && snapshot.sessionOwner !== stored.principal.id) return err(REFUSAL['session-of-another']);
  return ok(stored.principal);
}

const NEW_KEY = 'Run `hookwarden init` to make a local key, or `hookwarden key create` and put it where this run looks for it.';

const REFUSAL: Readonly<Record<(typeof REFUSALS)[number], Refusal>> = {
  missing: {
    ruleId: 'authentication.key-missing',
    message: 'No API key was presented: the credential file is empty or not there, and HOOKWARDEN_API_KEY is not set.',
    instead: NEW_KEY,
  },
  malformed: {
    ruleId: 'authentication.key-malformed',
    message: 'The API key is not of the form hw_ID_SECRET_CHECKSUM, or its checksum is wrong: it was cut off or mistyped.',
    instead: 'Copy the whole key again, or make a new one with `hookwarden key create`.',
  },
  unknown: {
    ruleId: 'authentication.key-unknown',
    message: 'The API key is not known to this installation: it belongs to another one, or the state folder was made anew.',
    instead: NEW_KEY,
  },
  wrong: {
    ruleId: 'authentication.key-wrong',
    message: 'The API key has a known id but the wrong secret.',
    instead: 'Make a new key with `hookwarden key rotate`, and look into who presented this one.',
  },
  expired: {
    ruleId: 'authentication.key-expired',
    message: 'The API key has expired.',
    instead: 'Make a new one with `hookwarden key rotate`.',
  },
  revoked: {
    ruleId: 'authentication.key-revoked',
    message: 'The API key has been revoked.',
    instead: NEW_KEY,
  },
  'session-of-another': {
    ruleId: 'authentication.session-of-another',
    message: 'This session belongs to another principal than the one who presents the key.',
    instead: 'Start a new session, or present the key that began this one.',
  },
};
