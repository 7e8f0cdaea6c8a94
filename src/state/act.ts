import type { Redaction } from '../audit/redact.ts';
import type { JsonObject } from '../domain/json.ts';
import type { RecordDraft, StoreFault } from '../domain/ports.ts';
import type { Principal } from '../domain/principal.ts';
import { ok, type Result } from '../domain/result.ts';
import { appendWithin, type Log } from './append.ts';
import { advanceEpoch } from './meta.ts';

/** Takes out what must not be stored. */
export type Redact = Pick<Redaction, 'text' | 'draft'>;

/** A log in which something is done, and by whom, where that is known. */
export interface ActLog extends Log {
  readonly redact: Redact;
  readonly by?: Principal;
}

/** The record of an act of administration, inside the transaction of the act; verdicts under way are judged again. */
export function recordAct(log: ActLog, subject: JsonObject, now: number, about: Partial<RecordDraft> = {}): Result<undefined, StoreFault> {
  advanceEpoch(log.db);
  const draft: RecordDraft = {
    time: now,
    kind: 'admin',
    subject,
    findings: [],
    decision: 'allow',
    mode: 'enforce',
    stage: 'audit',
    risk: 0,
    timings: {},
    policy: '',
    ...(log.by && { principal: log.by }),
    ...about,
  };
  const appended = appendWithin(log, log.redact.draft(draft), { rate: false }).result;
  return appended.ok ? ok(undefined) : appended;
}
