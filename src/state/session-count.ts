import { boundedName } from '../audit/record.ts';
import { toldBy } from '../audit/verify-record.ts';
import type { SessionRecords } from '../domain/ports.ts';
import type { Connection } from './sqlite.ts';

/** A session that ends is looked back on so far: some milliseconds, on an event that nothing waits for. */
const FARTHEST = 5000;
/** More of a record than its beginning takes. */
const BEGINNING = 600;
const ENDS = Buffer.from('"event":"SessionEnd"');

/** How many records a session has left since it began, or since it ended last; undefined where it has left none lately. */
export function countSession(db: Connection, session: string, size: number): SessionRecords | undefined {
  const name = boundedName(session);
  const rows = db
    .prepare<[number, Buffer], { readonly sequence: number; readonly beginning: Buffer }>(
      `SELECT sequence, substr(body, 1, ${BEGINNING}) AS beginning FROM
         (SELECT sequence, body FROM records WHERE sequence >= ? ORDER BY sequence DESC)
       WHERE instr(body, ?) > 0`,
    )
    .all(size - FARTHEST, Buffer.from(`"session":${JSON.stringify(name)}`));
  let [from, count] = [0, 0];
  for (const { sequence, beginning } of rows) {
    if (toldBy(beginning)?.session !== name) continue;
    if (beginning.includes(ENDS)) break;
    from = sequence;
    count++;
  }
  return count === 0 ? undefined : { from, count };
}
