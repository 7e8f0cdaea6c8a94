import { isObject } from './json.ts';

/** What an earlier call of the session did that a later one may have to answer for. */
export const LABELS = [
  'secret-read',
  'untrusted-content',
  'downloaded-script',
  'cloned-repository',
  'wrote-script',
  'remote-added',
  'production-touched',
] as const;
export type LabelName = (typeof LABELS)[number];

export interface Label {
  readonly name: LabelName;
  /** A path or a name: the label then speaks of that alone, or with `BELOW` at its end of everything below. */
  readonly about?: string;
}

/** A label with the call that set it last. */
export interface SessionLabel extends Label {
  /** Microseconds since 1970. */
  readonly time: number;
  /** Which call it was, for people: `record r12-0a1b2c3d`. */
  readonly source: string;
  /** The host's id of that call: a call is announced by several events, and its own label is no earlier one. */
  readonly call?: string;
}

type Mark = Pick<SessionLabel, 'time' | 'source' | 'call'>;

/** How a whole folder, or a program, stands among the files that a call makes: everything at or below it. */
export const BELOW = '/**';

/** A day: as long as somebody may go on with what is still in a conversation. Nothing clears a label before. */
export const LABEL_LIFETIME = 86_400_000_000;
/** A label that is set again keeps its time for so long, that not every call has to write. */
const STALE = 3_600_000_000;
/** Of each name so many files; the one set longest ago goes first. */
const MAX_ABOUT = 32;
const MAX_LENGTH = 1024;

/** Without those that have expired. One from the future stays: a clock that is set back clears nothing. */
export function liveLabels(session: readonly SessionLabel[], now: number): readonly SessionLabel[] {
  const live = session.filter(({ time }) => now - time < LABEL_LIFETIME);
  return live.length === session.length ? session : live;
}

/** What a call that is made now has to answer for. */
export const labelsBefore = (session: readonly SessionLabel[], now: number, call: string | undefined): readonly SessionLabel[] =>
  liveLabels(session, now).filter((label) => label.call === undefined || label.call !== call);

/** The session after a call that set these labels. The same value where nothing has to be written. */
export function withLabels(session: readonly SessionLabel[], added: readonly Label[], mark: Mark): readonly SessionLabel[] {
  const { time } = mark;
  const live = liveLabels(session, time);
  const known = new Map(live.map((label) => [keyOf(label), label]));
  let changed = false;
  for (const { name, about } of added) {
    if (about !== undefined && about.length > MAX_LENGTH) continue;
    const label: SessionLabel = { name, ...(about !== undefined && { about }), ...mark };
    const before = known.get(keyOf(label));
    if (before && time - before.time < STALE) continue;
    // Set anew it stands last, so that the order is that of age.
    known.delete(keyOf(label));
    known.set(keyOf(label), label);
    changed = true;
  }
  return changed ? bounded([...known.values()]) : session;
}

/** Whether a verdict that relied on the one would be the same with the other, but for what it says of when. */
export const sameLabels = (left: readonly SessionLabel[], right: readonly SessionLabel[]): boolean =>
  left === right || (left.length === right.length && keysOf(left) === keysOf(right));

const keyOf = ({ name, about = '' }: Label): string => `${name}\0${about}`;
const keysOf = (session: readonly SessionLabel[]): string => session.map(keyOf).sort().join('\n');

function bounded(session: readonly SessionLabel[]): readonly SessionLabel[] {
  const room = new Map<LabelName, number>();
  const kept = session.toReversed().filter(({ name }) => {
    const used = room.get(name) ?? 0;
    room.set(name, used + 1);
    return used < MAX_ABOUT;
  });
  return kept.reverse();
}

/** Whether a label speaks of this: of everything, or of just this, or of what it lies in. */
export function speaksOf({ about }: Label, value: string | undefined): boolean {
  if (about === undefined || about === value) return true;
  return value !== undefined && about.endsWith(BELOW) && value.startsWith(about.slice(0, -2));
}

/** The latest label of these names that speaks of this. */
export const labelFor = (
  names: readonly LabelName[],
  session: readonly SessionLabel[],
  value: string | undefined,
): SessionLabel | undefined => session.findLast((label) => names.includes(label.name) && speaksOf(label, value));

export function isSessionLabel(value: unknown): value is SessionLabel {
  return (
    isObject(value) &&
    LABELS.some((name) => name === value['name']) &&
    (value['about'] === undefined || typeof value['about'] === 'string') &&
    typeof value['time'] === 'number' &&
    typeof value['source'] === 'string' &&
    (value['call'] === undefined || typeof value['call'] === 'string')
  );
}

const DEEDS: Readonly<Record<LabelName, string>> = {
  'secret-read': 'a secret was read',
  'untrusted-content': 'content that anyone may have written was fetched',
  'downloaded-script': 'it was downloaded',
  'cloned-repository': 'it was cloned',
  'wrote-script': 'it was written',
  'remote-added': 'this remote was set',
  'production-touched': 'production was worked on',
};

/** One sentence that says what happened before, when, and where it is on record. */
export function describeLabel({ name, time, source }: SessionLabel): string {
  return `Earlier in this session ${DEEDS[name]} (${source}, ${new Date(time / 1000).toISOString().slice(11, 16)} UTC).`;
}
