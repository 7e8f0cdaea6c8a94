import { plainName, type Withholding } from '../domain/secrets/additions.ts';
import type { Layer } from './layer.ts';
import { type Dropped, type Met, type Place, placeOf, saidBy } from './meet.ts';
import type { WithheldFile } from './policy-file.ts';

/**
 * What every layer adds: no layer takes away what another wants withheld. What a project wants counts once a person trusts it, for it
 * could take out of the log what its own files make an agent do.
 */
export function meetWithheld(layers: readonly Layer[]): Met<Withholding | undefined> {
  const said = saidBy(layers, ['redact'], (own) => own.redact);
  const isTaken = ({ layer }: (typeof said)[number]): boolean => layer.name !== 'project' || layer.trusted;
  const taken = said.filter(isTaken).flatMap(({ value }) => value);
  const dropped: readonly Dropped[] = said
    .filter((one) => !isTaken(one))
    .map((one) => ({ ...placeOf(one), value: show(one.value), why: 'an untrusted project takes nothing out of the log' }));
  const from: readonly Place[] = said.filter(isTaken).map(placeOf);
  return { value: taken.length === 0 ? undefined : withholdingOf(taken), origin: { field: 'redact', value: show(taken), from, dropped } };
}

const show = (entries: readonly WithheldFile[]): string =>
  entries.map((entry) => ('personal' in entry ? entry.personal : entry.name)).join(', ');

function withholdingOf(entries: readonly WithheldFile[]): Withholding {
  return {
    patterns: entries.flatMap((entry) => ('pattern' in entry ? [{ name: entry.name, class: entry.class, pattern: entry.pattern }] : [])),
    fields: entries.flatMap((entry) =>
      'fields' in entry ? entry.fields.map((field) => ({ name: entry.name, class: entry.class, field: plainName(field) })) : [],
    ),
    personal: entries.flatMap((entry) => ('personal' in entry ? [entry.personal] : [])),
  };
}
