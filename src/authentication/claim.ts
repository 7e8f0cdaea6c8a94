import type { Session } from '../domain/bound-session.ts';
import type { HookEvent } from '../domain/event.ts';
import { stringAt } from '../domain/json.ts';
import type { Principal } from '../domain/principal.ts';
import { err, ok, type Result } from '../domain/result.ts';
import type { Refusal } from './authenticate.ts';
import { withSubagent } from './subagents.ts';

/** An event and what is known of where and when it came. */
export interface Sighting {
  readonly event: HookEvent;
  /** A git root, or the host's own word for it. */
  readonly project: string;
  /** Whether the project is a git root: below another one it is then a project of its own. */
  readonly isRepository: () => boolean;
  /** Steady, in microseconds. */
  readonly now: number;
  /** For so long a session stays with whoever began it. */
  readonly lifetime: number;
}

/** The session as it is from this event on; the very same value where nothing has to be written. */
export interface Claim {
  readonly session: Session;
  /** Why a known session was bound anew; none where it was not. */
  readonly because: readonly Change[];
}

const CHANGES = ['expired', 'ended', 'resumed', 'principal', 'host', 'project', 'transcripts', 'permissionMode'] as const;
export type Change = (typeof CHANGES)[number];

/** The first attempt of an intruder is worth remembering: the session then knows of it. */
export interface ClaimRefusal extends Refusal {
  readonly session?: Session;
  readonly owner?: string;
}

/** When a session was last seen is kept to this. */
const SEEN_EVERY = 600_000_000;
const MAX_INTRUDERS = 32;

/** Whose the session is. The owner may go on anywhere, which is noted; another principal may not before the lifetime is over. */
export function claim(known: Session | undefined, principal: Principal, sighting: Sighting): Result<Claim, ClaimRefusal> {
  const { event, now, lifetime } = sighting;
  if (!known) return ok({ session: withSubagent(bound(principal, sighting), event, sighting.project, now), because: [] });
  if (known.ended?.by === 'administrator') return err(ENDED);
  const expired = now - known.boundAt >= lifetime;
  if (known.owner !== principal.id && !expired) return err(refused(known, principal));
  const because = changes(known, principal, sighting, expired);
  const session = because.length > 0 ? { ...bound(principal, sighting), ...kept(known, principal, sighting) } : seen(known, sighting);
  return ok({ session: withSubagent(withoutEnd(session, because, event, now), event, sighting.project, now), because });
}

function bound({ id: owner }: Principal, { event, project, now }: Sighting): Session {
  const { sessionId, host, permissionMode, transcriptPath } = event;
  const transcripts = folderOf(transcriptPath);
  return {
    ...{ id: sessionId, owner, host, project },
    ...(transcripts !== undefined && { transcripts }),
    ...(permissionMode !== undefined && { permissionMode }),
    ...{ boundAt: now, seenAt: now },
    ...{ agents: [], intruders: [], labels: [] },
  };
}

/** What a binding anew does not touch. A subagent's project and mode are its own. */
function kept(known: Session, principal: Principal, { event }: Sighting): Partial<Session> {
  const { agents, labels, ended, project, transcripts, permissionMode, capabilities, heldFor } = known;
  const own = event.agentId === undefined ? {} : { project, ...(transcripts !== undefined && { transcripts }) };
  const mode =
    permissionMode === undefined || (event.agentId === undefined && event.permissionMode !== undefined) ? {} : { permissionMode };
  const intruders = known.intruders.filter((id) => id !== principal.id);
  const held = { ...(capabilities && { capabilities }), ...(heldFor !== undefined && { heldFor }) };
  return { agents, intruders, labels, ...held, ...(ended && { ended }), ...own, ...mode };
}

function changes(known: Session, principal: Principal, sighting: Sighting, expired: boolean): readonly Change[] {
  const { event } = sighting;
  const main = event.agentId === undefined;
  const transcripts = folderOf(event.transcriptPath);
  const found: Readonly<Record<Change, boolean>> = {
    expired,
    ended: known.ended !== undefined && acts(event),
    resumed: event.name === 'SessionStart' && RESUMED.includes(stringAt(event.raw, 'source') ?? ''),
    principal: known.owner !== principal.id,
    host: known.host !== event.host,
    project: main && !sameProject(known.project, sighting),
    transcripts: main && transcripts !== undefined && transcripts !== known.transcripts,
    permissionMode: main && event.permissionMode !== undefined && event.permissionMode !== known.permissionMode,
  };
  return CHANGES.filter((change) => found[change]);
}

const RESUMED: readonly string[] = ['resume', 'compact', 'clear'];

/** What trails in after the end, a notification or a tool's result, takes nothing up again. */
const acts = ({ name, blocking }: HookEvent): boolean => blocking !== 'never' || name === 'SessionStart';

/** Going into a folder of the project is no change, and another repository in it is. */
function sameProject(before: string, { project, isRepository }: Sighting): boolean {
  return project === before || (project.startsWith(before === '/' ? '/' : `${before}/`) && !isRepository());
}

const seen = (known: Session, { now }: Sighting): Session => (now - known.seenAt < SEEN_EVERY ? known : { ...known, seenAt: now });

function withoutEnd(session: Session, because: readonly Change[], event: HookEvent, now: number): Session {
  if (event.name === 'SessionEnd') return session.ended ? session : { ...session, ended: { at: now, by: 'host' } };
  if (!because.includes('ended')) return session;
  const { ended: _ended, ...open } = session;
  return open;
}

function refused(known: Session, { id }: Principal): ClaimRefusal {
  if (known.intruders.includes(id)) return OF_ANOTHER;
  return { ...OF_ANOTHER, owner: known.owner, session: { ...known, intruders: [...known.intruders, id].slice(-MAX_INTRUDERS) } };
}

function folderOf(path: string | undefined): string | undefined {
  const end = path?.lastIndexOf('/') ?? -1;
  return end > 0 ? path?.slice(0, end) : undefined;
}

const OF_ANOTHER: Refusal = {
  ruleId: 'authentication.session-of-another',
  message: 'This session belongs to another principal than the one who presents the key.',
  instead: 'Start a new session, or present the key that began this one.',
};

const ENDED: Refusal = {
  ruleId: 'authentication.session-ended',
  message: 'An administrator has ended this session.',
  instead: 'Start a new session.',
};
