import { hash } from 'node:crypto';
import { type Actor, type Bounds, boundsOf } from '../authorization/bounds.ts';
import { authorizeHeld, type Covered } from '../authorization/held.ts';
import type { Moment } from '../capabilities/need.ts';
import type { Analysis } from '../domain/action.ts';
import type { Session } from '../domain/bound-session.ts';
import type { Chain, Held } from '../domain/capability.ts';
import type { HookEvent } from '../domain/event.ts';
import type { JsonObject } from '../domain/json.ts';
import type { Policy } from '../domain/policy.ts';

/** What one call is held against, and what has to be recorded of it first. */
export interface Bounding {
  readonly cover: (analysis: Analysis) => Covered;
  /** What an agent was handed by the one that started it, where that is news. */
  readonly delegation?: Delegated;
}

interface Delegated {
  readonly agent: string;
  /** Stands for what was handed on, to know it again. */
  readonly mark: string;
  readonly subject: JsonObject;
}

/** Of a call in this session; undefined where nothing bounds it. `shown` takes out of a text what must not be repeated. */
export function boundingOf(
  event: HookEvent,
  session: Session,
  held: readonly Held[],
  { capabilities: terms }: Policy,
  { files, now }: Omit<Moment, 'project'>,
  shown: (text: string) => string,
): Bounding | undefined {
  const actor = actorOf(event, session);
  const bounds = boundsOf(held, terms, actor, now);
  if (bounds.sets.length === 0) return undefined;
  const delegation = delegationOf(event, session, actor, bounds);
  // An agent chooses the folder that it works in, and with that the project of a call.
  const place = { project: session.heldFor ?? session.project, files, now };
  return { cover: (analysis) => authorizeHeld(analysis, bounds, place, shown), ...(delegation && { delegation }) };
}

/** The type that an agent had first is the one that it keeps. */
function actorOf({ agentId, agentType }: HookEvent, { id, owner, agents }: Session): Actor {
  if (agentId === undefined) return { principal: owner };
  const known = agents.find((agent) => agent.id === agentId);
  const handle = hash('sha256', JSON.stringify([id, agentId]), 'hex').slice(0, 16);
  return { principal: owner, agent: { handle, type: known?.type ?? agentType } };
}

function delegationOf({ agentId }: HookEvent, { agents }: Session, { agent }: Actor, { sets }: Bounds): Delegated | undefined {
  if (agentId === undefined || !agent) return undefined;
  const handed = sets.flat().map((chain) => describeLast(chain));
  const mark = hash('sha256', JSON.stringify(handed), 'hex').slice(0, 32);
  if (agents.find(({ id }) => id === agentId)?.delegated === mark) return undefined;
  const correlation = sets.flat()[0]?.[0]?.id ?? agent.handle;
  return { agent: agentId, mark, subject: { correlation, agent: agentId, agentType: agent.type, capabilities: handed } };
}

/** Without its times, which are those of the call. */
function describeLast(chain: Chain): JsonObject {
  const last = chain.at(-1);
  const constraints: JsonObject = JSON.parse(JSON.stringify(last?.constraints ?? {}));
  return { id: last?.id, parent: last?.parent, type: last?.type, resource: last?.resource, operations: last?.operations, constraints };
}
