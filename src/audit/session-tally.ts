import type { CheckedRecord } from './verify-record.ts';
import type { Report } from './walk.ts';

/** The last words of a record that ends a session. */
const SAID = /"sessionRecords":\{"from":(\d{1,15}),"count":(\d{1,15})\}\}$/;
const SAID_BYTES = 80;
/** Sessions that never end are not counted for ever. */
const MOST_OPEN = 50_000;

/** Counts the records of each session, and holds them against what its end says: a record that is cut out of one is named by it. */
export function sessionTally(report: Report): (record: CheckedRecord, body: Uint8Array | null) => void {
  const open = new Map<string, { readonly first: number; count: number }>();
  return ({ told }, body) => {
    if (told?.session === undefined || body === null) return;
    const { session, sequence } = told;
    const said = told.kind === 'event' ? SAID.exec(Buffer.from(body.subarray(-SAID_BYTES)).toString('latin1')) : null;
    const tally = open.get(session);
    if (said) {
      const [from, count] = [Number(said[1]), Number(said[2])];
      // Where its first records are in an archive, or it is older than its end could look back on, there is nothing to compare.
      if (tally?.first === from && tally.count !== count)
        report(
          `Session ${session} says at its end, in record ${sequence}, that it has ${count} records since record ${from}, and there are ${tally.count}.`,
          from,
        );
      open.delete(session);
    } else if (tally) tally.count++;
    else if (open.size < MOST_OPEN) open.set(session, { first: sequence, count: 1 });
  };
}
