import type { EffectKind } from '../domain/effect.ts';
import type { OwnRules, Policy } from '../domain/policy.ts';
import type { Rule } from '../domain/rule.ts';
import { kindsNeeded } from './condition.ts';
import { withStance } from './stance.ts';

type Numbers = OwnRules['byKind'];

const MAX_REMEMBERED = 1000;

/** One for each list of rules, so that what every policy shares is arranged once, and rules that none of a call's effects concern cost nothing. */
const indexes = new WeakMap<readonly Rule[], Numbers>();
const picked = new WeakMap<Policy, Map<string, readonly Rule[]>>();

/** The rules in force that speak of any of these kinds of effects, the shipped ones first. */
export function rulesFor(kinds: Iterable<EffectKind>, policy: Policy): readonly Rule[] {
  let remembered = picked.get(policy);
  if (!remembered || remembered.size >= MAX_REMEMBERED) {
    remembered = new Map();
    picked.set(policy, remembered);
  }
  const met = [...kinds];
  const key = met.join(' ');
  let rules = remembered.get(key);
  if (!rules) {
    rules = pick(met, policy);
    remembered.set(key, rules);
  }
  return rules;
}

function pick(kinds: readonly EffectKind[], { rules, stances, own, profile }: Policy): readonly Rule[] {
  const index = indexOf(rules);
  const shipped = numbersOf(kinds, (kind) => index[kind]).flatMap((number) => {
    const rule = rules[number];
    return rule ? withStance(rule, stances[rule.id]) : [];
  });
  const others = own ? numbersOf(kinds, (kind) => own.byKind[kind]).map(own.at) : [];
  return [...shipped, ...others].filter((rule) => rule.status !== 'deprecated' && (rule.profiles?.includes(profile) ?? true));
}

/** The rule of this name, shipped or a layer's own. */
export function ruleNamed(id: string, { rules, own }: Policy): Rule | undefined {
  const shipped = rules.find((rule) => rule.id === id);
  if (shipped || !own) return shipped;
  return Array.from({ length: own.count }, (_, number) => own.at(number)).find((rule) => rule.id === id);
}

function numbersOf(kinds: readonly EffectKind[], of: (kind: EffectKind) => readonly number[] | undefined): readonly number[] {
  const numbers = new Set(kinds.flatMap((kind) => of(kind) ?? []));
  return [...numbers].sort((left, right) => left - right);
}

function indexOf(rules: readonly Rule[]): Numbers {
  const known = indexes.get(rules);
  if (known) return known;
  const index = numbersByKind(rules);
  indexes.set(rules, index);
  return index;
}

/** For each kind of effect, the positions of the rules that speak of it. */
export function numbersByKind(rules: readonly Rule[]): Numbers {
  const numbers: Partial<Record<EffectKind, number[]>> = {};
  rules.forEach((rule, number) => {
    for (const kind of kindsNeeded(rule.when)) {
      const list = numbers[kind];
      if (list) list.push(number);
      else numbers[kind] = [number];
    }
  });
  return numbers;
}
