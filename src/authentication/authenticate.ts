import { timingSafeEqual } from 'node:crypto';
import type { Snapshot } from '../domain/ports.ts';
import type { Principal } from '../domain/principal.ts';
import { err, ok, type Result } from '../domain/result.ts';
import { fitsGlob } from '../policy/glob.ts';
import { type ApiKey, hashSecret, parseKey } from './key.ts';

const REFUSALS = ['missing', 'malformed', 'unknown', 'wrong', 'expired', 'revoked', 'host', 'project', 'suspended'] as const;

export interface Refusal {
  readonly ruleId: `authentication.${'key-' | ''}${(typeof REFUSALS)[number]}` | `authentication.session-${'of-another' | 'ended'}`;
  readonly message: string;
  /** The command that mends it. */
  readonly instead: string;
}

/** What a refused attempt counts against, so that trying on and on is seen; nothing where no attempt was made, or the key was once good. */
export function attemptOf(presented: string | undefined, { ruleId }: Refusal): string | undefined {
  if (ruleId === 'authentication.key-wrong' || ruleId === 'authentication.key-unknown') return `key ${parseKey(presented ?? '')?.id}`;
  return ruleId === 'authentication.key-malformed' ? 'malformed keys' : undefined;
}

/** The presented key, before the database is asked: only its form and checksum. The id is what the snapshot is read by. */
function readKey(presented: string | undefined): Result<ApiKey, Refusal> {
  if (presented === undefined || presented.trim() === '') return err(REFUSAL.missing);
  const key = parseKey(presented);
  return key ? ok(key) : err(REFUSAL.malformed);
}

/** The id under which the presented key is looked up, if it has the form of a key at all. */
export function keyIdOf(presented: string | undefined): string | undefined {
  const key = readKey(presented);
  return key.ok ? key.value.id : undefined;
}

/** Where and when a key is presented; `now` in microseconds. */
export interface Occasion {
  readonly host: string;
  readonly project: string;
  readonly now: number;
  /** The clock has shown a later time before. */
  readonly setBack?: boolean;
}

/** Who presents the key, and whether it is good here and now. */
export function authenticate(
  presented: string | undefined,
  { key: known }: Pick<Snapshot, 'key'>,
  { host, project, now, setBack = false }: Occasion,
  pepper: Uint8Array,
): Result<Principal, Refusal> {
  const key = readKey(presented);
  if (!key.ok) return key;
  const stored = known?.keyId === key.value.id ? known : undefined;
  // An unknown id is compared too, with zeros, so that the time taken does not tell which ids exist.
  const expected = Buffer.from(stored?.hash ?? '', 'hex');
  const given = hashSecret(key.value.secret, pepper);
  const same = timingSafeEqual(given, expected.length === given.length ? expected : new Uint8Array(given.length));
  if (!stored) return err(REFUSAL.unknown);
  if (!same) return err(REFUSAL.wrong);
  if (stored.revokedAt !== undefined && stored.revokedAt <= now) return err(REFUSAL.revoked);
  if (stored.expiresAt !== undefined && stored.expiresAt <= now)
    return err(setBack ? { ...REFUSAL.expired, instead: SET_BACK } : REFUSAL.expired);
  if (!stored.hosts.some((glob) => fitsGlob(glob, host))) return err(REFUSAL.host);
  if (!stored.projects.some((glob) => fitsGlob(glob, project))) return err(REFUSAL.project);
  if (!stored.active) return err(REFUSAL.suspended);
  return ok(stored.principal);
}

const SET_BACK =
  'The clock was set back since, and what had expired stays so: see `hookwarden clock`; where it had been wrong before, an administrator runs `hookwarden clock reset`.';

const NEW_KEY = 'Run `hookwarden init` to make a local key, or `hookwarden key create` and put it where this run looks for it.';

const REFUSAL: Readonly<Record<(typeof REFUSALS)[number], Refusal>> = {
  missing: {
    ruleId: 'authentication.key-missing',
    message: 'No API key is at hand: none is unlocked, the credential file is empty or not there, and HOOKWARDEN_API_KEY is not set.',
    instead: 'Run `hookwarden unlock` where a password manager keeps the key, else `hookwarden init` to make a local one.',
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
  host: {
    ruleId: 'authentication.key-host',
    message: 'The API key is not good for this host.',
    instead: 'Present a key that is; `hookwarden key list` shows for which hosts each one is good.',
  },
  project: {
    ruleId: 'authentication.key-project',
    message: 'The API key is not good for this project.',
    instead: 'Present a key that is; `hookwarden key list` shows for which projects each one is good.',
  },
  suspended: {
    ruleId: 'authentication.suspended',
    message: 'The principal whom this API key is for is suspended.',
    instead: 'An administrator resumes it: `hookwarden principal resume ID`.',
  },
};
