import type { TokenKey } from '../domain/capability-key.ts';
import { isObject, type JsonObject, type JsonValue } from '../domain/json.ts';
import { err, ok, type Result } from '../domain/result.ts';
import { type JwsFault, type Kind, openJws } from './jws.ts';
import { SKEW } from './token.ts';

/** The `typ` of a signed list: no token passes for one, and none for a token. */
export const LIST_TYPE = 'hookwarden-revocations+jwt';

export interface Revoked {
  /** `cap:ID` for a link and all that descends from it; `principal:ID` for all that this principal was given until then. */
  readonly subject: string;
  /** Microseconds since 1970. */
  readonly revokedAt: number;
  readonly because: string;
}

/** Everything that an installation has taken back, as of one time. */
export interface RevocationList {
  readonly issuer: string;
  /** Greater than that of every list before it. */
  readonly sequence: number;
  readonly issuedAt: number;
  readonly revoked: readonly Revoked[];
}

const SECOND = 1_000_000;
export const MAX_REVOKED = 20_000;
const MAX_BECAUSE = 500;
const SUBJECT = /^cap:[A-Za-z0-9_.-]{1,64}$|^principal:[^\x00-\x20\x7f]{1,100}$/;
const KIND: Kind = { type: LIST_TYPE, longest: 16 * 1024 * 1024, claims: { depth: 3, values: 4 * MAX_REVOKED + 10, keyLength: 10 } };

/** Times in whole seconds, and never earlier than they were: what was given out meanwhile is taken back, too. */
export const listClaims = ({ issuer, sequence, issuedAt, revoked }: RevocationList) => ({
  iss: issuer,
  iat: Math.floor(issuedAt / SECOND),
  seq: sequence,
  revoked: revoked.map(({ subject, revokedAt, because }) => ({
    sub: subject,
    at: Math.ceil(revokedAt / SECOND),
    why: because.slice(0, MAX_BECAUSE),
  })),
});

export type ListFault = JwsFault | 'not-yet-valid';

/** A list that one of these keys has signed in its issuer's own name. Whether it is newer than another is not asked here. */
export function readList(text: string, keys: readonly TokenKey[], now: number): Result<RevocationList, ListFault> {
  const opened = openJws(text, keys, KIND, now);
  if (!opened.ok) return opened;
  const { key, claims } = opened.value;
  const { iss, iat, seq, revoked, ...others } = claims;
  if (!isSeconds(iat) || !isCount(seq) || !isList(revoked) || Object.keys(others).length > 0) return err('malformed');
  if (iss !== key.issuer) return err('wrong-key');
  if (iat * SECOND > now + SKEW) return err('not-yet-valid');
  const entries = revoked.map((entry) => (isObject(entry) ? revokedIn(entry, iat) : undefined));
  const known = entries.filter((entry) => entry !== undefined);
  if (known.length !== entries.length || known.length > MAX_REVOKED) return err('malformed');
  return ok({ issuer: key.issuer, sequence: seq, issuedAt: iat * SECOND, revoked: known });
}

const isList = (value: JsonValue | undefined): value is readonly JsonValue[] => Array.isArray(value);
const isCount = (value: JsonValue | undefined): value is number => typeof value === 'number' && Number.isSafeInteger(value) && value > 0;
const isSeconds = (value: JsonValue | undefined): value is number => isCount(value) && Number.isSafeInteger(value * SECOND);

/** What a list takes back, it had taken back when it was signed: else it would reach what is given out after it. */
function revokedIn({ sub, at, why, ...others }: JsonObject, iat: number): Revoked | undefined {
  if (typeof sub !== 'string' || !SUBJECT.test(sub) || !isSeconds(at) || typeof why !== 'string') return undefined;
  if ((at - iat) * SECOND > SKEW) return undefined;
  if (why.length > MAX_BECAUSE || Object.keys(others).length > 0) return undefined;
  return { subject: sub, revokedAt: at * SECOND, because: why };
}
