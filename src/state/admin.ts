import { redaction } from '../audit/redact.ts';
import { formatKey, generateKey, hashSecret } from '../authentication/key.ts';
import type { Rate } from '../domain/amounts.ts';
import type { Grant } from '../domain/exception.ts';
import type { JsonObject } from '../domain/json.ts';
import type { StoredKey, StoreFault } from '../domain/ports.ts';
import type { Principal, PrincipalKind } from '../domain/principal.ts';
import { err, ok, type Result } from '../domain/result.ts';
import { type ActLog, recordAct } from './act.ts';
import { fault } from './faults.ts';
import { guarded } from './files.ts';
import { allGrants } from './grants.ts';
import type { Registry } from './held.ts';
import { allKeys, insertKey, type KeyRow, type KeyWithOwner, markRevoked, workingKey } from './keys.ts';
import { allPrincipals, findPrincipal, type PrincipalRow, putPrincipal } from './principals.ts';
import { DEFAULT_RATE } from './rates.ts';
import { allOrNothing, emptyLog } from './sqlite.ts';
import { type LogOptions, openLog } from './store.ts';
import { keyProof } from './vouching.ts';

export interface KeyRequest {
  /** Whom the key is for: the id of one that there is, or a new one, which comes into being with its key. */
  readonly principal: string | PrincipalRequest;
  /** Microseconds since 1970. */
  readonly expiresAt?: number;
  readonly rate?: Rate;
  /** Globs; anywhere where absent. */
  readonly hosts?: readonly string[];
  readonly projects?: readonly string[];
}

export interface PrincipalRequest {
  readonly id: string;
  readonly name: string;
  readonly kind: PrincipalKind;
  readonly role: string;
  readonly owner?: string | null;
}

/** A key as it may be shown: without secret and hash. */
export type KeyView = Omit<KeyWithOwner, 'hash'>;

export interface NewKey {
  readonly view: KeyView;
  /** The whole key: shown once and stored nowhere but with its owner. */
  readonly text: string;
}

/** What administrators do. Each act is one transaction with its own audit record, and makes verdicts under way be judged again. */
export interface Admin {
  readonly createKey: (request: KeyRequest, now: number) => Result<NewKey, StoreFault>;
  readonly revokeKey: (keyId: string, now: number) => Result<KeyView, StoreFault>;
  /** A new key for the same principal; the old one stops working after `overlap` microseconds. */
  readonly rotateKey: (keyId: string, now: number, overlap: number) => Result<NewKey, StoreFault>;
  /** The key that this text is, where it would let its owner in now. */
  readonly workingKey: (text: string, now: number) => Result<StoredKey | undefined, StoreFault>;
  readonly listKeys: () => Result<readonly KeyView[], StoreFault>;
  readonly listPrincipals: () => Result<readonly PrincipalRow[], StoreFault>;
  readonly createPrincipal: (request: PrincipalRequest, now: number) => Result<PrincipalRow, StoreFault>;
  readonly changePrincipal: (id: string, change: PrincipalChange, now: number) => Result<PrincipalRow, StoreFault>;
  /** All of it, or nothing. */
  readonly together: <T>(work: (admin: Together) => Result<T, StoreFault>) => Result<T, StoreFault>;
  readonly listGrants: () => Result<readonly Grant[], StoreFault>;
  /** An act on anything else, which records itself. */
  readonly transact: <T>(work: (log: AdminLog) => Result<T, StoreFault>) => Result<T, StoreFault>;
  /** Work that takes its own transactions, for it is too long for one. */
  readonly alone: <T>(work: (log: AdminLog) => T) => T;
  /** An act that changes nothing in the database. */
  readonly record: (subject: JsonObject, now: number) => Result<undefined, StoreFault>;
  /** Leaves nothing of what was deleted or overwritten in the write-ahead log; false where others are at work with it. */
  readonly sweep: () => Result<boolean, StoreFault>;
  readonly close: () => void;
}

export type PrincipalChange = Partial<Pick<PrincipalRow, 'name' | 'kind' | 'role' | 'owner' | 'status'>>;
type Together = Pick<Admin, 'createPrincipal' | 'changePrincipal' | 'listPrincipals'>;

export interface AdminOptions extends LogOptions {
  readonly pepper: Uint8Array;
  /** Whose tokens count; where absent, nobody's do. */
  readonly tokenKeys?: Registry['tokenKeys'];
  /** Who acts, where known. */
  readonly by?: Principal;
}

export function openAdmin(options: AdminOptions): Result<Admin, StoreFault> {
  const log = openLog(options);
  if (!log.ok) return log;
  const { db, path } = log.value;
  const transaction = <T>(work: () => Result<T, StoreFault>) => allOrNothing(db, path, work);
  const within: AdminLog = {
    ...log.value,
    pepper: options.pepper,
    redact: redaction(options.pepper),
    ...(options.by && { by: options.by }),
    ...(options.tokenKeys && { tokenKeys: options.tokenKeys }),
  };
  const acts: Together = {
    createPrincipal: (request, now) => createPrincipalWithin(within, request, now),
    changePrincipal: (id, change, now) => changePrincipalWithin(within, id, change, now),
    listPrincipals: () => ok(allPrincipals(db)),
  };
  return ok({
    createKey: (request, now) => transaction(() => createKeyWithin(within, request, now)),
    revokeKey: (keyId, now) => transaction(() => revokeWithin(within, keyId, now, now)),
    rotateKey: (keyId, now, overlap) => transaction(() => rotateWithin(within, keyId, now, overlap)),
    workingKey: (text, now) => guarded(path, () => ok(workingKey(db, text, options.pepper, now))),
    listKeys: () => guarded(path, () => ok(allKeys(db).map(viewOf))),
    listPrincipals: () => guarded(path, acts.listPrincipals),
    createPrincipal: (request, now) => transaction(() => acts.createPrincipal(request, now)),
    changePrincipal: (id, change, now) => transaction(() => acts.changePrincipal(id, change, now)),
    together: (work) => transaction(() => work(acts)),
    listGrants: () => guarded(path, () => ok(allGrants(db))),
    transact: (work) => transaction(() => work(within)),
    alone: (work) => work(within),
    record: (subject, now) => transaction(() => recordAct(within, subject, now)),
    sweep: () => guarded(path, () => ok(emptyLog(db))),
    close: () => db.close(),
  });
}

