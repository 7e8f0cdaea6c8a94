import type { Revoked } from '../capabilities/revocation-list.ts';
import type { JsonObject, JsonValue } from '../domain/json.ts';
import { allRevocations, EVERYTHING, isOver } from './capability-revocations.ts';
import { readMarks } from './meta.ts';
import type { Connection } from './sqlite.ts';

export const TAKE_OVER = 'capability.revocations.take';

/** What is taken back, by whom it is about, as the acts of administration say it. */
export type ToldRevocations = Map<string, number>;

/** Takes in what one act of that time says was taken back. */
export function hearRevocations(told: ToldRevocations, act: JsonObject, time: number): void {
  for (const [subject, at] of revokedBy(act, time)) if (typeof at === 'number') hear(told, subject, at);
}

function revokedBy(act: JsonObject, time: number): readonly (readonly [subject: string, at: JsonValue | undefined])[] {
  const { capability, principal, revoked_at, revoked } = act;
  switch (act['act']) {
    case 'capability.revoke':
      return [[`cap:${capability}`, time]];
    case 'capability.revoke-all':
      return [[`principal:${principal}`, revoked_at ?? time]];
    case 'state.repair':
      return [[EVERYTHING, revoked_at]];
    case TAKE_OVER:
      return Array.isArray(revoked) ? revoked.map((entry) => [String(entry[0]), entry[1]]) : [];
    default:
      return [];
  }
}

/** As the table does: the earliest counts for a link, the latest for all else. */
function hear(told: ToldRevocations, subject: string, at: number): void {
  const before = told.get(subject) ?? at;
  told.set(subject, subject.startsWith('cap:') ? Math.min(before, at) : Math.max(before, at));
}

/** What the acts have taken back, to be put into another database. */
export const revocationsOf = (told: ToldRevocations): readonly Revoked[] =>
  [...told].map(([subject, revokedAt]) => ({ subject, revokedAt, because: 'taken back before the database was repaired' }));

/** A day: how far the clock that forgets may be ahead of the mark. */
const AHEAD = 86_400_000_000;

/** Where the table is not what the acts have made of it. What has been over for long may be gone. */
export function unvouchedRevocations(db: Connection, told: ToldRevocations): readonly string[] {
  const { highWater } = readMarks(db);
  const found = new Map(allRevocations(db).map(({ subject, revokedAt }) => [subject, revokedAt]));
  const lost = [...told].filter(([subject, at]) => !found.has(subject) && !isOver(at, highWater + AHEAD));
  const strange = [...found].filter(([subject]) => !told.has(subject));
  const moved = [...found].filter(([subject, at]) => told.has(subject) && told.get(subject) !== at);
  return [
    ...lost.map(([subject]) => `The revocation of ${subject} was taken out of the database: the log tells of it.`),
    ...strange.map(([subject]) => `The revocation of ${subject} was put into the database beside the log: no record tells of it.`),
    ...moved.map(([subject]) => `The revocation of ${subject} was changed beside the log: it is of another time.`),
  ];
}
