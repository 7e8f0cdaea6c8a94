import type { ExceptedCall } from '../domain/policy.ts';
import type { Rule } from '../domain/rule.ts';
import type { Layer } from './layer.ts';
import { type Dropped, loosens, type Met, placeOf, type Said, saidBy } from './meet.ts';

/** They join, each a loosening of its own: none of an absolute rule, and none of a rule of which a layer above says anything. */
export function meetExceptedCalls(shipped: readonly Rule[], layers: readonly Layer[]): Met<readonly ExceptedCall[]> {
  const managed = layers.find(({ name }) => name === 'managed');
  const settled = new Set([...Object.keys(managed?.settings.rules ?? {}), ...(managed?.rules ?? []).map(({ id }) => id)]);
  const absolute = new Set(shipped.filter((rule) => rule.absolute === true).map(({ id }) => id));
  const each = saidBy(layers, ['exceptions', 'calls'], (own) => own.exceptions?.calls).flatMap(({ layer, value }) =>
    value.map((call, at) => ({ layer, keys: ['exceptions', 'calls', String(at)], value: call })),
  );
  const whyNot = ({ layer, value }: Said<ExceptedCall>): string | undefined => {
    const firm = value.rules.find((id) => absolute.has(id));
    if (firm !== undefined) return `${firm} is absolute: nobody makes an exception from it`;
    return loosens(
      layer,
      value.rules.some((id) => settled.has(id)),
    );
  };
  const taken = each.filter((one) => whyNot(one) === undefined);
  const dropped = each.flatMap((one): readonly Dropped[] => {
    const why = whyNot(one);
    return why === undefined ? [] : [{ ...placeOf(one), value: showExceptedCalls([one.value]), why }];
  });
  const value = taken.map((one) => one.value);
  return { value, origin: { field: 'exceptions.calls', value: showExceptedCalls(value), from: taken.map(placeOf), dropped } };
}

export const showExceptedCalls = (calls: readonly ExceptedCall[]): string =>
  calls.map(({ rules, tool, in: folder }) => `${tool} in ${folder}: ${rules.join(' ')}`).join('; ');
