import type { Session } from '../domain/bound-session.ts';
import type { JsonObject } from '../domain/json.ts';
import type { RecordDraft } from '../domain/ports.ts';
import type { Judged } from './judge.ts';
import { noticeOf } from './record.ts';

/** A binding anew and a first intrusion are told of in records of their own. */
export function noticesOf({ session, because = [], intrusion, principal, delegated }: Judged, own: RecordDraft): readonly RecordDraft[] {
  if (!session) return [];
  if (intrusion !== undefined && principal)
    return [noticeOf(own, 'incident', 'SessionIntrusion', { incident: 'session-of-another', owner: intrusion, intruder: principal.id })];
  const handed = delegated ? [noticeOf(own, 'event', 'CapabilityDelegated', delegated)] : [];
  if (because.length === 0) return handed;
  const { before, after } = session;
  return [...handed, noticeOf(own, 'event', 'SessionBound', { because, from: before ? boundTo(before.session) : {}, to: boundTo(after) })];
}

const boundTo = ({ owner, host, project, transcripts, permissionMode }: Session): JsonObject => ({
  ...{ owner, host, project, transcripts, permissionMode },
});
