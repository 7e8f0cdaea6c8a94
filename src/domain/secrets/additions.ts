import type { PersonalKind } from './personal.ts';
import type { Span, Withheld } from './span.ts';

/** What a policy wants withheld beside what always is. Plain data: it lies in the compiled policy. */
export interface Withholding {
  readonly patterns: readonly { readonly name: string; readonly class: Withheld; readonly pattern: string }[];
  readonly fields: readonly { readonly name: string; readonly class: Withheld; readonly field: string }[];
  readonly personal: readonly PersonalKind[];
}

export const NOTHING_MORE: Withholding = { patterns: [], fields: [], personal: [] };

type Expressions = readonly (readonly [kind: string, withheld: Withheld, pattern: RegExp])[];
/** One process uses one policy: what it says is compiled once, and only where a text is looked at. */
let last: { readonly of: Withholding['patterns']; readonly made: Expressions } = { of: [], made: [] };

function expressions(patterns: Withholding['patterns']): Expressions {
  if (last.of !== patterns) last = { of: patterns, made: patterns.map((one) => [one.name, one.class, new RegExp(one.pattern, 'g')]) };
  return last.made;
}

/** INVARIANT: the patterns have passed `patternFault`, so that the work is bounded. */
export function addedSpans(text: string, { patterns }: Withholding): readonly Span[] {
  return expressions(patterns).flatMap(([kind, withheld, pattern]) =>
    [...text.matchAll(pattern)].map(({ 0: found, index: start }) => ({ start, end: start + found.length, kind, class: withheld })),
  );
}

/** What a field's name says of its value, if the policy knows the name: in capitals or not, with whatever joins its words. */
export function addedField(name: string, { fields }: Withholding): Pick<Span, 'kind' | 'class'> | undefined {
  if (fields.length === 0) return undefined;
  const plain = plainName(name);
  const found = fields.find(({ field }) => field === plain);
  return found && { kind: found.name, class: found.class };
}

export const plainName = (name: string): string => name.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '');
