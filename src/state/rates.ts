import type { Rate } from '../domain/amounts.ts';
import type { RecordDraft } from '../domain/ports.ts';
import type { Connection } from './sqlite.ts';

export const DEFAULT_RATE = { perMinute: 3000, burst: 1000 } as const;

const MINUTE = 60_000_000;

/**
 * GCRA in whole microseconds. `arrival` is when the next call would come if all came evenly; a call may be early by a burst.
 * Returns the arrival to store, or how long to wait; a refused call moves nothing.
 */
export function admit(
  rate: Rate,
  arrival: number | undefined,
  now: number,
): { readonly arrival: number } | { readonly retryAfter: number } {
  const interval = Math.max(1, Math.floor(MINUTE / Math.max(1, rate.perMinute)));
  const tolerance = interval * (Math.max(1, rate.burst) - 1);
  // An arrival further ahead than any burst could bring it means that the clock was set back: begin anew.
  const due = arrival === undefined || arrival < now || arrival > now + tolerance + interval ? now : arrival;
  const early = due - now - tolerance;
  return early > 0 ? { retryAfter: early } : { arrival: due + interval };
}

const OPERATIONS: readonly (readonly [name: string, tools: RegExp])[] = [
  ['shell', /^(?:Bash|BashOutput|KillShell|Shell|PowerShell)$/],
  ['read', /^(?:Read|Glob|Grep|LS|NotebookRead)$/],
  ['write', /^(?:Write|Edit|MultiEdit|NotebookEdit)$/],
  ['net', /^(?:WebFetch|WebSearch)$/],
  ['mcp', /^mcp__/],
  ['agent', /^(?:Agent|Task)$/],
];

/** Each class of operation has its own rate, so that a loop of reads does not stop writes. */
export function operationOf(draft: Pick<RecordDraft, 'kind' | 'tool'>): string {
  const { tool } = draft;
  if (tool === undefined) return draft.kind;
  return OPERATIONS.find(([, tools]) => tools.test(tool))?.[0] ?? 'other';
}

export function readArrival(db: Connection, principal: string, operation: string): number | undefined {
  return db
    .prepare<[string, string], { arrival: number }>('SELECT arrival FROM rates WHERE principal_id = ? AND operation = ?')
    .get(principal, operation)?.arrival;
}

export function writeArrival(db: Connection, principal: string, operation: string, arrival: number): void {
  db.prepare<[string, string, number]>('INSERT OR REPLACE INTO rates (principal_id, operation, arrival) VALUES (?, ?, ?)').run(
    principal,
    operation,
    arrival,
  );
}
