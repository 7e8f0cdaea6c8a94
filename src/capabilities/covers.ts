import { type Capability, type Chain, MAX_DEPTH } from '../domain/capability.ts';
import { constraintViolation } from './constraints.ts';
import type { Moment, Need } from './need.ts';
import { coversName } from './resource.ts';
import type { Violation } from './violation.ts';

/** Undefined where every link of the chain covers it; else what the first link that does not objects to. */
export function violationOf(chain: Chain, need: Need, moment: Moment): Violation | undefined {
  const broken = brokenChain(chain);
  if (broken) return broken;
  for (const link of chain) {
    const violation = outsideItsTime(link, moment.now) ?? violationOfLink(link, need, moment);
    if (violation) return violation;
  }
  return undefined;
}

/** A chain whose links do not follow from each other is none, whoever signed them. */
export function brokenChain(chain: Chain): 'depth' | 'broken-chain' | undefined {
  if (chain.length === 0 || chain.length > MAX_DEPTH + 1) return 'depth';
  const ids = new Set(chain.map(({ id }) => id));
  if (ids.size !== chain.length) return 'broken-chain';
  for (const [at, link] of chain.entries()) {
    if (link.depth !== at || link.parent !== chain[at - 1]?.id) return 'broken-chain';
    if (chain.length - 1 - at > (link.constraints.maxDepth ?? MAX_DEPTH)) return 'depth';
  }
  return undefined;
}

export function outsideItsTime({ notBefore, issuedAt, expiresAt }: Capability, now: number): 'not-yet-valid' | 'expired' | undefined {
  if (now < (notBefore ?? issuedAt)) return 'not-yet-valid';
  return now < expiresAt ? undefined : 'expired';
}

function violationOfLink(link: Capability, need: Need, moment: Moment): Violation | undefined {
  if (link.type !== need.type) return 'type';
  if (!link.operations.includes(need.operation)) return 'operation';
  for (const name of need.names) {
    // Of what only the run can tell, nothing can be said.
    if (name === undefined) return 'unknown-resource';
    if (!coversName(link.type, link.resource, name, need.tree)) return 'resource';
    if (isInner(need) && !isNamed(link, name)) return 'private-address';
  }
  return constraintViolation(link.constraints, need, moment);
}

const INNER: readonly string[] = ['loopback', 'private', 'metadata', 'ip'];

/** What only this machine or its network can reach, and addresses that no name stands behind. */
const isInner = ({ effects, type }: Need): boolean =>
  type === 'network' && effects.some(({ operand }) => operand?.classes.some((name) => INNER.includes(name)) ?? false);

const isNamed = ({ resource, constraints }: Capability, host: string): boolean => [resource, ...(constraints.domains ?? [])].includes(host);
