import type { Rule } from '../domain/rule.ts';
import type { Layer } from './layer.ts';
import type { Take } from './layers.ts';
import { meetValues, onScale, type Said, saidBy } from './meet.ts';
import { STANCES, type Stance } from './policy-file.ts';

/** The shipped rules and the layers' own, each as strict as the layers make it; what is off is left out. */
export function meetRules(builtin: readonly Rule[], layers: readonly Layer[], take: Take): readonly Rule[] {
  const shipped = builtin.flatMap((rule) => withStance(rule, met(rule, layers, builtin, take)));
  const own = layers.flatMap((layer) =>
    layer.rules.flatMap((source) => {
      const rule = ownRule(source, layer);
      return withStance(rule, met(rule, layers.slice(layers.indexOf(layer)), builtin, take));
    }),
  );
  return own.length === 0 ? shipped : [...shipped, ...own];
}

function met(rule: Rule, layers: readonly Layer[], rules: readonly Rule[], take: Take): Stance {
  const own = stanceOf(rule);
  const said = stancesOn(rule, layers, rules);
  const stance = said.length === 0 ? own : take(meetValues<Stance>(`rules.${rule.id}`, own, said, onScale(STANCES)));
  return rule.absolute === true && onScale(STANCES)(own, stance) ? own : stance;
}

const stanceOf = (rule: Rule): Stance => (rule.status === 'experimental' ? 'observe' : rule.decision);

/** A deprecated rule's id in a policy stands for the rule that took its place. */
function stancesOn(rule: Rule, layers: readonly Layer[], rules: readonly Rule[]): readonly Said<Stance>[] {
  const former = rules.filter((other) => other.replacedBy === rule.id).map(({ id }) => id);
  return layers.flatMap((layer) => {
    const id = [rule.id, ...former].find((name) => layer.settings.rules !== undefined && Object.hasOwn(layer.settings.rules, name));
    return id === undefined ? [] : saidBy([layer], ['rules', id], (settings) => settings.rules?.[id]);
  });
}

function withStance(rule: Rule, stance: Stance): readonly Rule[] {
  if (stance === 'off') return [];
  if (stance === stanceOf(rule) || rule.status === 'deprecated') return [rule];
  return [stance === 'observe' ? { ...rule, status: 'experimental' } : { ...rule, status: 'stable', decision: stance }];
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
