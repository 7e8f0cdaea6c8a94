import { isObject, parseJson } from '../domain/json.ts';
import type { Counts } from './counts.ts';
import { TRAITS } from './features.ts';
import type { Behaviour } from './model.ts';
import type { Rate } from './rate.ts';

export const encodeBehaviour = (behaviour: Behaviour): string => JSON.stringify(behaviour);

/** Undefined where it is not what `encodeBehaviour` writes: nothing is then known, as in the beginning. */
export function parseBehaviour(text: string): Behaviour | undefined {
  const value = parseJson(text);
  return isBehaviour(value) ? value : undefined;
}

function isBehaviour(value: unknown): value is Behaviour {
  return (
    isObject(value) &&
    areNumbers([value['calls'], value['last']]) &&
    Array.isArray(value['hours']) &&
    value['hours'].length === 24 &&
    areNumbers(value['hours']) &&
    isRate(value['rate']) &&
    TRAITS.every((trait) => isCounts(value[trait]))
  );
}

const isCounts = (value: unknown): value is Counts =>
  isObject(value) &&
  areNumbers([value['total'], value['forgotten']]) &&
  isObject(value['names']) &&
  areNumbers(Object.values(value['names']));

const isRate = (value: unknown): value is Rate =>
  isObject(value) && areNumbers(['hour', 'calls', 'hours', 'mean', 'spread', 'most'].map((key) => value[key]));

const areNumbers = (values: readonly unknown[]): boolean => values.every((value) => typeof value === 'number');
