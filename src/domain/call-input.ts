import type { JsonObject } from './json.ts';

/** What a call is given, in one order and without what only describes it: of two calls that are the same these are the same as JSON. */
export const entriesOf = (input: JsonObject) =>
  Object.entries(input)
    .filter(([key]) => !(key === 'description' && typeof input['command'] === 'string'))
    .sort(([left], [right]) => (left < right ? -1 : 1));
