import type { OwnRules, Policy } from '../domain/policy.ts';
import { type Rule, STANCES, type Stance } from '../domain/rule.ts';
import type { Layer } from './layer.ts';
import type { Take } from './layers.ts';
import { meetValues, onScale, type Said, saidBy } from './meet.ts';
import { numbersByKind } from './rule-index.ts';
import { stanceOf, withStance } from './stance.ts';

export interface MetRules {
  readonly stances: Policy['stances'];
  readonly own?: OwnRules;
}

/** What the layers make of the shipped rules, and their own rules. */
export function meetRules(shipped: readonly Rule[], layers: readonly Layer[], take: Take): MetRules {
  const stances: Record<string, Stance> = {};
  for (const rule of shipped) {
    const stance = met(rule, layers, shipped, take);
    if (stance !== stanceOf(rule)) stances[rule.id] = stance;
  }
  const own = layers.flatMap((layer, position) =>
    layer.rules.flatMap((source) => {
      const rule = ownRule(source, layer);
      return withStance(rule, met(rule, layers.slice(position), shipped, take, layer.name === 'managed'));
    }),
  );
  return { stances, ...(own.length > 0 && { own: ownRules(own) }) };
}

function ownRules(rules: readonly Rule[]): OwnRules {
  const at = (number: number): Rule => {
    const rule = rules[number];
    if (!rule) throw new RangeError(`there is no rule ${number}`);
    return rule;
  };
  return { count: rules.length, at, byKind: numbersByKind(rules) };
}

/** `settled` where the rule is the managed layer's own: what it says of itself is then a floor like any other word of that layer. */
function met(rule: Rule, layers: readonly Layer[], rules: readonly Rule[], take: Take, settled = false): Stance {
  const own = stanceOf(rule);
  const said = stancesOn(rule, layers, rules);
  const stance = said.length === 0 ? own : take(meetValues<Stance>(`rules.${rule.id}`, own, said, onScale(STANCES), String, settled));
  return rule.absolute === true && onScale(STANCES)(own, stance) ? own : stance;
}

/** A deprecated rule's id in a policy stands for the rule that took its place. */
function stancesOn(rule: Rule, layers: readonly Layer[], rules: readonly Rule[]): readonly Said<Stance>[] {
  const former = rules.filter((other) => other.replacedBy === rule.id).map(({ id }) => id);
  return layers.flatMap((layer) => {
    const id = [rule.id, ...former].find((name) => layer.settings.rules !== undefined && Object.hasOwn(layer.settings.rules, name));
    return id === undefined ? [] : saidBy([layer], ['rules', id], (settings) => settings.rules?.[id]);
  });
}

/**
 * A layer's rule without what only its tests need. Nobody but the managed layer makes a rule that cannot be switched off, and the
 * words of a project that nobody has trusted do not reach the model.
 */
function ownRule({ examples: _examples, ...rule }: Layer['rules'][number], layer: Layer): Rule {
  if (layer.name === 'managed') return rule;
  const { absolute: _absolute, ...excusable } = rule;
  if (layer.name === 'user' || layer.trusted) return excusable;
  const { instead: _instead, ...rest } = excusable;
  return { ...rest, title: 'A rule of this project', message: 'A rule of this project objects to this call.' };
}
