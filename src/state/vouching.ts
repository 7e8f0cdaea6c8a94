import { hash } from 'node:crypto';
import { PRUNE, type Pruned, prunedIn } from '../audit/pruned.ts';
import { ERASE, NEW_DATA_KEY, NEW_WRAPPING_KEY, REWRAP, ROTATE } from '../audit/sealed-acts.ts';
import { isObject, type JsonObject } from '../domain/json.ts';
import { allArchives } from './archives.ts';
import { hearRevocations, type ToldRevocations, unvouchedRevocations } from './capability-vouching.ts';
import { allDataKeys, dataKeyProof } from './data-keys.ts';
import { allGrants } from './grants.ts';
import { allKeys, type KeyRow } from './keys.ts';
import { readVersion } from './meta.ts';
import { allPrincipals } from './principals.ts';
import { WITH_CAPABILITIES, WITH_EXCEPTIONS, WITH_SEALED_INPUTS } from './schema.ts';
import type { Connection } from './sqlite.ts';

/** What a record says of a new key: everything that decides about it, its hash only as a checksum. */
export function keyProof({ hash: stored, last_used_at: _used, ...row }: KeyRow): JsonObject {
  return { ...row, proof: hash('sha256', stored, 'hex').slice(0, 32) };
}

/**
 * Where the tables of keys and principals are not what the log's records of administration have made of them. The log vouches for
 * itself; these rows are vouched for by it.
 */
export function unvouched(db: Connection, bodies: Iterable<Uint8Array | null>): readonly string[] {
  const { rows: expected, revocations } = toldBy(bodies);
  const found = new Map<string, JsonObject>();
  for (const row of allPrincipals(db)) found.set(`principal ${row.principal_id}`, { ...row });
  for (const { name: _name, role: _role, status: _status, ...row } of allKeys(db)) found.set(`key ${row.key_id}`, keyProof(row));
  const grants = readVersion(db) < WITH_EXCEPTIONS ? [] : allGrants(db);
  for (const grant of grants) found.set(`${EXCEPTION}${grant.id}`, grantProof({ ...grant }));
  const dataKeys = readVersion(db) < WITH_SEALED_INPUTS ? [] : allDataKeys(db);
  for (const key of dataKeys) found.set(`data key ${key.key_id}`, dataKeyProof(key));
  for (const archive of allArchives(db)) found.set(`archive of record ${archive.first}`, archiveProof(archive));
  const strange = dataKeys.filter(({ wrapping_id }) => !expected.has(`${WRAPPING}${wrapping_id}`));
  // Exceptions that are long over are taken out.
  const told = [...expected.keys()].filter((name) => !name.startsWith(EXCEPTION) && !name.startsWith(WRAPPING));
  const names = [...new Set([...told, ...found.keys()])].sort();
  const changed = names.flatMap((name) => {
    const difference = rowDifference(expected.get(name), found.get(name));
    return difference === undefined ? [] : [`The ${name} ${difference}`];
  });
  return [
    ...changed,
    ...(readVersion(db) < WITH_CAPABILITIES ? [] : unvouchedRevocations(db, revocations)),
    ...strange.map(
      ({ key_id, wrapping_id }) =>
        `The data key ${key_id} is wrapped with the key ${wrapping_id}, which no record tells of: whoever pinned that opens what was sealed since.`,
    ),
  ];
}

const EXCEPTION = 'exception ';
const WRAPPING = 'wrapping key ';

/** What decides about an exception; whether it was used is told by the call's own record. */
const grantProof = ({ kind, proof, rules, path, eventHash, expiresAt }: JsonObject): JsonObject => ({
  ...{ kind, proof, path, eventHash, expiresAt },
  rules: JSON.stringify(rules),
});

/** Whether all of it has left the database is seen by looking. */
const archiveProof = ({ first, until, kept, file, sha256 }: Pruned): JsonObject => ({ first, until, kept, file, sha256 });

