import { isObject, type JsonObject, stringAt } from '../domain/json.ts';
import { boundedName } from './record.ts';
import { ERASE } from './sealed-acts.ts';

/** What was to be erased of what is kept sealed, as the log says it: of all records before it, whichever it fits. */
export type Erasure = { readonly month: string } | { readonly record: string } | { readonly session: string };

/** In UTC: `2026-01`; nothing for a time that no calendar has. `time` in microseconds since 1970. */
export function monthOf(time: number): string {
  const date = new Date(time / 1000);
  return Number.isNaN(date.getTime()) ? '' : date.toISOString().slice(0, 7);
}

export function erasureIn(record: JsonObject): Erasure | undefined {
  const { kind, subject } = record;
  if (kind !== 'admin' || !isObject(subject) || subject['act'] !== ERASE) return undefined;
  const [month, one, session] = [stringAt(subject, 'month'), stringAt(subject, 'record'), stringAt(subject, 'session')];
  if (month !== undefined) return { month };
  if (one !== undefined) return { record: one };
  return session === undefined ? undefined : { session };
}

export function isErasedBy(erasure: Erasure, { id, session, time }: JsonObject): boolean {
  if ('month' in erasure) return typeof time === 'number' && monthOf(time) === erasure.month;
  return 'record' in erasure ? id === erasure.record : session === boundedName(erasure.session);
}
