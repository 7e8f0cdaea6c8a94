import { formatKey, generateKey, hashSecret } from '../authentication/key.ts';
import type { Rate } from '../domain/amounts.ts';
import type { JsonObject } from '../domain/json.ts';
import type { RecordDraft, StoreFault } from '../domain/ports.ts';
import type { Principal } from '../domain/principal.ts';
import { err, ok, type Result } from '../domain/result.ts';
import { appendWithin, type Log } from './append.ts';
import { fault } from './faults.ts';
import { guarded } from './files.ts';
import { allKeys, insertKey, type KeyRow, markRevoked } from './keys.ts';
import { advanceEpoch } from './meta.ts';
import { DEFAULT_RATE } from './rates.ts';
import { immediately } from './sqlite.ts';
import { type LogOptions, openLog } from './store.ts';

export interface KeyRequest {
  readonly name: string;
  readonly role: string;
  /** Whom the key speaks for; a new principal of the key's name where absent. */
  readonly principalId?: string;
  /** Microseconds since 1970. */
  readonly expiresAt?: number;
  readonly rate?: Rate;
}

/** A key as it may be shown: without secret and hash. */
export type KeyView = Omit<KeyRow, 'hash'>;

export interface NewKey {
  readonly view: KeyView;
  /** The whole key: shown once and stored nowhere but with its owner. */
  readonly text: string;
}

/** Acts on keys. Each one is one transaction with its own audit record, and makes verdicts under way be judged again. */
export interface Admin {
  readonly createKey: (request: KeyRequest, now: number) => Result<NewKey, StoreFault>;
  readonly revokeKey: (keyId: string, now: number) => Result<KeyView, StoreFault>;
  /** A new key for the same principal; the old one stops working at once. */
  readonly rotateKey: (keyId: string, now: number) => Result<NewKey, StoreFault>;
  readonly listKeys: () => Result<readonly KeyView[], StoreFault>;
  /** An act that changes nothing in the database. */
  readonly record: (subject: JsonObject, now: number) => Result<undefined, StoreFault>;
  readonly close: () => void;
}

export interface AdminOptions extends LogOptions {
  readonly pepper: Uint8Array;
  /** Who acts, where known. */
  readonly by?: Principal;
}

export function openAdmin(options: AdminOptions): Result<Admin, StoreFault> {
  const log = openLog(options);
  if (!log.ok) return log;
  const { db, path } = log.value;
  const transaction = <T>(work: () => Result<T, StoreFault>) =>
    immediately(db, path, () => {
      const result = work();
      return { commit: result.ok, result };
    });
  const within: AdminLog = { ...log.value, pepper: options.pepper, ...(options.by && { by: options.by }) };
  return ok({
    createKey: (request, now) => transaction(() => createKeyWithin(within, request, now)),
    revokeKey: (keyId, now) => transaction(() => revokeWithin(within, keyId, now)),
    rotateKey: (keyId, now) => transaction(() => rotateWithin(within, keyId, now)),
    record: (subject, now) => transaction(() => record(within, subject, now)),
    listKeys: () => guarded(path, () => ok(allKeys(db).map(viewOf))),
    close: () => db.close(),
  });
}

export interface AdminLog extends Log {
  readonly pepper: Uint8Array;
  readonly by?: Principal;
}

export function createKeyWithin(log: AdminLog, request: KeyRequest, now: number): Result<NewKey, StoreFault> {
  const key = generateKey(log.random);
  const { perMinute, burst } = request.rate ?? DEFAULT_RATE;
  const row: KeyRow = {
    key_id: key.id,
    principal_id: request.principalId ?? `${request.name}-${key.id}`,
    name: request.name,
    role: request.role,
    hash: Buffer.from(hashSecret(key.secret, log.pepper)).toString('hex'),
    created_at: now,
    expires_at: request.expiresAt ?? null,
    revoked_at: null,
    per_minute: perMinute,
    burst,
  };
  insertKey(log.db, row);
  const view = viewOf(row);
  const recorded = record(log, { act: 'key.create', ...view }, now);
  return recorded.ok ? ok({ view, text: formatKey(key) }) : recorded;
}

function revokeWithin(log: AdminLog, keyId: string, now: number): Result<KeyView, StoreFault> {
  if (!markRevoked(log.db, keyId, now))
    return err(fault('missing', `There is no key ${keyId} that could be revoked. \`hookwarden key list\` shows them.`));
  const row = allKeys(log.db).find((key) => key.key_id === keyId);
  if (!row) throw new Error(`key ${keyId} vanished inside a transaction`);
  const recorded = record(log, { act: 'key.revoke', key_id: keyId, principal_id: row.principal_id }, now);
  return recorded.ok ? ok(viewOf(row)) : recorded;
}

function rotateWithin(log: AdminLog, keyId: string, now: number): Result<NewKey, StoreFault> {
  const old = revokeWithin(log, keyId, now);
  if (!old.ok) return old;
  const { name, role, principal_id, per_minute, burst, created_at, expires_at } = old.value;
  const lifetime = expires_at === null ? {} : { expiresAt: now + (expires_at - created_at) };
  return createKeyWithin(log, { name, role, principalId: principal_id, rate: { perMinute: per_minute, burst }, ...lifetime }, now);
}

function viewOf({ hash: _hash, ...view }: KeyRow): KeyView {
  return view;
}

function record(log: AdminLog, subject: JsonObject, now: number): Result<undefined, StoreFault> {
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
  };
  const appended = appendWithin(log, draft, { rate: false }).result;
  return appended.ok ? ok(undefined) : appended;
}
