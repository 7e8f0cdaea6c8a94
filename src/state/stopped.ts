import { CODE_LIFETIME, codeFrom, type Stopped } from '../domain/exception.ts';
import type { Random } from '../domain/ports.ts';
import type { Connection } from './sqlite.ts';

export interface NamedStop extends Stopped {
  readonly code: string;
  readonly session: string;
  readonly recordId: string;
  readonly time: number;
}

interface Row {
  readonly code: string;
  readonly session: string;
  readonly event_hash: string;
  readonly rules: string;
  readonly summary: string;
  readonly record_id: string;
  readonly time: number;
}

const MAX_KEPT = 1000;
const MAX_CODES_TRIED = 8;

/** The code by which a person names this call: the one it has, where it was stopped before, as long as that is good. */
export function nameStopped(db: Connection, random: Random, stop: Omit<NamedStop, 'code'>): string | undefined {
  forgetStopped(db, stop.time);
  const known = db
    .prepare<[string, string], Pick<Row, 'code' | 'rules'>>('SELECT code, rules FROM stopped WHERE session = ? AND event_hash = ?')
    .get(stop.session, stop.eventHash);
  const rules = JSON.stringify(stop.rules);
  // Other rules stop it now: who lets it through has to know of those.
  if (known?.rules === rules) return known.code;
  for (let tries = 0; tries < MAX_CODES_TRIED; tries++) {
    const code = codeFrom(random.bytes(6));
    if (findStopped(db, code, stop.time)) continue;
    db.prepare<[Row]>('INSERT OR REPLACE INTO stopped VALUES (@code, @session, @event_hash, @rules, @summary, @record_id, @time)').run({
      code,
      session: stop.session,
      event_hash: stop.eventHash,
      rules,
      summary: stop.summary,
      record_id: stop.recordId,
      time: stop.time,
    });
    return code;
  }
  return undefined;
}

export function findStopped(db: Connection, code: string, now: number): NamedStop | undefined {
  const row = db.prepare<[string], Row>('SELECT * FROM stopped WHERE code = ?').get(code);
  if (!row || Math.abs(now - row.time) > CODE_LIFETIME) return undefined;
  const rules: unknown = JSON.parse(row.rules);
  return {
    code,
    session: row.session,
    eventHash: row.event_hash,
    rules: Array.isArray(rules) ? rules.filter((id) => typeof id === 'string') : [],
    summary: row.summary,
    recordId: row.record_id,
    time: row.time,
  };
}

/** A code grants once. */
export function dropStopped(db: Connection, code: string): void {
  db.prepare<[string]>('DELETE FROM stopped WHERE code = ?').run(code);
}

export function forgetStopped(db: Connection, now: number): void {
  db.prepare<[number, number]>(
    'DELETE FROM stopped WHERE time < ? OR code IN (SELECT code FROM stopped ORDER BY time DESC LIMIT -1 OFFSET ?)',
  ).run(now - CODE_LIFETIME, MAX_KEPT);
}
