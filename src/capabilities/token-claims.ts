import { type Capability, type Chain, MAX_DEPTH } from '../domain/capability.ts';
import { isObject, type JsonObject, type JsonValue } from '../domain/json.ts';
import { err, ok, type Result } from '../domain/result.ts';
import { hasOthers, type ParseReason, parseCapability } from './parse.ts';

/** Whom a token comes from and whom it is made out to. */
export interface Address {
  readonly issuer: string;
  readonly audience: string;
}

const SECOND = 1_000_000;
const LINK = ['sub', 'jti', 'iat', 'nbf', 'exp', 'par', 'kid', 'cap'];
const CAPABILITY = ['type', 'resource', 'operations', 'constraints'];
const MAX_AUDIENCES = 16;

/**
 * The claims of one token for a whole chain: those of its last link, and under `prf` those of its ancestors, the root first, each with the `kid` of
 * its own key where it was given out as a token. One signature over all of them, so that no ancestor's token can be cut out of its child's. Times are whole seconds, as RFC 7519 has them; none is wider than
 * the capability's own.
 */
export function claimsOf(chain: Chain, { issuer, audience }: Address) {
  const ancestors = chain.slice(0, -1).map((link) => ({ ...linkClaims(link), ...(link.key !== undefined && { kid: link.key }) }));
  const [last] = chain.slice(-1).map(linkClaims);
  return { iss: issuer, aud: audience, ...last, ...(ancestors.length > 0 && { prf: ancestors }) };
}

function linkClaims({ id, principal, issuedAt, notBefore, expiresAt, parent, type, resource, operations, constraints }: Capability) {
  return {
    sub: principal,
    jti: id,
    iat: Math.floor(issuedAt / SECOND),
    nbf: Math.ceil((notBefore ?? issuedAt) / SECOND),
    exp: Math.floor(expiresAt / SECOND),
    ...(parent !== undefined && { par: parent }),
    cap: { type, resource, operations, constraints: { ...constraints } },
  };
}

export type ClaimsFault = ParseReason | 'too-deep' | 'wrong-audience' | 'wrong-key';

/** The chain in the claims of a token; whether its links follow from each other, and when they hold, is not asked here. */
export function chainIn(claims: JsonObject, { kid, issuer, audience }: Address & { readonly kid: string }): Result<Chain, ClaimsFault> {
  const { iss, aud, prf, ...last } = claims;
  const audiences = Array.isArray(aud) ? aud : [aud];
  if (typeof iss !== 'string' || audiences.length > MAX_AUDIENCES || !audiences.every((name) => typeof name === 'string'))
    return err('malformed');
  // A key signs for one installation: in the name of another its signature says nothing.
  if (iss !== issuer) return err('wrong-key');
  if (!audiences.includes(audience)) return err('wrong-audience');
  const ancestors: readonly JsonValue[] | undefined = prf === undefined ? [] : listIn(prf);
  if (ancestors === undefined) return err('malformed');
  if (ancestors.length > MAX_DEPTH) return err('too-deep');
  const chain: Capability[] = [];
  // A key speaks for itself in the header alone.
  if (last['kid'] !== undefined) return err('malformed');
  for (const [depth, link] of [...ancestors, { ...last, kid }].entries()) {
    const capability = capabilityIn(link, depth);
    if (!capability.ok) return capability;
    chain.push(capability.value);
  }
  return ok(chain);
}

const listIn = (value: JsonValue): readonly JsonValue[] | undefined => (Array.isArray(value) ? value : undefined);

/** What this program does not know, in whatever place, might narrow the capability: nothing is passed over. */
function capabilityIn(link: JsonValue, depth: number): Result<Capability, ParseReason> {
  if (!isObject(link)) return err('malformed');
  const { sub, jti, iat, nbf, exp, par, kid, cap } = link;
  if (!isObject(cap)) return err('malformed');
  if (hasOthers(link, LINK) || hasOthers(cap, CAPABILITY)) return err('unknown-constraint');
  const [issuedAt, notBefore, expiresAt] = [iat, nbf, exp].map(microseconds);
  if (notBefore === undefined) return err('malformed');
  const place = { depth, ...(par !== undefined && { parent: par }), ...(kid !== undefined && { key: kid }) };
  return parseCapability({ ...cap, id: jti, principal: sub, issuedAt, notBefore, expiresAt, ...place });
}

/** Whole seconds only: what is beyond 2^53 microseconds, or between two seconds, is no time of ours. */
const microseconds = (value: JsonValue | undefined): number | undefined =>
  typeof value === 'number' && Number.isInteger(value) ? value * SECOND : undefined;
