import type { StoredKey } from '../domain/ports.ts';
import type { Connection } from './sqlite.ts';

export interface KeyRow {
  readonly key_id: string;
  readonly principal_id: string;
  readonly name: string;
  readonly role: string;
  readonly hash: string;
  readonly created_at: number;
  readonly expires_at: number | null;
  readonly revoked_at: number | null;
  readonly per_minute: number;
  readonly burst: number;
}

export function findKey(db: Connection, keyId: string): StoredKey | undefined {
  const row = db.prepare<[string], KeyRow>('SELECT * FROM keys WHERE key_id = ?').get(keyId);
  return row && storedKey(row);
}

export function allKeys(db: Connection): readonly KeyRow[] {
  return db.prepare<[], KeyRow>('SELECT * FROM keys ORDER BY created_at, key_id').all();
}

export function insertKey(db: Connection, row: KeyRow): void {
  db.prepare<[KeyRow]>(
    `INSERT INTO keys (key_id, principal_id, name, role, hash, created_at, expires_at, revoked_at, per_minute, burst)
     VALUES (@key_id, @principal_id, @name, @role, @hash, @created_at, @expires_at, @revoked_at, @per_minute, @burst)`,
  ).run(row);
}

/** False where there is no such key or it was revoked before. */
export function markRevoked(db: Connection, keyId: string, now: number): boolean {
  return db.prepare<[number, string]>('UPDATE keys SET revoked_at = ? WHERE key_id = ? AND revoked_at IS NULL').run(now, keyId).changes > 0;
}

function storedKey(row: KeyRow): StoredKey {
  return {
    keyId: row.key_id,
    principal: { id: row.principal_id, name: row.name, role: row.role, keyId: row.key_id },
    hash: row.hash,
    perMinute: row.per_minute,
    burst: row.burst,
    ...(row.expires_at === null ? {} : { expiresAt: row.expires_at }),
    ...(row.revoked_at === null ? {} : { revokedAt: row.revoked_at }),
  };
}
