import type { CapabilityTerms } from '../domain/capability.ts';
import type { Layer } from './layer.ts';
import type { Take } from './layers.ts';
import { meetValues, placeOf, saidBy } from './meet.ts';

/** Each layer bounds what those before it leave; none can take a bound away but by saying that capabilities are not required. */
export function meetCapabilities(layers: readonly Layer[], take: Take): CapabilityTerms | undefined {
  const required = take(
    meetValues<boolean>(
      'capabilities.required',
      false,
      saidBy(layers, ['capabilities', 'required'], (own) => own.capabilities?.required),
      (left, right) => left && !right,
    ),
  );
  const said = saidBy(layers, ['capabilities', 'subagents'], (own) => own.capabilities?.subagents);
  const subagents = said.map(({ value }) => value);
  take({
    value: subagents,
    origin: { field: 'capabilities.subagents', value: showSubagents(subagents), from: said.map(placeOf), dropped: [] },
  });
  return required || subagents.length > 0 ? { required, subagents } : undefined;
}

export const showSubagents = (tables: CapabilityTerms['subagents']): string =>
  tables
    .map((table) =>
      Object.entries(table)
        .map(
          ([type, grants]) =>
            `${type}: ${grants.map((grant) => `${grant.type} ${grant.operations.join('|')} ${grant.resource}`).join(', ') || 'nothing'}`,
        )
        .join('; '),
    )
    .join(' and ');
