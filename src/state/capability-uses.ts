import { SKEW } from '../capabilities/token.ts';
import type { LinkUse, UsedUp } from '../domain/capability.ts';
import { admit } from './rates.ts';
import type { Connection } from './sqlite.ts';

interface Row {
  readonly count: number;
  readonly arrival: number;
}

/**
 * Counts one call against every link that it relies on, or against none: the first that is used up is told. Within the transaction of the
 * call's record.
 */
export function countUses(db: Connection, links: readonly LinkUse[], now: number): UsedUp | undefined {
  const counted: (readonly [id: string, count: number, arrival: number, keepUntil: number])[] = [];
  for (const { id, uses, perMinute, expiresAt } of links) {
    const row = db.prepare<[string], Row>('SELECT count, arrival FROM capability_uses WHERE id = ?').get(id);
    const count = (row?.count ?? 0) + 1;
    if (uses !== undefined && count > uses) return { id, violation: 'uses' };
    const admitted = perMinute === undefined ? { arrival: 0 } : inRate(perMinute, row?.arrival, now);
    if ('retryAfter' in admitted) return { id, violation: 'rate', retryAfter: admitted.retryAfter };
    counted.push([id, count, admitted.arrival, expiresAt]);
  }
  const write = db.prepare<[string, number, number, number]>(
    'INSERT OR REPLACE INTO capability_uses (id, count, arrival, keep_until) VALUES (?, ?, ?, ?)',
  );
  for (const row of counted) write.run(...row);
  return undefined;
}

/** As many as a minute has may come at once; a rate of none admits none. */
const inRate = (perMinute: number, arrival: number | undefined, now: number): ReturnType<typeof admit> =>
  perMinute === 0 ? { retryAfter: 0 } : admit({ perMinute, burst: perMinute }, arrival, now);

export const usesOf = (db: Connection, id: string): number =>
  db.prepare<[string], Row>('SELECT count, arrival FROM capability_uses WHERE id = ?').get(id)?.count ?? 0;

/** Tokens still count a little after their time: what they were used for is remembered as long. */
export function forgetUses(db: Connection, now: number): void {
  db.prepare<[number]>('DELETE FROM capability_uses WHERE keep_until < ?').run(now - SKEW);
}
