import type { Session, Subagent } from '../domain/bound-session.ts';
import type { HookEvent } from '../domain/event.ts';

/** Of each session so many; those that have stopped go first, then those that started first. */
const MAX_AGENTS = 64;

/** The session with the agent that this event is of. What it may is never told by it: only who acts, and since when. */
export function withSubagent(session: Session, event: HookEvent, project: string, now: number): Session {
  const { agentId } = event;
  if (agentId === undefined) return session;
  const known = session.agents.find(({ id }) => id === agentId);
  const agent = agentAfter(known, event, { id: agentId, startedAt: now, ...(project !== session.project && { project }) }, now);
  if (agent === known) return session;
  const agents = known ? session.agents.map((other) => (other === known ? agent : other)) : [...session.agents, agent];
  return { ...session, agents: bounded(agents) };
}

function agentAfter(known: Subagent | undefined, { name, agentType, blocking }: HookEvent, first: Subagent, now: number): Subagent {
  const agent = known ?? { ...first, ...(agentType !== undefined && { type: agentType }) };
  if (name === 'SubagentStop') return agent.stoppedAt === undefined ? { ...agent, stoppedAt: now } : agent;
  if (agent.stoppedAt === undefined || blocking === 'never') return agent;
  const { stoppedAt: _stopped, ...again } = agent;
  return again;
}

function bounded(agents: readonly Subagent[]): readonly Subagent[] {
  if (agents.length <= MAX_AGENTS) return agents;
  const first = agents.find(({ stoppedAt }) => stoppedAt !== undefined) ?? agents[0];
  return agents.filter((agent) => agent !== first);
}
