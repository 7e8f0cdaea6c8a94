import { isObject, type JsonObject, stringAt } from './json.ts';
import { isSessionLabel, LABEL_LIFETIME, type SessionLabel } from './session.ts';

/** A session as the host names it, bound to who acts in it. All times in microseconds, on the steady clock. */
export interface Session {
  readonly id: string;
  /** The id of the principal. */
  readonly owner: string;
  readonly host: string;
  /** A git root, or the host's own word for it. */
  readonly project: string;
  /** The folder of the transcript: where the host keeps what was said. */
  readonly transcripts?: string;
  readonly permissionMode?: string;
  readonly boundAt: number;
  /** To some minutes. */
  readonly seenAt: number;
  readonly ended?: SessionEnd;
  readonly agents: readonly Subagent[];
  /** Other principals that have tried to act in it; each was an incident once. */
  readonly intruders: readonly string[];
  /** What its calls did, expired ones among them. */
  readonly labels: readonly SessionLabel[];
  /** What it holds, as it was first presented: ids of capabilities, or tokens. */
  readonly capabilities?: readonly string[];
  /** The project that this is about, wherever the session goes since: whoever may enter a folder has not brought its capabilities there. */
  readonly heldFor?: string;
}

/** What the host has ended may be taken up again; what an administrator has ended may not. */
interface SessionEnd {
  readonly at: number;
  readonly by: 'host' | 'administrator';
}

/** An agent that the session's own has started. */
export interface Subagent {
  readonly id: string;
  readonly type?: string;
  /** Where it works elsewhere than the session: in a worktree of its own. */
  readonly project?: string;
  readonly startedAt: number;
  readonly stoppedAt?: number;
  /** Stands for what it was last recorded to have been handed. */
  readonly delegated?: string;
}

/** A session that an administrator has ended stays known, and refused, for as long as anybody might take it up again. */
const REFUSED_FOR = 180 * 86_400_000_000;

/** Until when a session is worth keeping; later its row may go. */
export function keepUntil({ boundAt, seenAt, ended, labels }: Session, lifetime: number): number {
  const last = labels.reduce((latest, { time }) => Math.max(latest, time), seenAt);
  return Math.max(boundAt + lifetime, last + LABEL_LIFETIME, ended?.by === 'administrator' ? ended.at + REFUSED_FOR : 0);
}

/** Whether a verdict that relied on the one session stands on the other: who owns it, where it is, and whether it has ended. */
export const sameBinding = (left: Session, right: Session): boolean =>
  left.owner === right.owner &&
  left.project === right.project &&
  left.host === right.host &&
  left.ended?.by === right.ended?.by &&
  left.heldFor === right.heldFor &&
  left.capabilities?.join() === right.capabilities?.join();

export const formatSession = (session: Session): string => JSON.stringify({ format: FORMAT, ...session });

const FORMAT = 1;

/** Undefined for what `formatSession` has not made. */
export function parseSession(text: string): Session | undefined {
  const value: unknown = JSON.parse(text);
  if (!isObject(value) || value['format'] !== FORMAT) return undefined;
  const [id, owner, host, project] = ['id', 'owner', 'host', 'project'].map((name) => stringAt(value, name));
  const { boundAt, seenAt } = value;
  if (id === undefined || owner === undefined || host === undefined || project === undefined) return undefined;
  if (typeof boundAt !== 'number' || typeof seenAt !== 'number') return undefined;
  const ended = endOf(value['ended']);
  const capabilities = listOf(value['capabilities']).filter((text) => typeof text === 'string');
  return {
    ...{ id, owner, host, project, boundAt, seenAt },
    ...textsOf(value, ['transcripts', 'permissionMode', 'heldFor']),
    ...(ended && { ended }),
    agents: listOf(value['agents']).flatMap(agentOf),
    intruders: listOf(value['intruders']).filter((name) => typeof name === 'string'),
    labels: listOf(value['labels']).filter(isSessionLabel),
    ...(capabilities.length > 0 && { capabilities }),
  };
}

const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);

function textsOf<Name extends string>(value: JsonObject, names: readonly Name[]): Partial<Record<Name, string>> {
  const texts: Partial<Record<Name, string>> = {};
  for (const name of names) {
    const text = stringAt(value, name);
    if (text !== undefined) texts[name] = text;
  }
  return texts;
}

function endOf(value: unknown): SessionEnd | undefined {
  if (!isObject(value) || typeof value['at'] !== 'number') return undefined;
  return { at: value['at'], by: value['by'] === 'host' ? 'host' : 'administrator' };
}

function agentOf(value: unknown): readonly Subagent[] {
  if (!isObject(value) || typeof value['id'] !== 'string' || typeof value['startedAt'] !== 'number') return [];
  const { id, startedAt, stoppedAt } = value;
  return [{ id, startedAt, ...textsOf(value, ['type', 'project', 'delegated']), ...(typeof stoppedAt === 'number' && { stoppedAt }) }];
}
