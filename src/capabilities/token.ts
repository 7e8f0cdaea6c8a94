import type { Capability, Chain, HeldReason, Refused } from '../domain/capability.ts';
import type { TokenKey } from '../domain/capability-key.ts';
import { err, ok, type Result } from '../domain/result.ts';
import { brokenChain, outsideItsTime } from './covers.ts';
import { isRetired, type Kind, openJws } from './jws.ts';
import { chainIn } from './token-claims.ts';

/** The `typ` of a capability's token (RFC 8725, 3.11): nothing else that a key has signed passes for one. */
export const TOKEN_TYPE = 'hookwarden-capability+jwt';

/** Microseconds by which the clocks of those who issue and those who verify may differ. */
export const SKEW = 60_000_000;

const KIND: Kind = { type: TOKEN_TYPE, longest: 48 * 1024, claims: { depth: 8, values: 4000, keyLength: 40 } };

/**
 * The chain of a token that one of these keys has signed for here. Whether a link was revoked, and whose they are, is not asked. Where `now` is
 * before or after a link's time by no more than the skew, its time is given as reaching until then, so that whoever goes on with this chain and this
 * `now` needs no tolerance of their own.
 */
export function verifyToken(text: string, keys: readonly TokenKey[], now: number): Result<Chain, Refused> {
  const opened = openJws(text, keys, KIND, now);
  if (!opened.ok) return err({ reason: opened.error });
  const { key, claims } = opened.value;
  const chain = chainIn(claims, key);
  if (!chain.ok) return err({ reason: chain.error });
  const strange = keyFault(chain.value, keys, now);
  if (strange) return err(strange);
  const id = chain.value.at(-1)?.id;
  const reason = faultOf(chain.value, now);
  if (reason) return err({ reason, ...(id !== undefined && { id }) });
  return ok(chain.value.map((link) => (outsideItsTime(link, now) ? reaching(link, now) : link)));
}

/** Each link that was given out as a token falls with its own key, whoever has handed it on since; what was kept at home has none. */
export function keyFault(chain: Chain, keys: readonly TokenKey[], now: number): Refused | undefined {
  for (const { id, key } of chain) {
    const known = keys.find(({ kid }) => kid === key);
    if (key !== undefined && !known) return { reason: 'wrong-key', id };
    if (known && isRetired(known, now)) return { reason: 'retired-key', id };
  }
  return undefined;
}

function faultOf(chain: Chain, now: number): HeldReason | undefined {
  const broken = brokenChain(chain);
  if (broken) return broken === 'depth' ? 'too-deep' : 'broken-chain';
  for (const link of chain) {
    if (outsideItsTime(link, now + SKEW) === 'not-yet-valid') return 'not-yet-valid';
    if (outsideItsTime(link, now - SKEW) === 'expired') return 'expired';
  }
  return undefined;
}

const reaching = (link: Capability, now: number): Capability => ({
  ...link,
  issuedAt: Math.min(link.issuedAt, now),
  notBefore: Math.min(link.notBefore ?? link.issuedAt, now),
  expiresAt: Math.max(link.expiresAt, now + 1),
});
