import type { Constraints } from '../domain/capability.ts';
import { isObject } from '../domain/json.ts';
import { DAYS, type Window } from '../domain/policy.ts';
import { globFault } from './glob.ts';
import { isTimeZone } from './hours.ts';

const MAX_LIST = 100;
const MAX_TEXT = 200;
/** Minutes of a day. */
const MIDNIGHT = 24 * 60;

type Form = (value: unknown) => boolean;

const listOf =
  (form: Form): Form =>
  (value) =>
    Array.isArray(value) && value.length > 0 && value.length <= MAX_LIST && value.every(form);

const isName: Form = (value) => typeof value === 'string' && value !== '' && value.length <= MAX_TEXT;
export const isGlob: Form = (value) => typeof value === 'string' && value !== '' && globFault(value) === undefined;

/** Beyond 2^53 a number is no longer the one that was written. */
export const isCount = (value: unknown): value is number => typeof value === 'number' && Number.isSafeInteger(value) && value >= 0;

const isMinute: Form = (value) => isCount(value) && value < MIDNIGHT;

/** One that ends as it begins would be a whole day to some, and nothing to others. */
function isWindow(value: unknown): value is Window {
  if (!isObject(value) || Object.keys(value).length !== 4) return false;
  const { timeZone, days, from, to } = value;
  const isDay: Form = (name) => DAYS.some((day) => day === name);
  return (
    typeof timeZone === 'string' &&
    isName(timeZone) &&
    isTimeZone(timeZone) &&
    listOf(isDay)(days) &&
    isMinute(from) &&
    isMinute(to) &&
    from !== to
  );
}

/** What each constraint looks like. One that is not here is not known, and makes the capability void. */
const FORMS: Readonly<Record<keyof Constraints, Form>> = {
  paths: listOf(isGlob),
  extensions: listOf((value) => typeof value === 'string' && /^\.[^/\0]{1,40}$/.test(value)),
  maxBytes: isCount,
  domains: listOf(isGlob),
  httpsOnly: (value) => typeof value === 'boolean',
  methods: listOf((value) => typeof value === 'string' && /^[A-Z]{1,20}$/.test(value)),
  tools: listOf(isGlob),
  programs: listOf(isName),
  deniedPrograms: listOf(isName),
  effects: listOf(isGlob),
  deniedEffects: listOf(isGlob),
  arguments: listOf((value) => Array.isArray(value) && value.length <= MAX_LIST && value.every((word) => word === '' || isGlob(word))),
  folders: listOf(isGlob),
  hours: listOf(isWindow),
  uses: isCount,
  perMinute: isCount,
  maxDepth: isCount,
};

/** In the order in which they are encoded. */
export const CONSTRAINT_NAMES: readonly string[] = Object.keys(FORMS);

export const isConstraints = (value: unknown): value is Constraints => constraintFault(value) === undefined;

/** What is wrong, if something is. */
export function constraintFault(value: unknown): string | undefined {
  if (!isObject(value)) return 'constraints are a table of names and values';
  const names = Object.keys(value).filter((name) => value[name] !== undefined);
  const strange = names.find((name) => !Object.hasOwn(FORMS, name));
  if (strange !== undefined) return `no constraint is called "${strange.slice(0, 40)}"; there are ${CONSTRAINT_NAMES.join(', ')}`;
  const wrong = Object.entries(FORMS).find(([name, form]) => value[name] !== undefined && !form(value[name]));
  return wrong && `the constraint "${wrong[0]}" has not the form that docs/capabilities.md gives for it`;
}
