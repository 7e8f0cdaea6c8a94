import { type Delegation, delegate } from '../capabilities/delegate.ts';
import type { Capability, CapabilityTerms, Chain, Held, Refused, SubagentGrant } from '../domain/capability.ts';
import { own } from '../domain/own.ts';

/** Who acts. */
export interface Actor {
  /** The principal's id. */
  readonly principal: string;
  /** Where it is one that the session's own agent has started. `handle` tells it from every other. */
  readonly agent?: { readonly handle: string; readonly type: string | undefined };
}

/** What a call is held against. */
export interface Bounds {
  /** Each of them has to cover the whole call; none where nothing bounds it. */
  readonly sets: readonly (readonly Chain[])[];
  /** What is held and gives nothing. */
  readonly refused: readonly Refused[];
}

/**
 * What the session holds bounds its own agent. One that this has started is bounded by what the policy has for its type, each link made
 * out of what the session holds; without a word for its type it has what its session has.
 */
export function boundsOf(held: readonly Held[], terms: CapabilityTerms | undefined, actor: Actor, now: number): Bounds {
  const { chains, refused } = sort(held, actor);
  const isBounded = held.length > 0 || terms?.required === true;
  const tables = grantsFor(actor, terms);
  if (tables.length === 0) return { sets: isBounded ? [chains] : [], refused };
  const sets = tables.map((grants, layer) =>
    grants.flatMap((grant, at) => {
      const id = `agent.${actor.agent?.handle}.${layer}.${at}`;
      return isBounded ? handedOn(chains, grant, id, actor, now) : [[rootFor(grant, id, actor, now)]];
    }),
  );
  return { sets, refused };
}

/** What the policy has for the agent's type, a list from each layer that says anything of it. */
function grantsFor({ agent }: Actor, terms: CapabilityTerms | undefined): readonly (readonly SubagentGrant[])[] {
  if (!agent || !terms) return [];
  const { type = OTHERS } = agent;
  return terms.subagents.map((table) => own(table, type) ?? own(table, OTHERS)).filter((grants) => grants !== undefined);
}

const OTHERS = '*';

function sort(held: readonly Held[], { principal }: Actor): { readonly chains: readonly Chain[]; readonly refused: readonly Refused[] } {
  const chains: Chain[] = [];
  const refused: Refused[] = [];
  for (const { chain } of held) {
    const last = chain.ok ? chain.value.at(-1) : undefined;
    if (!chain.ok) refused.push(chain.error);
    else if (last?.principal === principal) chains.push(chain.value);
    else refused.push({ reason: 'principal', ...(last && { id: last.id }) });
  }
  return { chains, refused };
}

function handedOn(parents: readonly Chain[], grant: SubagentGrant, id: string, { principal }: Actor, now: number): readonly Chain[] {
  return parents.flatMap((parent, at) => {
    const { type, resource, operations, constraints } = grant;
    const asked: Delegation = { id: `${id}.${at}`, principal, resource, operations, ...(constraints && { constraints }) };
    const made = parent.at(-1)?.type === type ? delegate(parent, asked, now) : undefined;
    return made?.ok ? [made.value.chain] : [];
  });
}

/** It is made anew at each call; so long its uses are remembered. */
const DAY = 86_400_000_000;

const rootFor = (grant: SubagentGrant, id: string, { principal }: Actor, now: number): Capability => ({
  constraints: {},
  ...grant,
  ...{ id, principal, issuedAt: now, expiresAt: now + DAY, depth: 0 },
});
