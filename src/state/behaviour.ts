import type { StoreFault } from '../domain/ports.ts';
import type { Result } from '../domain/result.ts';
import { recordAct } from './act.ts';
import type { AdminLog } from './admin.ts';
import type { Connection } from './sqlite.ts';

/** What is known of how one principal works in one project, as it is kept. */
export interface BehaviourRow {
  readonly principal: string;
  readonly project: string;
  readonly body: string;
  /** What of it is usual, for the hook. */
  readonly usual: string;
}

/** Those seen longest ago first. */
export const allBehaviour = (db: Connection): readonly BehaviourRow[] =>
  db.prepare<[], BehaviourRow>('SELECT principal, project, body, usual FROM behaviour ORDER BY seen_at, principal, project').all();

export const usualOf = (db: Connection, principal: string, project: string): string | undefined =>
  db.prepare<[string, string], { usual: string }>('SELECT usual FROM behaviour WHERE principal = ? AND project = ?').get(principal, project)
    ?.usual;

/** Takes the place of all that was kept before. They come back in this order. */
export function keepBehaviour(log: AdminLog, rows: readonly BehaviourRow[], calls: number, now: number): Result<undefined, StoreFault> {
  log.db.exec('DELETE FROM behaviour');
  const put = log.db.prepare<[string, string, string, string, number]>('INSERT INTO behaviour VALUES (?, ?, ?, ?, ?)');
  for (const [at, { principal, project, body, usual }] of rows.entries()) put.run(principal, project, body, usual, at);
  return recordAct(log, { act: 'behaviour.learn', scopes: rows.length, calls }, now);
}
