import { timingSafeEqual } from 'node:crypto';
import { hmacSha256 } from '../authentication/hmac.ts';
import { encodeCapability } from '../capabilities/encode.ts';
import { parseCapabilityText } from '../capabilities/parse.ts';
import { type Capability, type Chain, MAX_DEPTH, type Refused } from '../domain/capability.ts';
import { err, ok, type Result } from '../domain/result.ts';
import type { Connection } from './sqlite.ts';

/** Signs what is kept of capabilities here. */
export type CapabilityKey = Uint8Array;

interface Row {
  readonly id: string;
  readonly parent: string | null;
  readonly principal: string;
  readonly body: string;
  readonly signature: Buffer;
}

/** One of its own, so that no signature of another use is good here. */
export const capabilityKey = (pepper: Uint8Array): CapabilityKey => hmacSha256(pepper, 'hookwarden capability 1');

export function insertCapability(db: Connection, key: CapabilityKey, capability: Capability): void {
  const { id, parent = null, principal, expiresAt } = capability;
  const body = encodeCapability(capability);
  db.prepare<[string, string | null, string, number, string, Uint8Array]>(
    'INSERT INTO capabilities (id, parent, principal, expires_at, body, signature) VALUES (?, ?, ?, ?, ?, ?)',
  ).run(id, parent, principal, expiresAt, body, hmacSha256(key, body));
}

const COLUMNS = 'id, parent, principal, body, signature';

const CHAIN = `
WITH RECURSIVE chain (${COLUMNS}, distance) AS (
  SELECT ${COLUMNS}, 0 FROM capabilities WHERE id = ?
  UNION ALL
  SELECT up.id, up.parent, up.principal, up.body, up.signature, distance + 1
  FROM capabilities AS up JOIN chain ON up.id = chain.parent WHERE distance <= ${MAX_DEPTH}
) SELECT ${COLUMNS} FROM chain ORDER BY distance DESC`;

/** A capability behind all of its ancestors, each as it was signed. Whether it still holds is another question. */
export function readChain(db: Connection, key: CapabilityKey, id: string): Result<Chain, Refused> {
  const rows = db.prepare<[string], Row>(CHAIN).all(id);
  if (rows.length === 0) return err({ reason: 'unknown' });
  const chain: Capability[] = [];
  for (const row of rows) {
    const link = openRow(key, row);
    if (!link.ok) return link;
    chain.push(link.value);
  }
  return ok(chain);
}

export interface KeptCapability {
  readonly id: string;
  readonly read: Result<Capability, Refused>;
}

export function allCapabilities(db: Connection, key: CapabilityKey): readonly KeptCapability[] {
  const rows = db.prepare<[], Row>(`SELECT ${COLUMNS} FROM capabilities ORDER BY id`).all();
  return rows.map((row) => ({ id: row.id, read: openRow(key, row) }));
}

const BELOW = `
WITH RECURSIVE below (id, distance) AS (
  SELECT id, 1 FROM capabilities WHERE parent = ?
  UNION ALL
  SELECT down.id, distance + 1 FROM capabilities AS down JOIN below ON down.parent = below.id WHERE distance <= ${MAX_DEPTH}
) SELECT id FROM below`;

export const descendantsOf = (db: Connection, id: string): readonly string[] =>
  db
    .prepare<[string], { id: string }>(BELOW)
    .all(id)
    .map((row) => row.id);

/** Long enough to be asked about; nothing that has ended comes back. */
const KEPT = 30 * 86_400_000_000;

export function forgetCapabilities(db: Connection, now: number): void {
  db.prepare<[number]>('DELETE FROM capabilities WHERE expires_at < ?').run(now - KEPT);
}

/** What stands in the row beside the body only finds it, and has to say the same. */
function openRow(key: CapabilityKey, { id, parent, principal, body, signature }: Row): Result<Capability, Refused> {
  const expected = hmacSha256(key, body);
  if (signature.length !== expected.length || !timingSafeEqual(signature, expected)) return err({ reason: 'wrong-signature', id });
  const parsed = parseCapabilityText(body);
  if (!parsed.ok) return err({ reason: parsed.error, id });
  const { value } = parsed;
  const agrees = value.id === id && (value.parent ?? null) === parent && value.principal === principal;
  return agrees ? parsed : err({ reason: 'wrong-signature', id });
}
