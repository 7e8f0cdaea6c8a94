import { type Capability, type Chain, type Constraints, MAX_DEPTH } from '../domain/capability.ts';
import { err, ok, type Result } from '../domain/result.ts';
import { brokenChain, outsideItsTime } from './covers.ts';
import type { Violation } from './violation.ts';

/** What is asked for. What is left out is as it is in the parent. */
export interface Delegation {
  readonly id: string;
  readonly principal: string;
  readonly resource?: string;
  readonly operations?: readonly string[];
  readonly constraints?: Constraints;
  readonly notBefore?: number;
  readonly expiresAt?: number;
  /** The key that is to sign it, where it is to be a token. */
  readonly key?: string;
}

export interface Delegated {
  readonly chain: Chain;
  /** What was asked for and is less now, because the parent has no more. */
  readonly narrowed: readonly string[];
}

/**
 * A link more at the end of a chain, never wider than any before it: times and numbers are cut to what the parent has, operations to those
 * it has. Globs and lists need no cutting, because every link of a chain has to hold wherever the last one is to.
 */
export function delegate(chain: Chain, asked: Delegation, now: number): Result<Delegated, Violation> {
  const parent = chain.at(-1);
  const broken = brokenChain(chain);
  if (broken || !parent) return err(broken ?? 'broken-chain');
  const late = chain.map((link) => outsideItsTime(link, now)).find((violation) => violation === 'expired');
  if (late) return err(late);
  const operations = (asked.operations ?? parent.operations).filter((operation) => parent.operations.includes(operation));
  if (operations.length === 0) return err('operation');
  const constraints = narrower(parent.constraints, asked.constraints ?? {});
  const expiresAt = Math.min(asked.expiresAt ?? parent.expiresAt, parent.expiresAt);
  const child: Capability = {
    id: asked.id,
    type: parent.type,
    resource: asked.resource ?? parent.resource,
    operations,
    constraints,
    principal: asked.principal,
    issuedAt: now,
    notBefore: Math.max(now, asked.notBefore ?? now, parent.notBefore ?? now),
    expiresAt,
    parent: parent.id,
    depth: parent.depth + 1,
    ...(asked.key !== undefined && { key: asked.key }),
  };
  const whole = [...chain, child];
  const deep = brokenChain(whole);
  if (deep) return err(deep);
  const narrowed = [
    ...(operations.length < (asked.operations?.length ?? 0) ? ['operations'] : []),
    ...(expiresAt < (asked.expiresAt ?? 0) ? ['expiresAt'] : []),
    ...NUMBERS.filter((name) => (constraints[name] ?? 0) < (asked.constraints?.[name] ?? 0)),
  ];
  return ok({ chain: whole, narrowed });
}

const NUMBERS = ['maxBytes', 'uses', 'perMinute', 'maxDepth'] as const;

function narrower(parent: Constraints, asked: Constraints): Constraints {
  const numbers = NUMBERS.flatMap((name) => {
    const bound = name === 'maxDepth' ? (parent.maxDepth ?? MAX_DEPTH) - 1 : parent[name];
    const values = [bound, asked[name]].filter((value) => value !== undefined);
    return values.length > 0 ? [[name, Math.min(...values)] as const] : [];
  });
  const https = parent.httpsOnly === true || asked.httpsOnly === true;
  return { ...asked, ...Object.fromEntries(numbers), ...(https && { httpsOnly: true }) };
}
