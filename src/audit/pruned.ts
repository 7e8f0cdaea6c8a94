import { isObject, type JsonObject, parseJson, stringAt } from '../domain/json.ts';

/** What the record of a prune says: whose content left the database, and for which archive. */
export interface Pruned {
  /** From this record up to, not including, `until`. */
  readonly first: number;
  readonly until: number;
  /** The sequences of those that kept their content, as ranges: `0 17 300-310`. */
  readonly kept: string;
  /** The archive's path when it was made. */
  readonly file: string;
  /** Of the file, in hexadecimal. */
  readonly sha256: string;
}

export const PRUNE = 'audit.prune';
const MARK = Buffer.from(`"act":"${PRUNE}"`);

export const prunedIn = (subject: JsonObject): Pruned | undefined => {
  const { first, until } = subject;
  const [kept, file, sha256] = ['kept', 'file', 'sha256'].map((name) => stringAt(subject, name));
  if (subject['act'] !== PRUNE || typeof first !== 'number' || typeof until !== 'number') return undefined;
  return kept === undefined || file === undefined || sha256 === undefined ? undefined : { first, until, kept, file, sha256 };
};

/** By the record of administration itself, and when that was; most are about something else, and are not even parsed. */
export function prunedBy(body: Uint8Array): (Pruned & { readonly time: number }) | undefined {
  const bytes = Buffer.from(body.buffer, body.byteOffset, body.length);
  const record = bytes.includes(MARK) ? parseJson(bytes.toString()) : undefined;
  if (!isObject(record) || record['kind'] !== 'admin' || !isObject(record['subject'])) return undefined;
  const { time, sequence } = record;
  const pruned = prunedIn(record['subject']);
  // It vouches for what came before it, and for nothing else.
  if (!pruned || typeof time !== 'number' || typeof sequence !== 'number' || pruned.until > sequence) return undefined;
  return { ...pruned, time };
}

/** Records in a row. */
export interface Run {
  readonly first: number;
  readonly last: number;
}

/** Whole stretches at a time, for a log may have been pruned of nearly everything. */
export function addTo(runs: Run[], number: number): void {
  const open = runs.at(-1);
  if (open?.last === number - 1) runs[runs.length - 1] = { first: open.first, last: number };
  else runs.push({ first: number, last: number });
}

/** Ascending numbers as ranges. */
export function formatRuns(numbers: readonly number[]): string {
  const runs: Run[] = [];
  for (const number of numbers) addTo(runs, number);
  return runs.map(({ first, last }) => (first === last ? `${first}` : `${first}-${last}`)).join(' ');
}

export function parseRuns(text: string): readonly Run[] {
  return text.split(' ').flatMap((part) => {
    const [, first, last] = /^(\d{1,15})(?:-(\d{1,15}))?$/.exec(part) ?? [];
    return first === undefined ? [] : [{ first: Number(first), last: Number(last ?? first) }];
  });
}

/** What is left of a run once the others are taken out of it. */
export function without(run: Run, others: readonly Run[]): readonly Run[] {
  let rest: readonly Run[] = [run];
  for (const other of others) rest = rest.flatMap((piece) => cutOut(piece, other));
  return rest;
}

function cutOut(run: Run, other: Run): readonly Run[] {
  if (other.last < run.first || other.first > run.last) return [run];
  return [
    ...(other.first > run.first ? [{ first: run.first, last: other.first - 1 }] : []),
    ...(other.last < run.last ? [{ first: other.last + 1, last: run.last }] : []),
  ];
}

/** Those of the emptied records that no prune has emptied. */
export function lostOf(emptied: readonly Run[], prunes: readonly Pruned[]): readonly Run[] {
  const vouched = prunes.flatMap(({ first, until, kept }) => without({ first, last: until - 1 }, parseRuns(kept)));
  return emptied.flatMap((run) => without(run, vouched));
}
