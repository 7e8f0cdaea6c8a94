import { createHmac, timingSafeEqual } from 'node:crypto';
import type { RecordDraft } from '../domain/ports.ts';
import { boundedName } from './record.ts';

const MAX_JSON = 64 * 1024;

/** Its own key, so that nothing else made with the pepper can pass for a line of the spool. */
function mac(pepper: Uint8Array, json: string): Buffer {
  const key = createHmac('sha256', pepper).update('spool').digest();
  return createHmac('sha256', key).update(json).digest();
}

/** One denial that the database could not take, with a MAC: what is absorbed later was written by this installation. */
export function spoolLine(denial: RecordDraft, pepper: Uint8Array): string {
  const whole = JSON.stringify(denial);
  const json = whole.length <= MAX_JSON ? whole : JSON.stringify(shortened(denial));
  return `${mac(pepper, json).toString('hex')} ${json}\n`;
}

/** The record that a line becomes; undefined where the line is cut off, changed or not ours. */
export function absorbLine(line: string, pepper: Uint8Array): RecordDraft | undefined {
  const [, hex = '', json = ''] = /^([0-9a-f]{64}) ([^\n]*)\n$/.exec(line) ?? [];
  const given = Buffer.from(hex, 'hex');
  if (given.length !== 32 || !timingSafeEqual(given, mac(pepper, json))) return undefined;
  // The MAC says that this is a draft that this installation wrote.
  const denial: RecordDraft = JSON.parse(json);
  // INVARIANT: nothing read back here can say that a call was allowed. One line has one hash: absorbed twice, it is one record.
  return { ...denial, kind: 'spooled', decision: 'deny', callHash: `spool:${hex}` };
}

function shortened(denial: RecordDraft): RecordDraft {
  const [first] = denial.findings;
  return {
    ...denial,
    subject: { omitted: 'too large for the spool' },
    findings: first ? [{ ...first, message: boundedName(first.message), instead: '' }] : [],
    ...(denial.session !== undefined && { session: boundedName(denial.session) }),
    ...(denial.tool !== undefined && { tool: boundedName(denial.tool) }),
  };
}
