import { DECISIONS, SEVERITIES } from '../../domain/decision.ts';
import { CALL_OUTCOMES } from '../../scan/row.ts';
import { shown } from '../shown.ts';
import { minute } from '../stretches.ts';
import type { PageData } from './data.ts';
import { element, part } from './dom.ts';

const PAGE = 50;

/** A page of the selected calls, and the buttons that lead to the others. */
export function drawList(data: PageData, selected: readonly number[], page: number, turn: (page: number) => void): void {
  const last = Math.max(0, Math.ceil(selected.length / PAGE) - 1);
  const at = Math.min(page, last);
  const rows = selected.slice(at * PAGE, (at + 1) * PAGE).map((call) => rowOf(data, call));
  part('list').replaceChildren(...rows);
  const button = (label: string, to: number) => {
    const made = element('button', { type: 'button', disabled: to < 0 || to > last }, label);
    made.addEventListener('click', () => turn(to));
    return made;
  };
  const where = element('span', {}, `Page ${at + 1} of ${last + 1}`);
  part('pages').replaceChildren(
    button('First', at === 0 ? -1 : 0),
    button('Previous', at - 1),
    where,
    button('Next', at + 1),
    button('Last', at === last ? -1 : last),
  );
}

function rowOf(data: PageData, call: number): HTMLElement {
  const { calls, names } = data;
  const decision = DECISIONS[calls.decision[call] ?? 0] ?? 'allow';
  const time = calls.time[call] ?? null;
  const cells = [
    element('td', {}, element('span', { class: `decision ${decision}` }, decision)),
    element('td', { class: 'number' }, String(calls.risk[call] ?? 0)),
    element('td', { class: 'time' }, time === null ? '' : minute(time)),
    element('td', {}, shown(names.tool[calls.tool[call] ?? -1] ?? '')),
    element('td', { class: 'what' }, detailsOf(data, call)),
    element('td', { class: 'project' }, shown(names.project[calls.project[call] ?? -1] ?? '')),
  ];
  return element('tr', {}, ...cells);
}

/** Summary first; who looks closer opens the rest, which is made only then. */
function detailsOf(data: PageData, call: number): HTMLElement {
  const { calls, names } = data;
  const findings = calls.findings[call] ?? [];
  const rules = findings.flatMap((name, at) => (at % 2 === 0 ? [names.rule[name]?.id ?? ''] : []));
  const summary = element(
    'summary',
    {},
    element('code', {}, shown(calls.summary[call] ?? '')),
    ' ',
    element('span', { class: 'rules' }, shown(rules.join(' '))),
  );
  const details = element('details', {}, summary);
  details.addEventListener('toggle', () => {
    if (details.childElementCount === 1) details.append(closer(data, call));
  });
  return details;
}

function closer({ calls, names }: PageData, call: number): HTMLElement {
  const findings = calls.findings[call] ?? [];
  const said = findings.flatMap((name, at) => {
    const rule = names.rule[name];
    return at % 2 === 0 && rule ? [[`${rule.id} (${rule.severity})`, names.message[findings[at + 1] ?? -1] ?? ''] as const] : [];
  });
  const severity = SEVERITIES[calls.severity[call] ?? -1];
  const facts: readonly (readonly [string, string])[] = [
    ...said,
    ['what became of it', OUTCOME_WORDS[CALL_OUTCOMES[calls.outcome[call] ?? -1] ?? 'unknown']],
    ...(severity === undefined ? [] : [['gravest finding', severity] as const]),
    ['session', names.session[calls.session[call] ?? -1] ?? ''],
    ['agent', names.host[calls.host[call] ?? -1] ?? ''],
    ['recorded in', `${names.source[calls.source[call] ?? -1] ?? ''}:${calls.line[call] ?? 0}`],
  ];
  const entries = facts
    .filter(([, value]) => value !== '')
    .map(([name, value]) => element('div', {}, element('dt', {}, shown(name)), element('dd', {}, shown(value))));
  return element('dl', {}, ...entries);
}

const OUTCOME_WORDS = {
  ran: 'ran',
  failed: 'ran and failed',
  denied: 'was stopped then',
  unknown: 'may have run: the log does not tell',
} as const;
