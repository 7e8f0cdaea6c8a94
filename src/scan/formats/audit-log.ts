import { SENDERS } from '../../domain/event.ts';
import { isObject, stringAt } from '../../domain/json.ts';
import { OUTCOMES } from '../../domain/outcome.ts';
import { adapterFor } from '../../hosts/index.ts';
import { LIMITS } from '../../validation/limits.ts';
import { validateSent } from '../../validation/validate.ts';
import type { LogReader, Told } from '../reader.ts';
import { timeOf } from '../time.ts';
import { toldResult } from '../told.ts';

const KINDS: ReadonlySet<unknown> = new Set(['call', 'event', 'admin', 'incident', 'spooled']);
const ENDED = { ran: 'ran', failed: 'failed', interrupted: 'failed', refused: 'denied' } as const;

/** What `hookwarden audit export` writes of this program's own log: calls as they were recorded, secrets taken out. */
export const auditLog: LogReader = {
  format: 'audit-log',
  tells: (record) => KINDS.has(record['kind']) && isObject(record['subject']) && typeof record['install'] === 'string',
  open: () => (record) => {
    const { kind, subject, outcome } = record;
    const id = stringAt(record, 'toolUseId');
    if (isObject(outcome)) {
      const result = OUTCOMES.find((known) => known === outcome['result']);
      return result === undefined || id === undefined ? [] : [toldResult(id, ENDED[result])];
    }
    const host = SENDERS.find((known) => known === record['host']);
    if ((kind !== 'call' && kind !== 'spooled') || host === undefined || !isObject(subject)) return [];
    const event = validateSent(subject, adapterFor(host), 'block', LIMITS);
    if (!event.ok) return [{ kind: 'problem', reason: event.error.finding.message }];
    const time = timeOf(record['time']);
    const call: Told = { kind: 'event', event: event.value, ...(time !== undefined && { time }) };
    // What was denied in earnest did not run.
    const stopped = record['decision'] === 'deny' && record['mode'] === 'enforce' && id !== undefined;
    return stopped ? [call, toldResult(id, 'denied')] : [call];
  },
};
