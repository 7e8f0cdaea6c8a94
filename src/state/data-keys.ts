import { hash, timingSafeEqual } from 'node:crypto';
import { hmacSha256 } from '../authentication/hmac.ts';
import type { JsonObject } from '../domain/json.ts';
import { type Binding, type KeyPair, newKeyPair, openWith, sealTo } from './hpke.ts';
import type { Connection } from './sqlite.ts';
import { idOfPublic, type WrappingKey } from './wrapping-keys.ts';

/** What the inputs of one month are sealed to. Its private half exists only wrapped. */
export interface DataKey {
  readonly key_id: string;
  /** In UTC: `2026-01`. */
  readonly month: string;
  readonly public: Uint8Array;
  readonly wrapped: Uint8Array;
  readonly wrapping_id: string;
  /** Under the installation's pepper, so that nobody who only writes the database has inputs sealed to a key of their own. */
  readonly mac: Uint8Array;
}

type Wrapper = Pick<WrappingKey, 'id' | 'publicKey'>;
type Named = Pick<DataKey, 'key_id' | 'month' | 'public'>;

export function newDataKey(installId: string, month: string, by: Wrapper, pepper: Uint8Array): DataKey {
  const pair = newKeyPair();
  return wrapDataKey(installId, { key_id: idOfPublic(pair.publicKey), month, public: pair.publicKey }, pair, by, pepper);
}

export function wrapDataKey(
  installId: string,
  { key_id, month, public: publicKey }: Named,
  { privateKey }: KeyPair,
  by: Wrapper,
  pepper: Uint8Array,
): DataKey {
  const wrapped = sealTo(by.publicKey, wrapping(installId, key_id, month, by.id), privateKey, newKeyPair());
  const row = { key_id, month, public: publicKey, wrapped, wrapping_id: by.id };
  return { ...row, mac: macOf(row, pepper) };
}

/** Undefined where another key wrapped it, or it was changed. */
export function unwrapDataKey(installId: string, row: DataKey, by: KeyPair): KeyPair | undefined {
  const privateKey = openWith(by, wrapping(installId, row.key_id, row.month, row.wrapping_id), row.wrapped);
  return privateKey && { privateKey, publicKey: row.public };
}

const wrapping = (installId: string, keyId: string, month: string, wrappingId: string): Binding => ({
  info: 'hookwarden data key 1',
  aad: `${installId}\n${keyId}\n${month}\n${wrappingId}`,
});

const macOf = (row: Omit<DataKey, 'mac'>, pepper: Uint8Array): Uint8Array =>
  hmacSha256(pepper, `data-key:${JSON.stringify(dataKeyProof(row))}`);

const isOurs = (row: DataKey, pepper: Uint8Array): boolean => {
  const expected = macOf(row, pepper);
  return row.mac.length === expected.length && timingSafeEqual(row.mac, expected) && row.key_id === idOfPublic(row.public);
};

/** What the log says of a data key: everything about it, its wrapped half as a checksum. */
export function dataKeyProof({ key_id, month, public: publicKey, wrapped, wrapping_id }: Omit<DataKey, 'mac'>): JsonObject {
  const checksum = hash('sha256', wrapped, 'hex').slice(0, 32);
  return { key_id, month, public: Buffer.from(publicKey).toString('base64'), wrapped: checksum, wrapping_id };
}

/** One for that month that this installation has made; one that was put in or changed beside it is passed over. */
export function currentDataKey(db: Connection, month: string, wrappingId: string, pepper: Uint8Array): DataKey | undefined {
  const rows = db.prepare<[string, string], DataKey>('SELECT * FROM data_keys WHERE month = ? AND wrapping_id = ?').all(month, wrappingId);
  return rows.find((row) => isOurs(row, pepper));
}

export const allDataKeys = (db: Connection): readonly DataKey[] => db.prepare<[], DataKey>('SELECT * FROM data_keys ORDER BY month').all();

export const findDataKey = (db: Connection, keyId: string): DataKey | undefined =>
  db.prepare<[string], DataKey>('SELECT * FROM data_keys WHERE key_id = ?').get(keyId);

export function putDataKey(db: Connection, { key_id, month, public: publicKey, wrapped, wrapping_id, mac }: DataKey): void {
  db.prepare('INSERT OR REPLACE INTO data_keys (key_id, month, public, wrapped, wrapping_id, mac) VALUES (?, ?, ?, ?, ?, ?)').run(
    ...[key_id, month, publicKey, wrapped, wrapping_id, mac],
  );
}

export const deleteDataKeys = (db: Connection, month: string): number =>
  db.prepare('DELETE FROM data_keys WHERE month = ?').run(month).changes;
