import { isObject, type JsonObject, type JsonValue, stringAt } from '../domain/json.ts';
import { err, ok, type Result } from '../domain/result.ts';
import { nearest } from '../policy/fault.ts';
import { fitsGlob, globFault } from '../policy/glob.ts';
import { findingsOf, QUERY_FIELDS, type QueryField } from './query-fields.ts';
import { parseMoment } from './query-time.ts';
import { type QueryFault, readWords, type Word } from './query-words.ts';

/** Which records are asked for. */
export interface Query {
  /** Microseconds since 1970; from `since` on, before `until`. */
  readonly since?: number;
  readonly until?: number;
  readonly admits: (record: JsonObject) => boolean;
  /** What it asks about. */
  readonly fields: ReadonlySet<string>;
}

type Test = (record: JsonObject) => boolean;

const TIMES = ['since', 'until'] as const;
const FIELD_NAMES = [...TIMES, ...Object.keys(QUERY_FIELDS)];
/** Beyond these, values of a record are not looked through. */
const MAX_DEPTH = 34;

/** Every word must hold; `not` turns the next one round; commas between values mean any of them. */
export function parseQuery(text: string, now: number): Result<Query, QueryFault> {
  const words = readWords(text);
  if (!words.ok) return words;
  const tests: Test[] = [];
  let [since, until] = [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY];
  let negated: Word | undefined;
  for (const word of words.value) {
    if (word.field === undefined && !word.quoted && word.value.toLowerCase() === 'not' && !negated) {
      negated = word;
      continue;
    }
    if (word.field === 'since' || word.field === 'until') {
      if (negated) return err({ position: negated.position, message: `"not" does not go with ${word.field}:` });
      const moment = parseMoment(word.value, now);
      if (!moment.ok) return err({ position: word.valueAt, message: moment.error });
      if (word.field === 'since') since = Math.max(since, moment.value);
      else until = Math.min(until, moment.value);
      continue;
    }
    const test = testOf(word);
    if (!test.ok) return test;
    tests.push(negated ? (record) => !test.value(record) : test.value);
    negated = undefined;
  }
  if (negated) return err({ position: negated.position, message: '"not" stands before what must not be' });
  return ok({
    ...(since > Number.NEGATIVE_INFINITY && { since }),
    ...(until < Number.POSITIVE_INFINITY && { until }),
    admits: (record) => tests.every((test) => test(record)),
    fields: new Set(words.value.flatMap(({ field }) => field ?? [])),
  });
}

function testOf(word: Word): Result<Test, QueryFault> {
  const { field: name, value } = word;
  if (name === undefined) return ok(saysText(value));
  const field = Object.hasOwn(QUERY_FIELDS, name) ? QUERY_FIELDS[name] : undefined;
  if (!field) return err({ position: word.position, message: unknownField(name) });
  const tests: Test[] = [];
  let position = word.valueAt;
  for (const part of word.quoted ? [value] : value.split(',')) {
    const test = partTest(name, field, part);
    if (!test.ok) return err({ position, message: test.error });
    tests.push(test.value);
    position += part.length + 1;
  }
  return ok((record) => tests.some((test) => test(record)));
}

function unknownField(name: string): string {
  const likely = nearest(name, FIELD_NAMES);
  const meant = likely === undefined ? '' : `; did you mean ${likely}:?`;
  return `there is no field "${name}"${meant} The fields are ${FIELD_NAMES.join(', ')}; put a text with a colon in quotation marks`;
}

function partTest(name: string, field: QueryField, value: string): Result<Test, string> {
  switch (field.kind) {
    case 'name': {
      const fault = globFault(value);
      if (value === '' || fault !== undefined) return err(`"${value.slice(0, 40)}" cannot be looked for: ${fault ?? 'it is empty'}`);
      return ok((record) => field.of(record).some((text) => text !== undefined && fitsGlob(value, text)));
    }
    case 'word':
      return oneOf(name, field.words, value, (wanted) => (record) => field.of(record).includes(wanted));
    case 'rank': {
      const [, sign = '=', word = ''] = /^(>=|<=|>|<)?(.*)$/s.exec(value) ?? [];
      return oneOf(
        name,
        field.words,
        word,
        (wanted) => (record) => field.of(record).some((text) => ranks(field.words, text, sign, wanted)),
      );
    }
    case 'number': {
      const [, sign = '=', digits] = /^(>=|<=|>|<)?(\d{1,9})$/.exec(value) ?? [];
      if (digits === undefined) return err(`${name}: takes a number, or one after >, >=, < or <=`);
      return ok((record) => compares(field.of(record) ?? Number.NaN, sign, Number(digits)));
    }
  }
}

function oneOf(name: string, words: readonly string[], value: string, test: (wanted: string) => Test): Result<Test, string> {
  const wanted = words.find((word) => word === value.toLowerCase());
  if (wanted !== undefined) return ok(test(wanted));
  const likely = nearest(value, words);
  return err(`${name}: is one of ${words.join(', ')}${likely === undefined ? '' : `; did you mean ${likely}?`}`);
}

function ranks(words: readonly string[], text: string | undefined, sign: string, wanted: string): boolean {
  return text !== undefined && words.includes(text) && compares(words.indexOf(text), sign, words.indexOf(wanted));
}

function compares(left: number, sign: string, right: number): boolean {
  switch (sign) {
    case '>=':
      return left >= right;
    case '<=':
      return left <= right;
    case '>':
      return left > right;
    case '<':
      return left < right;
    default:
      return left === right;
  }
}

/** Whether a record says a text anywhere a person would read it, in capitals or small letters; not in the names of its own fields. */
function saysText(text: string): Test {
  const wanted = text.toLowerCase();
  const says = (value: JsonValue | undefined, depth: number): boolean => {
    if (typeof value === 'string') return value.toLowerCase().includes(wanted);
    if (depth > MAX_DEPTH) return false;
    if (Array.isArray(value)) return value.some((item) => says(item, depth + 1));
    return isObject(value) && Object.values(value).some((item) => says(item, depth + 1));
  };
  return (record) =>
    [stringAt(record, 'tool'), stringAt(record, 'event')].some((name) => says(name, 0)) ||
    says(record['subject'], 0) ||
    findingsOf(record).some((finding) => says(stringAt(finding, 'ruleId'), 0) || says(stringAt(finding, 'message'), 0));
}
