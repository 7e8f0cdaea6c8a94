import { boundedName } from '../audit/record.ts';
import type { Aftermath, Code, Course, Processes } from '../domain/exception.ts';
import type { RecordDraft } from '../domain/ports.ts';
import type { Log } from './append.ts';
import { forgetGrants, useGrant } from './grants.ts';
import { advanceEpoch } from './meta.ts';
import { bindHost, boundCalls, closeCall, closeCallsOf, forgetOpenCalls, isSessionHost, openCall, readHost } from './open-calls.ts';
import type { Connection } from './sqlite.ts';
import { nameStopped } from './stopped.ts';
import { countDenial, forgetStrikes } from './strikes.ts';

/** What a call left behind: the code that names it, and whether with it the session was denied too often. */
export interface Left {
  readonly stopped?: Code;
  readonly struck: boolean;
}

/** Inside the transaction of the call's record. */
export function rememberAftermath(log: Log, draft: RecordDraft, recordId: string, aftermath: Aftermath): Left {
  if (draft.session === undefined) return { struck: false };
  const { db, vault } = log;
  const session = vault.handleOf(draft.session);
  const { course, processes, strikes, used } = aftermath;
  for (const id of used) if (useGrant(db, id, draft.callHash ?? recordId, draft.time)) advanceEpoch(db);
  if (course) follow(db, session, course, recordId, processes, draft.time);
  const stopped = codeOf(log, session, recordId, draft.time, aftermath);
  return { struck: strikes !== undefined && countDenial(db, session, strikes, draft.time), ...(stopped && { stopped }) };
}

/** The code for a call that was stopped. */
export function codeOf(log: Log, session: string, recordId: string, time: number, { stopped, processes }: Aftermath): Code | undefined {
  if (!stopped) return undefined;
  const code = nameStopped(log.db, log.random, { ...stopped, session, recordId, time });
  const host = processes.lineage()?.host;
  return code === undefined ? undefined : { code, byPrompt: host !== undefined && isSessionHost(log.db, session, host) };
}

/** What ends a call counts only where the session's own host says so: a call cannot end itself. */
function follow(db: Connection, session: string, course: Course, recordId: string, processes: Processes, now: number): void {
  const bind = (): void => {
    const host = processes.lineage()?.host;
    if (host) bindHost(db, session, host, processes.runs, now);
  };
  const saidByHost = (): boolean => {
    const host = processes.lineage()?.host;
    return host !== undefined && isSessionHost(db, session, host);
  };
  switch (course.kind) {
    case 'hosted':
      bind();
      break;
    case 'begins':
      // The first event of a session comes before anything that it starts could send one.
      if (readHost(db, session) === undefined) bind();
      openCall(db, { session, call: boundedName(course.call ?? recordId), agent: course.agent, lasting: course.lasting }, now);
      boundCalls(db, session);
      break;
    case 'ends':
      if (saidByHost()) closeCall(db, session, boundedName(course.call), now);
      break;
    case 'answered':
      if (saidByHost()) closeCallsOf(db, session, course.agent, now);
      break;
  }
}

/** Takes what nothing can rely on any more. */
export function forgetAftermaths(db: Connection, now: number): void {
  forgetGrants(db, now);
  forgetOpenCalls(db, now);
  forgetStrikes(db, now);
}