export interface Told {
  /** By kind and name, as the acts of administration have left them. */
  readonly rows: ReadonlyMap<string, JsonObject>;
  readonly revocations: ToldRevocations;
}

/** What records of administration, in the order of the log, say that the tables hold. */
export function toldBy(bodies: Iterable<Uint8Array | null>): Told {
  const rows = new Map<string, JsonObject>();
  const revocations: ToldRevocations = new Map();
  for (const body of bodies) {
    const told = actIn(body);
    if (!told) continue;
    const { subject, time } = told;
    hearRevocations(revocations, subject, time);
    const { act, principal, ...said } = subject;
    if (act === 'key.create') {
      if (isObject(principal)) rows.set(`principal ${principal['principal_id']}`, principal);
      rows.set(`key ${said['key_id']}`, said);
      const { name, role, principal_id } = said;
      // Before there were principals, a key said itself who it was for.
      if (name !== undefined)
        rows.set(`principal ${principal_id}`, { principal_id, name, role, kind: 'user', owner: null, status: 'active' });
    }
    if (act === 'key.revoke') {
      const name = `key ${said['key_id']}`;
      rows.set(name, { ...rows.get(name), revoked_at: said['revoked_at'] });
    }
    if (act === 'exception.grant') rows.set(`${EXCEPTION}${said['grant']}`, grantProof(said));
    if (act === 'exception.revoke') {
      const name = `${EXCEPTION}${said['grant']}`;
      rows.set(name, { ...rows.get(name), expiresAt: said['expiresAt'] });
    }
    if (act === NEW_WRAPPING_KEY || act === ROTATE) rows.set(`${WRAPPING}${said['wrapping_id']}`, said);
    if (act === NEW_DATA_KEY || act === REWRAP) rows.set(`data key ${said['key_id']}`, said);
    // A month that was erased has lost its keys with it.
    if (act === ERASE) for (const [name, row] of rows) if (said['month'] !== undefined && row['month'] === said['month']) rows.delete(name);
    const pruned = act === PRUNE ? prunedIn(subject) : undefined;
    if (pruned) rows.set(`archive of record ${pruned.first}`, archiveProof(pruned));
    if (act === 'principal.create' || act === 'principal.change') rows.set(`principal ${said['principal_id']}`, said);
  }
  return { rows, revocations };
}

const ADMIN = Buffer.from('"kind":"admin"');

interface Act {
  readonly subject: JsonObject;
  /** Microseconds since 1970. */
  readonly time: number;
}

/** What a record of administration tells; most records are none, and are not even parsed. */
function actIn(body: Uint8Array | null): Act | undefined {
  if (body === null || !Buffer.from(body).includes(ADMIN)) return undefined;
  const record: unknown = JSON.parse(Buffer.from(body).toString('utf8'));
  if (!isObject(record) || record['kind'] !== 'admin' || !isObject(record['subject'])) return undefined;
  const { subject, time } = record;
  return { subject, time: typeof time === 'number' ? time : 0 };
}

/** How a row is not what the log has made of it, as the rest of a sentence. */
export function rowDifference(expected: JsonObject | undefined, found: JsonObject | undefined): string | undefined {
  if (!expected) return 'was put into the database beside the log: no record tells of it.';
  if (!found) return 'was taken out of the database: the log tells of it.';
  const fields = Object.keys(found).filter((field) => (expected[field] ?? null) !== (found[field] ?? null) && said(expected, field));
  if (fields.length === 0) return undefined;
  return `was changed beside the log: ${fields.map((field) => `${field} is ${shown(found[field])} and was made ${shown(expected[field])}`).join(', ')}.`;
}

/** Older records do not speak of a key's hash. */
const said = (expected: JsonObject, field: string): boolean => field !== 'proof' || expected[field] !== undefined;

const shown = (value: JsonObject[string]): string => JSON.stringify(value ?? null).slice(0, 60);