export interface AdminLog extends ActLog {
  readonly pepper: Uint8Array;
  readonly tokenKeys?: Registry['tokenKeys'];
}

function createPrincipalWithin(log: AdminLog, request: PrincipalRequest, now: number): Result<PrincipalRow, StoreFault> {
  const row = newPrincipal(log, request);
  return row.ok ? putWithin(log, 'principal.create', row.value, now) : row;
}

function newPrincipal(log: AdminLog, { id, name, kind, role, owner = null }: PrincipalRequest): Result<PrincipalRow, StoreFault> {
  if (findPrincipal(log.db, id))
    return err(fault('exists', `There is a principal ${id} already. \`hookwarden principal list\` shows them.`));
  return ok({ principal_id: id, name, kind, role, owner, status: 'active' });
}

function changePrincipalWithin(log: AdminLog, id: string, change: PrincipalChange, now: number): Result<PrincipalRow, StoreFault> {
  const row = knownPrincipal(log, id);
  return row.ok ? putWithin(log, 'principal.change', { ...row.value, ...change }, now) : row;
}

function knownPrincipal(log: AdminLog, id: string): Result<PrincipalRow, StoreFault> {
  const row = findPrincipal(log.db, id);
  return row ? ok(row) : err(fault('missing', `There is no principal ${id}. \`hookwarden principal list\` shows them.`));
}

function putWithin(log: AdminLog, act: string, row: PrincipalRow, now: number): Result<PrincipalRow, StoreFault> {
  putPrincipal(log.db, row);
  const recorded = recordAct(log, { act, ...row }, now);
  return recorded.ok ? ok(row) : recorded;
}

export function createKeyWithin(log: AdminLog, request: KeyRequest, now: number): Result<NewKey, StoreFault> {
  const made = typeof request.principal === 'string' ? undefined : newPrincipal(log, request.principal);
  const owned = made ?? knownPrincipal(log, String(request.principal));
  if (!owned.ok) return owned;
  const owner = owned.value;
  if (made) putPrincipal(log.db, owner);
  const key = generateKey(log.random);
  const { perMinute, burst } = request.rate ?? DEFAULT_RATE;
  const row: KeyRow = {
    key_id: key.id,
    principal_id: owner.principal_id,
    hash: Buffer.from(hashSecret(key.secret, log.pepper)).toString('hex'),
    created_at: now,
    expires_at: request.expiresAt ?? null,
    revoked_at: null,
    per_minute: perMinute,
    burst,
    last_used_at: null,
    hosts: request.hosts ? JSON.stringify(request.hosts) : null,
    projects: request.projects ? JSON.stringify(request.projects) : null,
  };
  insertKey(log.db, row);
  const view = viewOf({ ...row, name: owner.name, role: owner.role, status: owner.status });
  const recorded = recordAct(log, { act: 'key.create', ...keyProof(row), ...(made && { principal: { ...owner } }) }, now);
  return recorded.ok ? ok({ view, text: formatKey(key) }) : recorded;
}

function revokeWithin(log: AdminLog, keyId: string, now: number, at: number): Result<KeyView, StoreFault> {
  if (!markRevoked(log.db, keyId, at))
    return err(fault('missing', `There is no key ${keyId} that could be revoked. \`hookwarden key list\` shows them.`));
  const row = allKeys(log.db).find((key) => key.key_id === keyId);
  if (!row) throw new Error(`key ${keyId} vanished inside a transaction`);
  const recorded = recordAct(log, { act: 'key.revoke', key_id: keyId, principal_id: row.principal_id, revoked_at: at }, now);
  return recorded.ok ? ok(viewOf(row)) : recorded;
}

function rotateWithin(log: AdminLog, keyId: string, now: number, overlap: number): Result<NewKey, StoreFault> {
  const before = allKeys(log.db).find((key) => key.key_id === keyId);
  const old = revokeWithin(log, keyId, now, now + overlap);
  if (!old.ok || !before) return old.ok ? err(fault('missing', `There is no key ${keyId}.`)) : old;
  const { principal_id, per_minute, burst, created_at, expires_at, hosts, projects } = before;
  const lifetime = expires_at === null ? {} : { expiresAt: now + (expires_at - created_at) };
  const places = { ...(hosts !== null && { hosts: JSON.parse(hosts) }), ...(projects !== null && { projects: JSON.parse(projects) }) };
  return createKeyWithin(log, { principal: principal_id, rate: { perMinute: per_minute, burst }, ...lifetime, ...places }, now);
}

function viewOf({ hash: _hash, ...view }: KeyWithOwner): KeyView {
  return view;
}
