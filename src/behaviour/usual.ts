import type { Features, Trait } from './features.ts';

/**
 * What is usual, as text that is asked without being parsed: a line for each name that is no surprise, `program git`, and `program *` where
 * a new one is none either. It begins and ends with a line break.
 */
export type Usual = string;

export const WORDS: Readonly<Record<Trait, string>> = { programs: 'program', effects: 'effect', hosts: 'host', roots: 'place' };
export const HOUR = 'hour';
export const ANY = '*';

const HOUR_LENGTH = 3_600_000_000;
const LONGEST_NAME = 100;

/** As much of a name as is kept. */
export const shortName = (name: string): string => (name.length <= LONGEST_NAME ? name : `${name.slice(0, LONGEST_NAME - 1)}…`);

export const hourOfDay = (time: number): number => Math.floor(time / HOUR_LENGTH) % 24;

export const lineOf = (word: string, name: string | number): string => `\n${word} ${name}\n`;

/** What of a call is not usual, in words: `program nc`. */
export function unusualIn(usual: Usual, features: Features): readonly string[] {
  const isKnown = (word: string, name: string | number): boolean => usual.includes(lineOf(word, name)) || usual.includes(lineOf(word, ANY));
  const strange = (trait: Trait): readonly string[] =>
    features[trait].map(shortName).flatMap((name) => (isKnown(WORDS[trait], name) ? [] : [`${WORDS[trait]} ${name}`]));
  const { time } = features;
  const hour = time === undefined || isKnown(HOUR, hourOfDay(time)) ? [] : [`${HOUR} ${hourOfDay(time)}:00 UTC`];
  return [...new Set([...strange('hosts'), ...strange('programs'), ...strange('effects'), ...strange('roots'), ...hour])];
}
