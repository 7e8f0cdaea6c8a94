import type { NodeAt } from '../audit/merkle.ts';
import type { LogReader } from '../audit/verify.ts';
import type { StoredLeaf } from '../audit/verify-record.ts';
import { faultOf } from './faults.ts';
import { nodesOf } from './log.ts';
import { readVersion } from './meta.ts';
import { WITH_NODES, WITH_PRINCIPALS, WITH_SEALED_INPUTS } from './schema.ts';
import { sealedReader } from './sealed-inputs.ts';
import type { Connection } from './sqlite.ts';

/** What the log cannot be verified without. */
const TABLES = ['head', 'keys', 'notes', 'records'];

const NOTHING_SEALED = { kept: () => [], missing: () => [] };

/** For each of some records four numbers, and the bytes of all of them; null where there is none. */
type Rows = readonly [numbers: string | null, bytes: Buffer | null];
const AT_ONCE = 200;

/** Many in one piece, for handing over a value takes longer than hashing it. The subquery keeps its order. */
const rowsOf = (db: Connection, withNodes: boolean) =>
  db
    .prepare<[number, number], Rows>(
      `SELECT group_concat(sequence || ',' || octet_length(leaf) || ',' || ifnull(octet_length(nodes), -1) || ',' || ifnull(octet_length(body), -1)),
         CAST(group_concat(leaf || ifnull(nodes, x'') || x'00' || ifnull(body, x''), '') AS BLOB)
       FROM (SELECT sequence, leaf, ${withNodes ? 'nodes' : 'NULL AS nodes'}, body FROM records WHERE sequence >= ? ORDER BY sequence LIMIT ?)`,
    )
    .raw();

function leavesOf([numbers, bytes]: Rows, withNodes: boolean): readonly StoredLeaf[] {
  const list = numbers?.split(',') ?? [];
  const leaves: StoredLeaf[] = [];
  for (let i = 0, at = 0; bytes && i < list.length; i += 4) {
    const [nodesLength, bodyLength] = [Number(list[i + 2]), Number(list[i + 3])];
    const afterLeaf = at + Number(list[i + 1]);
    const afterNodes = afterLeaf + Math.max(0, nodesLength);
    const leaf = bytes.subarray(at, afterLeaf);
    at = afterNodes + 1 + Math.max(0, bodyLength);
    const content = bodyLength < 0 ? { body: null } : { body: bytes.subarray(afterNodes + 1, at), input: bytes.subarray(afterNodes, at) };
    const nodes = nodesLength < 0 ? null : bytes.subarray(afterLeaf, afterNodes);
    leaves.push({ sequence: Number(list[i]), leaf, ...content, ...(withNodes && { nodes }) });
  }
  return leaves;
}

/** The log for those who verify it. What is damaged reads as far as it goes; what is not there reads as empty, and is told. */
export function logReader(db: Connection, path: string): LogReader {
  const version = readVersion(db);
  const withNodes = version >= WITH_NODES;
  const tables = new Set(db.prepare<[], string>("SELECT name FROM sqlite_schema WHERE type = 'table'").pluck().all());
  const needed = [
    ...TABLES,
    ...(version >= WITH_PRINCIPALS ? ['principals'] : []),
    ...(version >= WITH_SEALED_INPUTS ? ['data_keys', 'sealed'] : []),
  ];
  const unreadable = needed.filter((table) => !tables.has(table)).map((table) => `The table ${table} is gone from the database.`);
  const reading = <T>(table: string, nothing: T, read: () => T): T => {
    if (!tables.has(table)) return nothing;
    try {
      return read();
    } catch (error) {
      unreadable.push(damage(table, error, path));
      return nothing;
    }
  };
  function* records(from: number): Iterable<StoredLeaf> {
    const rows = tables.has('records') ? rowsOf(db, withNodes) : undefined;
    let [next, count] = [from, AT_ONCE];
    while (rows) {
      try {
        const read = leavesOf(rows.get(next, count) ?? [null, null], withNodes);
        yield* read;
        const last = read.at(-1);
        if (!last || read.length < count) return;
        next = last.sequence + 1;
      } catch (error) {
        if (count === 1) {
          unreadable.push(damage('records', error, path));
          return;
        }
        // What can be read before the damage is.
        count = 1;
      }
    }
  }
  let nodeAt: NodeAt | undefined;
  return {
    head: () =>
      reading('head', undefined, () =>
        db
          .prepare<[], { size: number; frontier: Buffer; note: string }>(
            "SELECT size, ifnull(CAST(frontier AS BLOB), x'') AS frontier, ifnull(CAST(note AS TEXT), '') AS note FROM head WHERE id = 0",
          )
          .get(),
      ),
    // What was put in before the first is found, too.
    records: (from) => records(from === 0 ? Number.MIN_SAFE_INTEGER : from),
    find: (sequence) =>
      reading('records', undefined, () =>
        db.prepare<[number], StoredLeaf>('SELECT sequence, leaf, body FROM records WHERE sequence = ?').get(sequence),
      ),
    notes: () =>
      reading('notes', [], () =>
        db
          .prepare<[], { size: number; note: string }>("SELECT size, ifnull(CAST(note AS TEXT), '') AS note FROM notes ORDER BY size")
          .all(),
      ),
    nodeAt: (level, index) =>
      reading('records', undefined, () => {
        nodeAt ??= withNodes ? nodesOf(db) : () => undefined;
        return nodeAt(level, index);
      }),
    sealed: (from) => (tables.has('sealed') ? sealedReader(db, from) : NOTHING_SEALED),
    unreadable: () => unreadable,
  };
}

function damage(table: string, error: unknown, path: string): string {
  const fault = faultOf(error, path);
  if (!fault) throw error;
  return `The table ${table} cannot be read to its end. ${fault.message}`;
}
