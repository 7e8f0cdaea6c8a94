import { surprise, timesOf } from './counts.ts';
import { type Features, TRAITS, type Trait } from './features.ts';
import type { Behaviour } from './model.ts';
import { hourOf, rateSurprise } from './rate.ts';
import { ANY, HOUR, hourOfDay, lineOf, type Usual, WORDS } from './usual.ts';

type DepartureKind = 'program' | 'effect' | 'host' | 'upload' | 'place' | 'hour' | 'rate';

/** One way in which a call is unlike those before it. */
export interface Departure {
  readonly kind: DepartureKind;
  /** The program, host, place or hour. */
  readonly what: string;
  /** How surprising it is: one bit more is half as likely. */
  readonly bits: number;
  /** Why, in one sentence. */
  readonly reason: string;
}

/** Less is no surprise: what happens once in 256 times has as much. */
const LEAST_BITS = 8;
/** Before so many calls nothing is known of what is usual. */
export const LEAST_CALLS = 200;
/** What is sent to a host that was never heard of is as grave as if it were eight times as rare. */
const UPLOAD_BITS = 3;

/** How a call departs from what is usual, the most surprising first. Nothing where too little is known. */
export function departuresOf(known: Behaviour, features: Features, least = LEAST_BITS): readonly Departure[] {
  if (known.calls < LEAST_CALLS) return [];
  const found = [
    ...rare(known, 'programs', features.programs, 'program', (name) => `the program ${name}`),
    ...rare(known, 'effects', features.effects, 'effect', (name) => `a call that does ${name}`),
    ...hosts(known, features),
    ...rare(known, 'roots', features.roots, 'place', (name) => `a call that ${name}`),
    ...hour(known, features),
    ...rate(known, features),
  ];
  return found.filter(({ bits }) => bits >= least).sort((left, right) => right.bits - left.bits);
}

function rare(
  known: Behaviour,
  trait: Trait,
  names: readonly string[],
  kind: DepartureKind,
  told: (name: string) => string,
): readonly Departure[] {
  return [...new Set(names)].map((what) => ({
    kind,
    what,
    bits: surprise(known[trait], what),
    reason: reasonOf(told(what), known, trait, what),
  }));
}

function hosts(known: Behaviour, { hosts: names, uploads }: Features): readonly Departure[] {
  return rare(known, 'hosts', names, 'host', (name) => `the host ${name}`).map((departure) => {
    const isNew = timesOf(known.hosts, departure.what) === 0;
    if (!isNew || !uploads.includes(departure.what)) return departure;
    const reason = `something is sent to ${departure.what}, which was never addressed in ${known.calls} calls`;
    // Where hardly any call goes out, one that does is the surprise.
    return { ...departure, kind: 'upload', bits: Math.max(departure.bits, surprise(known.effects, 'net.upload')) + UPLOAD_BITS, reason };
  });
}

function reasonOf(what: string, known: Behaviour, trait: Trait, name: string): string {
  const times = timesOf(known[trait], name);
  return times === 0 ? `${what} was never seen in ${known.calls} calls` : `${what} was seen in ${times} of ${known.calls} calls`;
}

function hour({ hours, calls }: Behaviour, { time }: Features): readonly Departure[] {
  if (time === undefined) return [];
  const at = hourOfDay(time);
  const what = `${String(at).padStart(2, '0')}:00 UTC`;
  const reason = `it was made in the hour of ${what}, as ${hours[at] || 'none'} of ${calls} calls were`;
  return [{ kind: 'hour', what, bits: hourSurprise(hours, at), reason }];
}

/** The hours beside it count half: nobody begins to the minute. None where too few calls had a time. */
function hourSurprise(hours: readonly number[], at: number): number {
  const timed = hours.reduce((sum, times) => sum + times, 0);
  const times = (offset: number): number => hours[(at + offset + 24) % 24] ?? 0;
  return timed < LEAST_CALLS ? 0 : -Math.log2((times(0) + (times(-1) + times(1)) / 2 + 0.5) / (2 * timed + 1));
}

/** No name that a call has. */
const NEVER_SEEN = '\0';

/** What is no departure, but for the rate; nothing where too little is known. */
export function usualOf(known: Behaviour): Usual {
  if (known.calls < LEAST_CALLS) return '';
  const names = TRAITS.flatMap((trait) => {
    const isUsual = (name: string): boolean => surprise(known[trait], name) < LEAST_BITS;
    const told = Object.keys(known[trait].names).filter((name) => name !== ANY && !name.includes('\n') && isUsual(name));
    return [...told, ...(isUsual(NEVER_SEEN) ? [ANY] : [])].map((name) => lineOf(WORDS[trait], name));
  });
  const hours = known.hours.flatMap((_, at) => (hourSurprise(known.hours, at) < LEAST_BITS ? [lineOf(HOUR, at)] : []));
  return [...names, ...hours].join('').replaceAll('\n\n', '\n');
}

function rate({ rate: known }: Behaviour, { time }: Features): readonly Departure[] {
  if (time === undefined || hourOf(time) !== known.hour) return [];
  const bits = rateSurprise(known);
  if (bits === 0) return [];
  const reason = `${known.calls} calls were made within the hour; before there were ${Math.round(known.mean)} an hour, and at most ${known.most}`;
  return [{ kind: 'rate', what: `${known.calls} calls an hour`, bits, reason }];
}
