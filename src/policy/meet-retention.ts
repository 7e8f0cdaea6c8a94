import { showSize } from '../domain/amounts.ts';
import { RETENTION, type Retention } from '../domain/policy.ts';
import type { Layer } from './layer.ts';
import type { Take } from './layers.ts';
import { type Met, meetValues, placeOf, type Said, saidBy } from './meet.ts';
import { showDuration } from './values.ts';

/** How long the log keeps its records is one thing for all projects of a machine: theirs is no word in it. */
export function meetRetention(builtin: Retention = RETENTION, layers: readonly Layer[], take: Take): Retention {
  const keeps = saidBy(layers, ['audit', 'keep'], (own) => own.audit?.keep);
  const caps = saidBy(layers, ['audit', 'cap'], (own) => own.audit?.cap);
  const keep = take(ofMachine('audit.keep', builtin.keep, keeps, (left, right) => left > right, showDuration));
  const cap = take(ofMachine('audit.cap', builtin.cap, caps, (left, right) => left !== right, showSize));
  const floor = keeps.find(({ layer }) => layer.name === 'managed')?.value ?? builtin.floor;
  return { keep, cap, floor };
}

function ofMachine(
  field: string,
  builtin: number,
  said: readonly Said<number>[],
  isStricter: (left: number, right: number) => boolean,
  show: (value: number) => string,
): Met<number> {
  const met = meetValues(
    field,
    builtin,
    said.filter(({ layer }) => layer.name !== 'project'),
    isStricter,
    show,
  );
  const refused = said
    .filter(({ layer }) => layer.name === 'project')
    .map((one) => ({ ...placeOf(one), value: show(one.value), why: 'a project has no say in how long the log is kept' }));
  return { ...met, origin: { ...met.origin, dropped: [...met.origin.dropped, ...refused] } };
}
