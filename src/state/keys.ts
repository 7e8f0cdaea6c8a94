import { timingSafeEqual } from 'node:crypto';
import { hashSecret, parseKey } from '../authentication/key.ts';
import type { StoredKey } from '../domain/ports.ts';
import type { Connection } from './sqlite.ts';

export interface KeyRow {
  readonly key_id: string;
  readonly principal_id: string;
  readonly hash: string;
  readonly created_at: number;
  readonly expires_at: number | null;
  /** In the future while a successor and this one overlap. */
  readonly revoked_at: number | null;
  readonly per_minute: number;
  readonly burst: number;
  readonly last_used_at: number | null;
  /** JSON lists of globs; anywhere where absent. */
  readonly hosts: string | null;
  readonly projects: string | null;
}

interface Owned extends KeyRow {
  readonly name: string;
  readonly role: string;
  readonly status: string;
}

const OWNED = 'SELECT keys.*, name, role, status FROM keys JOIN principals USING (principal_id)';
/** To the minute is enough, and spares most calls a write. */
const USED_EVERY = 60_000_000;

export function findKey(db: Connection, keyId: string): StoredKey | undefined {
  const row = db.prepare<[string], Owned>(`${OWNED} WHERE key_id = ?`).get(keyId);
  return row && storedKey(row);
}

/** The key that this text is, where it is known, whole and still good. */
export function workingKey(db: Connection, text: string, pepper: Uint8Array, now: number): StoredKey | undefined {
  const key = parseKey(text);
  const stored = key && findKey(db, key.id);
  if (!key || !stored || (stored.revokedAt ?? now + 1) <= now || (stored.expiresAt ?? now + 1) <= now) return undefined;
  return timingSafeEqual(hashSecret(key.secret, pepper), Buffer.from(stored.hash, 'hex')) ? stored : undefined;
}

export type KeyWithOwner = KeyRow & Pick<Owned, 'name' | 'role' | 'status'>;

export function allKeys(db: Connection): readonly KeyWithOwner[] {
  return db.prepare<[], Owned>(`${OWNED} ORDER BY created_at, key_id`).all();
}

export function insertKey(db: Connection, row: KeyRow): void {
  db.prepare<[KeyRow]>(
    `INSERT INTO keys (key_id, principal_id, hash, created_at, expires_at, revoked_at, per_minute, burst, last_used_at, hosts, projects)
     VALUES (@key_id, @principal_id, @hash, @created_at, @expires_at, @revoked_at, @per_minute, @burst, @last_used_at, @hosts, @projects)`,
  ).run(row);
}

/** From `at` on. False where there is no such key or it ends before that already. */
export function markRevoked(db: Connection, keyId: string, at: number): boolean {
  const revoke = db.prepare<[number, string, number]>(
    'UPDATE keys SET revoked_at = ? WHERE key_id = ? AND (revoked_at IS NULL OR revoked_at > ?)',
  );
  return revoke.run(at, keyId, at).changes > 0;
}

export function markUsed(db: Connection, keyId: string, now: number): void {
  db.prepare<[number, string, number]>('UPDATE keys SET last_used_at = ? WHERE key_id = ? AND ifnull(last_used_at, 0) <= ?').run(
    now,
    keyId,
    now - USED_EVERY,
  );
}

function storedKey(row: Owned): StoredKey {
  return {
    keyId: row.key_id,
    principal: { id: row.principal_id, name: row.name, role: row.role, keyId: row.key_id },
    active: row.status === 'active',
    hash: row.hash,
    perMinute: row.per_minute,
    burst: row.burst,
    hosts: listOf(row.hosts),
    projects: listOf(row.projects),
    ...(row.expires_at === null ? {} : { expiresAt: row.expires_at }),
    ...(row.revoked_at === null ? {} : { revokedAt: row.revoked_at }),
  };
}

/** A list that cannot be read allows nothing. */
function listOf(json: string | null): readonly string[] {
  if (json === null) return ['**'];
  const list: unknown = JSON.parse(json);
  return Array.isArray(list) ? list.filter((entry) => typeof entry === 'string') : [];
}
