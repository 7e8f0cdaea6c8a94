import { textMember } from './environment.ts';
import type { Evaluation } from './evaluation.ts';
import { operationNamed } from './library.ts';
import { moreTelling, originOf, type Scope, UNKNOWN, unknown, type Value } from './values.ts';

/** The innermost scope that a name is bound in. */
export function holderOf(name: string, scope: Scope): Scope | undefined {
  for (let each: Scope | undefined = scope; each; each = each.parent) if (each.variables.has(name)) return each;
  return undefined;
}

/** A variable, or else something of a library. */
export function lookUp(evaluation: Evaluation, written: string, scope: Scope): Value {
  const variable = holderOf(written, scope)?.variables.get(written);
  if (variable) return variable;
  const imported = evaluation.wildcards.find((each) => operationNamed(evaluation.library, `${each}.${written}`));
  return refer(evaluation, imported === undefined ? written : `${imported}.${written}`);
}

/** What a library has under this full name. */
export function refer({ library, reading }: Evaluation, written: string): Value {
  const head = library.transparent.find((each) => written.startsWith(each) && written.length > each.length);
  const name = head === undefined ? written : written.slice(head.length);
  return Object.hasOwn(library.values, name) ? (library.values[name]?.(reading) ?? UNKNOWN) : { kind: 'reference', name };
}

export function member(evaluation: Evaluation, value: Value, name: string): Value {
  if (value.kind === 'reference') return name === '__dict__' || name === 'default' ? value : refer(evaluation, `${value.name}.${name}`);
  if (value.kind === 'map') return value.entries.get(name) ?? unknown(moreTelling('dynamic', originOf(value)));
  return textMember(value, name, evaluation.reading);
}
