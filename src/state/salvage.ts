import { appendFileSync, closeSync, fstatSync, ftruncateSync, openSync, readSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { readRoot } from '../audit/anchors.ts';
import { EMPTY_FRONTIER, growFrom, leafHash, rootOf, sameHash } from '../audit/merkle.ts';
import type { Verifier } from '../audit/note.ts';
import type { Revoked } from '../capabilities/revocation-list.ts';
import { isObject, type JsonObject } from '../domain/json.ts';
import { revocationsOf } from './capability-vouching.ts';
import { faultOf } from './faults.ts';
import { allKeys, type KeyRow } from './keys.ts';
import { allPrincipals, type PrincipalRow } from './principals.ts';
import type { Connection } from './sqlite.ts';
import { keyProof, rowDifference, toldBy } from './vouching.ts';

/** A record as far as it can be read. */
interface Row {
  readonly sequence: number;
  readonly leaf: Buffer;
  readonly body: Buffer | null;
}

const AT_ONCE = 100;
const MOST_SKIPPED_AT_ONCE = 1024;

/** Nothing where what is read is damaged; a bug of ours is thrown on. */
export function attempt<T>(path: string, nothing: T, read: () => T): T {
  try {
    return read();
  } catch (error) {
    if (!faultOf(error, path)) throw error;
    return nothing;
  }
}

/** A damaged header can say anything; what is filled in takes no room on the disk. */
const LONGEST = 2 ** 40;

/**
 * SQLite reads nothing of a database whose end is missing. With zeros in the place of the pages that its header counts, what is there can
 * be read (https://www.sqlite.org/fileformat2.html, §1.3.2 and §1.3.7).
 */
export function lengthen(copy: string): void {
  const header = Buffer.alloc(32);
  const descriptor = openSync(copy, 'r+');
  try {
    if (readSync(descriptor, header, 0, header.length, 0) < header.length) return;
    const pageSize = header.readUInt16BE(16);
    const wanted = (pageSize === 1 ? 65_536 : pageSize) * header.readUInt32BE(28);
    if (wanted > fstatSync(descriptor).size && wanted < LONGEST) ftruncateSync(descriptor, wanted);
  } finally {
    closeSync(descriptor);
  }
}

/** Every record that can be read, in order; around damage, fewer and fewer at a time, and then with leaps that double. */
export function* readableRecords(db: Connection, path: string, last: number): Generator<Row> {
  let [next, count, leap] = [0, AT_ONCE, 1];
  while (next <= last) {
    const rows = attempt<readonly Row[] | undefined>(path, undefined, () =>
      db
        .prepare<[number, number, number], Row>(
          'SELECT sequence, leaf, body FROM records WHERE sequence >= ? AND sequence <= ? ORDER BY sequence LIMIT ?',
        )
        .all(next, last, count),
    );
    if (rows === undefined) {
      if (count === 1) next += leap;
      leap = count === 1 ? Math.min(leap * 2, MOST_SKIPPED_AT_ONCE) : 1;
      count = 1;
      continue;
    }
    yield* rows;
    const end = rows.at(-1)?.sequence;
    if (end === undefined) return;
    [next, leap] = [end + 1, 1];
    if (count < AT_ONCE) count++;
  }
}

export interface Salvaged {
  readonly records: number;
  /** Up to where, not included, the records are those that were signed: what they say of keys and principals counts. */
  readonly agreed: number;
  readonly admin: readonly Buffer[];
}

const LINES_AT_ONCE = 1000;

/** Writes what can be read into a file of lines, none of them vouched for. `roots` are heads that the key has signed, by their size. */
export function salvageRecords(rows: Iterable<Row>, roots: ReadonlyMap<number, Uint8Array>, file: string): Salvaged {
  const tree = growFrom(EMPTY_FRONTIER);
  const admin: { readonly sequence: number; readonly body: Buffer }[] = [];
  const lines: Uint8Array[] = [];
  let [records, agreed, broken] = [0, 0, false];
  const write = (): void => {
    if (lines.length > 0)
      appendFileSync(file, gzipSync(Buffer.concat(lines.flatMap((line) => [line, Buffer.from('\n')]))), { mode: 0o600 });
    lines.length = 0;
  };
  for (const { sequence, leaf, body } of rows) {
    if (body) {
      lines.push(body);
      records++;
      if (body.includes('"kind":"admin"')) admin.push({ sequence, body });
    }
    if (lines.length === LINES_AT_ONCE) write();
    broken ||= sequence !== tree.size() || (body !== null && !sameHash(leafHash(body), leaf));
    if (broken) continue;
    tree.append(leaf);
    const root = roots.get(tree.size());
    if (root === undefined) continue;
    if (sameHash(root, rootOf(tree.frontier()))) agreed = tree.size();
    else broken = true;
  }
  write();
  return { records, agreed, admin: admin.filter((one) => one.sequence < agreed).map((one) => one.body) };
}

/** Heads that the key has signed, in the database: the root by the size, and the largest of them. */
export function signedRoots(db: Connection, path: string, key: Verifier, installId: string): ReadonlyMap<number, Uint8Array> {
  const notes = ['SELECT note FROM notes', 'SELECT note FROM head'].flatMap((sql) =>
    attempt<readonly string[]>(path, [], () => db.prepare<[], string>(sql).pluck().all()),
  );
  const roots = notes.map((note) => readRoot(note, key, installId)).flatMap((root) => (typeof root === 'string' ? [] : [root]));
  return new Map(roots.map(({ size, root }) => [size, root]));
}

export interface Vouched {
  readonly principals: readonly PrincipalRow[];
  readonly keys: readonly KeyRow[];
  /** As far as records tell of it; more may have been taken back. */
  readonly revoked: readonly Revoked[];
  /** Those that cannot be brought over, and why. */
  readonly refused: readonly string[];
}

/** The rows of principals and keys that records of administration vouch for. */
export function vouchedRows(db: Connection, path: string, admin: readonly Uint8Array[]): Vouched {
  const { rows: told, revocations } = toldBy(admin);
  const refused: string[] = [];
  const isVouched = (name: string, row: JsonObject): boolean => {
    const difference = rowDifference(told.get(name), row);
    if (difference !== undefined) refused.push(`The ${name} ${difference}`);
    return difference === undefined;
  };
  const principals = attempt<readonly PrincipalRow[]>(path, [], () => allPrincipals(db)).filter((row) =>
    isVouched(`principal ${row.principal_id}`, { ...row }),
  );
  const keys = attempt(path, [], () => allKeys(db))
    .filter(({ principal_id }) => principals.some((row) => row.principal_id === principal_id))
    .flatMap(({ name: _name, role: _role, status: _status, ...row }) => (isVouched(`key ${row.key_id}`, keyProof(row)) ? [row] : []));
  const there = new Set([...principals.map((row) => `principal ${row.principal_id}`), ...keys.map((row) => `key ${row.key_id}`)]);
  const gone = [...told]
    .filter(([name, row]) => /^(?:key|principal) /.test(name) && !there.has(name) && isObject(row))
    .map(([name]) => name);
  const unread = gone.filter((name) => !refused.some((one) => one.startsWith(`The ${name} `))).map((name) => `The ${name} cannot be read.`);
  return { principals, keys, revoked: revocationsOf(revocations), refused: [...refused, ...unread] };
}
