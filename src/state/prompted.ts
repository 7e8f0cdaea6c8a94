import { madeBy, ONCE_LIFETIME, type ProcessId, type Prompted, type PromptedGrant, YOUNGER_BY } from '../domain/exception.ts';
import type { StoreFault } from '../domain/ports.ts';
import { ok, type Result } from '../domain/result.ts';
import { type ActLog, recordAct } from './act.ts';
import { putGrant } from './grant-acts.ts';
import { activityOf, isSessionHost } from './open-calls.ts';
import { dropStopped, findStopped, type NamedStop } from './stopped.ts';

/** Decides on a prompt that is a grant, inside one transaction. Whatever cannot be told counts against it. */
export function grantPromptedWithin(log: ActLog, request: PromptedGrant): Result<Prompted, StoreFault> {
  const session = log.vault.handleOf(request.session);
  const stop = findStopped(log.db, request.code, request.now);
  if (!stop || stop.session !== session)
    return refuse(log, request, 'It names no call of this session that was stopped within the last half an hour.');
  const host = request.processes.lineage()?.host;
  const why = doubt(log, session, request);
  return host && why === undefined ? grant(log, stop, host, request) : refuse(log, request, why ?? UNKNOWN_HOST);
}

const UNKNOWN_HOST = 'The prompt does not come from the process that this session runs in.';

/** What speaks against a person having typed it. */
function doubt({ db }: ActLog, session: string, { terms, attended, processes }: PromptedGrant): string | undefined {
  if (!terms.proofs.includes('prompt')) return 'The policy takes no prompt as proof.';
  if (!attended) return 'Nobody is there to type in this session.';
  const lineage = processes.lineage();
  if (!lineage || !isSessionHost(db, session, lineage.host)) return UNKNOWN_HOST;
  const { open, lasting, lastAt } = activityOf(db, session);
  if (lasting > 0) return 'Something that this session started in the background may still be at work.';
  if (open > 0) return 'A tool call of this session may still be running: let the agent finish its answer, then type it again.';
  return lineage.startedAt - lastAt < YOUNGER_BY ? 'A tool call of this session has only just ended: type it again.' : undefined;
}

function grant(log: ActLog, stop: NamedStop, host: ProcessId, request: PromptedGrant): Result<Prompted, StoreFault> {
  const { code, principal, now } = request;
  dropStopped(log.db, code);
  const { session, rules, recordId, summary } = stop;
  const eventHash = madeBy(stop.eventHash, host);
  const asked = { kind: 'once', proof: 'prompt', session, eventHash, rules, expiresAt: now + ONCE_LIFETIME } as const;
  const who = { grantedBy: principal.id, because: `a prompt named ${code}` };
  const made = putGrant(log, { ...asked, ...who }, now, { code, stopped: recordId }, about(request));
  return made.ok ? ok({ granted: true, grant: made.value, summary }) : made;
}

function refuse(log: ActLog, request: PromptedGrant, why: string): Result<Prompted, StoreFault> {
  const { code, now } = request;
  const subject = { incident: 'exception-refused', code, why };
  const recorded = recordAct(log, subject, now, { kind: 'incident', decision: 'deny', ...about(request) });
  return recorded.ok ? ok({ granted: false, why }) : recorded;
}

const about = ({ session, principal, policy }: PromptedGrant) => ({ session, principal, policy });
