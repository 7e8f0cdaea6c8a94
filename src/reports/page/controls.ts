import { DECISIONS, SEVERITIES } from '../../domain/decision.ts';
import { CALL_OUTCOMES } from '../../scan/row.ts';
import { shown } from '../shown.ts';
import type { PageData } from './data.ts';
import { element, part } from './dom.ts';
import { CHOICES, type Choice, EVERYTHING, type Filter, ORDERS } from './filter.ts';

const LABELS: Readonly<Record<Choice, string>> = {
  rule: 'Rule',
  severity: 'At least as severe as',
  tool: 'Tool',
  project: 'Project',
  session: 'Session',
  host: 'Agent',
  outcome: 'What became of it',
};
const TYPING_MS = 150;

export interface Controls {
  /** Shows a filter that was set elsewhere: by a chart, or by the address. */
  readonly set: (filter: Filter) => void;
}

/** The form with which calls are chosen; it tells each change of the filter. */
export function controls(data: PageData, changed: (filter: Filter) => void): Controls {
  const text = element('input', { type: 'search', id: 'text', autocomplete: 'off', spellcheck: 'false' });
  const from = element('input', { type: 'date', id: 'from' });
  const to = element('input', { type: 'date', id: 'to' });
  const boxes = DECISIONS.map((decision) => [decision, element('input', { type: 'checkbox', id: `decision-${decision}` })] as const);
  const choices = CHOICES.map((name) => [name, selectOf(name, namesOf(data, name))] as const);
  const order = element('select', { id: 'order' }, ...ORDERS.map((name) => element('option', { value: name }, ORDER_WORDS[name])));
  const reset = element('button', { type: 'reset' }, 'Show everything');

  const current = (): Filter => ({
    text: text.value,
    without: boxes.filter(([, box]) => !box.checked).map(([decision]) => decision),
    from: from.value,
    to: to.value,
    chosen: Object.fromEntries(choices.map(([name, choice]) => [name, choice.value]).filter(([, value]) => value !== '')),
    order: ORDERS.find((name) => name === order.value) ?? EVERYTHING.order,
  });
  const set = (filter: Filter): void => {
    [text.value, from.value, to.value, order.value] = [filter.text, filter.from, filter.to, filter.order];
    for (const [decision, box] of boxes) box.checked = !filter.without.includes(decision);
    for (const [name, choice] of choices) selectValue(choice, filter.chosen[name] ?? '');
  };

  const form = part('filters');
  let typing: ReturnType<typeof setTimeout> | undefined;
  form.addEventListener('input', ({ target }) => {
    clearTimeout(typing);
    typing = setTimeout(() => changed(current()), target === text ? TYPING_MS : 0);
  });
  form.addEventListener('submit', (event) => event.preventDefault());
  form.addEventListener('reset', (event) => {
    event.preventDefault();
    set(EVERYTHING);
    changed(EVERYTHING);
  });
  const decisions = boxes.map(([decision, box]) => element('label', { class: 'box' }, box, ` ${decision}`));
  form.replaceChildren(
    labelled('Text', text),
    element('fieldset', {}, element('legend', {}, 'Decision'), ...decisions),
    ...choices.map(([name, choice]) => labelled(LABELS[name], choice)),
    labelled('From day (UTC)', from),
    labelled('To day (UTC)', to),
    labelled('Order', order),
    reset,
  );
  return { set };
}

const ORDER_WORDS = { worst: 'worst first', newest: 'newest first', recorded: 'as recorded' } as const;

function namesOf({ names }: PageData, name: Choice): readonly string[] {
  switch (name) {
    case 'rule':
      return names.rule.map(({ id }) => id).sort();
    case 'severity':
      return SEVERITIES;
    case 'outcome':
      return CALL_OUTCOMES;
    default:
      return names[name].filter((one) => one !== '').sort();
  }
}

/** More names than these make a list that nobody reads; the charts and the text lead to the others. */
const MOST_OPTIONS = 2000;

function selectOf(name: Choice, values: readonly string[]): HTMLSelectElement {
  const options = values.slice(0, MOST_OPTIONS).map((value) => element('option', { value }, shown(value)));
  return element('select', { id: name }, element('option', { value: '' }, 'any'), ...options);
}

/** What a chart or an address has chosen may be beyond what the list offers. */
function selectValue(choice: HTMLSelectElement, value: string): void {
  choice.value = value;
  if (choice.value === value) return;
  choice.append(element('option', { value }, shown(value)));
  choice.value = value;
}

const labelled = (label: string, control: HTMLElement): HTMLElement =>
  element('div', { class: 'field' }, element('label', { for: control.id }, label), control);
