import { type Grant, ONCE_LIFETIME, type Prompted, type PromptedGrant, YOUNGER_BY } from '../domain/exception.ts';
import type { JsonObject } from '../domain/json.ts';
import type { StoreFault } from '../domain/ports.ts';
import { ok, type Result } from '../domain/result.ts';
import { appendWithin, type Log } from './append.ts';
import { insertGrant } from './grants.ts';
import { advanceEpoch } from './meta.ts';
import { activityOf, isSessionHost } from './open-calls.ts';
import { dropStopped, findStopped, type NamedStop } from './stopped.ts';

/** Decides on a prompt that is a grant, inside one transaction. Whatever cannot be told counts against it. */
export function grantWithin(log: Log, request: PromptedGrant): Result<Prompted, StoreFault> {
  const session = log.vault.handleOf(request.session);
  const stop = findStopped(log.db, request.code, request.now);
  if (!stop || stop.session !== session)
    return refuse(log, request, 'It names no call of this session that was stopped within the last half an hour.');
  const why = doubt(log, session, request);
  return why === undefined ? grant(log, stop, request) : refuse(log, request, why);
}

/** What speaks against a person having typed it. */
function doubt({ db }: Log, session: string, { terms, attended, processes }: PromptedGrant): string | undefined {
  if (!terms.proofs.includes('prompt')) return 'The policy takes no prompt as proof.';
  if (!attended) return 'Nobody is there to type in this session.';
  const lineage = processes.lineage();
  if (!lineage || !isSessionHost(db, session, lineage.host)) return 'The prompt does not come from the process that this session runs in.';
  const { open, lasting, lastAt } = activityOf(db, session);
  if (lasting > 0) return 'Something that this session started in the background may still be at work.';
  if (open > 0) return 'A tool call of this session may still be running: let the agent finish its answer, then type it again.';
  return lineage.startedAt - lastAt < YOUNGER_BY ? 'A tool call of this session has only just ended: type it again.' : undefined;
}

function grant(log: Log, stop: NamedStop, { code, session, principal, now, policy }: PromptedGrant): Result<Prompted, StoreFault> {
  const made: Grant = {
    id: `g-${Buffer.from(log.random.bytes(5)).toString('hex')}`,
    kind: 'once',
    proof: 'prompt',
    rules: stop.rules,
    session: stop.session,
    eventHash: stop.eventHash,
    grantedAt: now,
    expiresAt: now + ONCE_LIFETIME,
    grantedBy: principal.id,
    because: `a prompt named ${code}`,
  };
  insertGrant(log.db, made);
  dropStopped(log.db, code);
  advanceEpoch(log.db);
  const subject = {
    act: 'exception.grant',
    grant: made.id,
    kind: made.kind,
    proof: made.proof,
    rules: stop.rules,
    code,
    stopped: stop.recordId,
  };
  const recorded = record(log, 'admin', subject, { session, principal, now, policy });
  return recorded.ok ? ok({ granted: true, grant: made, summary: stop.summary }) : recorded;
}

function refuse(log: Log, request: PromptedGrant, why: string): Result<Prompted, StoreFault> {
  const recorded = record(log, 'incident', { incident: 'exception-refused', code: request.code, why }, request);
  return recorded.ok ? ok({ granted: false, why }) : recorded;
}

type About = Pick<PromptedGrant, 'session' | 'principal' | 'now' | 'policy'>;

function record(
  log: Log,
  kind: 'admin' | 'incident',
  subject: JsonObject,
  { session, principal, now, policy }: About,
): Result<unknown, StoreFault> {
  const draft = {
    time: now,
    kind,
    session,
    principal,
    subject,
    findings: [],
    mode: 'enforce',
    stage: 'audit',
    risk: 0,
    timings: {},
    policy,
  } as const;
  return appendWithin(log, { ...draft, decision: kind === 'admin' ? 'allow' : 'deny' }, { rate: false }).result;
}
