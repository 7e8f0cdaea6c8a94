import { DECISIONS, SEVERITIES } from '../../domain/decision.ts';
import { CALL_OUTCOMES } from '../../scan/row.ts';
import type { PageData } from './data.ts';

/** What a call can be chosen by besides its text, decision and time: by one name of each. */
export const CHOICES = ['rule', 'severity', 'tool', 'project', 'session', 'host', 'outcome'] as const;
export type Choice = (typeof CHOICES)[number];

export const ORDERS = ['worst', 'newest', 'recorded'] as const;
type Order = (typeof ORDERS)[number];

/** What is shown; every part of it is a text, so that it can stand in the address. */
export interface Filter {
  /** Words, each of which what the call would do, its findings or its source holds; letters count as small ones. */
  readonly text: string;
  /** Decisions that are left out. */
  readonly without: readonly string[];
  /** UTC days, both included: `2026-11-22`. */
  readonly from: string;
  readonly to: string;
  readonly chosen: Readonly<Partial<Record<Choice, string>>>;
  readonly order: Order;
}

export const EVERYTHING: Filter = { text: '', without: [], from: '', to: '', chosen: {}, order: 'worst' };

/** The fragment of the address that stands for a filter. */
export function toFragment({ text, without, from, to, chosen, order }: Filter): string {
  const all = Object.entries({ text, without: without.join(' '), from, to, order: order === EVERYTHING.order ? '' : order, ...chosen });
  return new URLSearchParams(all.filter(([, value]) => value !== '')).toString();
}

/** Whatever a fragment says that no filter is, is not heard. */
export function fromFragment(fragment: string): Filter {
  const said = new URLSearchParams(fragment);
  const word = (name: string): string => said.get(name) ?? '';
  const day = (name: string): string => (isDay(word(name)) ? word(name) : '');
  return {
    text: word('text'),
    without: word('without')
      .split(' ')
      .filter((name) => DECISIONS.some((known) => known === name)),
    from: day('from'),
    to: day('to'),
    chosen: Object.fromEntries(CHOICES.map((name) => [name, word(name)]).filter(([, value]) => value !== '')),
    order: ORDERS.find((order) => order === word('order')) ?? EVERYTHING.order,
  };
}

/** No field for a date would show another, and no call would lie before or after it. */
const isDay = (text: string): boolean => /^\d{4}-\d\d-\d\d$/.test(text) && !Number.isNaN(Date.parse(text));

const DAY_MS = 86_400_000;

/** The calls that pass, in the order that is asked for. */
export function select(data: PageData, filter: Filter): readonly number[] {
  const passes = [decisionTest, timeTest, textTest, ...CHOICES.map((name) => choiceTest(name))].flatMap((test) => test(data, filter) ?? []);
  const found: number[] = [];
  for (let call = 0; call < data.calls.decision.length; call++) if (passes.every((pass) => pass(call))) found.push(call);
  return inOrder(found, data, filter.order);
}

type Test = (data: PageData, filter: Filter) => ((call: number) => boolean) | undefined;

const decisionTest: Test = ({ calls }, { without }) => {
  if (without.length === 0) return undefined;
  const kept = DECISIONS.map((decision) => !without.includes(decision));
  return (call) => kept[calls.decision[call] ?? 0] === true;
};

const timeTest: Test = ({ calls }, { from, to }) => {
  if (from === '' && to === '') return undefined;
  const [first, last] = [
    from === '' ? Number.NEGATIVE_INFINITY : Date.parse(from),
    to === '' ? Number.POSITIVE_INFINITY : Date.parse(to) + DAY_MS,
  ];
  return (call) => {
    const time = calls.time[call] ?? null;
    return time !== null && time >= first && time < last;
  };
};

const texts = new WeakMap<PageData, string[]>();

const textTest: Test = (data, { text }) => {
  const words = text.toLowerCase().split(/\s+/).filter(Boolean);
  if (words.length === 0) return undefined;
  const known = texts.get(data) ?? [];
  texts.set(data, known);
  return (call) => {
    known[call] ??= textOf(data, call);
    const whole = known[call];
    return words.every((word) => whole.includes(word));
  };
};

function textOf({ calls, names }: PageData, call: number): string {
  const findings = calls.findings[call] ?? [];
  const said = findings.map((name, at) => (at % 2 === 0 ? names.rule[name]?.id : names.message[name]));
  const places = [names.tool[calls.tool[call] ?? -1], names.source[calls.source[call] ?? -1], names.project[calls.project[call] ?? -1]];
  return [calls.summary[call], ...places, ...said].join('\n').toLowerCase();
}

const choiceTest =
  (name: Choice): Test =>
  (data, { chosen }) => {
    const value = chosen[name];
    if (value === undefined) return undefined;
    const { calls, names } = data;
    switch (name) {
      case 'rule': {
        const wanted = names.rule.findIndex(({ id }) => id === value);
        return (call) => calls.findings[call]?.some((one, at) => at % 2 === 0 && one === wanted) === true;
      }
      case 'severity': {
        const least = placeIn(SEVERITIES, value);
        return (call) => (calls.severity[call] ?? -1) >= least;
      }
      case 'outcome': {
        const wanted = placeIn(CALL_OUTCOMES, value);
        return (call) => calls.outcome[call] === wanted;
      }
      default: {
        const wanted = names[name].indexOf(value);
        return (call) => calls[name][call] === wanted;
      }
    }
  };

const placeIn = (names: readonly string[], name: string): number => names.indexOf(name);

function inOrder(found: number[], { calls }: PageData, order: Order): readonly number[] {
  switch (order) {
    case 'recorded':
      return found;
    case 'worst':
      return found.sort(
        (left, right) => (calls.decision[right] ?? 0) - (calls.decision[left] ?? 0) || (calls.risk[right] ?? 0) - (calls.risk[left] ?? 0),
      );
    case 'newest':
      return found.sort((left, right) => (calls.time[right] ?? 0) - (calls.time[left] ?? 0));
  }
}
