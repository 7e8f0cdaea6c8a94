import type { Session } from '../domain/bound-session.ts';
import type { Held, HeldReason } from '../domain/capability.ts';

/** What says nothing that could be known again is refused, and not kept. */
const NAMELESS: readonly HeldReason[] = ['malformed', 'oversized'];

/** The session with what it presents first; from then on it holds that, whatever is presented later, and never nothing. */
export function holding(session: Session, held: readonly Held[]): Session {
  if (session.capabilities) return session;
  const texts = held.filter(({ chain }) => chain.ok || !NAMELESS.includes(chain.error.reason)).map(({ text }) => text);
  return texts.length === 0 ? session : { ...session, capabilities: texts, heldFor: session.project };
}

/** The session once it is recorded what one of its agents was handed; `mark` stands for that. */
export function withDelegation(session: Session, agentId: string, mark: string): Session {
  const agents = session.agents.map((agent) => (agent.id === agentId ? { ...agent, delegated: mark } : agent));
  return { ...session, agents };
}
