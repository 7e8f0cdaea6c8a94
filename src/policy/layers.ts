import { MODES, type Mode, PROFILES, type Profile } from '../domain/decision.ts';
import type { Policy } from '../domain/policy.ts';
import type { Rule } from '../domain/rule.ts';
import { LAYERS, type Layer, type LayerName, STANCES, type Stance } from './policy-file.ts';

/**
 * Field by field, the same way: the managed layer sets a floor; the user's may loosen what is built in where managed is silent; the
 * project's tightens whatever has come out. The order in which the layers are handed over says nothing.
 */
export function meetLayers(builtin: Policy, layers: readonly Layer[], hash: string): Policy {
  const ordered = LAYERS.flatMap((name) => layers.filter((layer) => layer.name === name));
  const mode = meet<Mode>(builtin.mode, MODES_BY_STRICTNESS, ordered, (layer) => layer.settings.mode);
  const profile = meet<Profile>(builtin.profile, PROFILES, ordered, (layer) => layer.settings.profile);
  const rules = builtin.rules.flatMap((rule) => {
    const stance = meet<Stance>(stanceOf(rule), STANCES, ordered, (layer) => stanceIn(layer, rule, builtin.rules));
    const met = rule.absolute === true ? stricterOf(stance, stanceOf(rule), STANCES) : stance;
    return met === 'off' ? [] : [withStance(rule, met)];
  });
  return { ...builtin, mode, profile, rules, hash };
}

const MODES_BY_STRICTNESS: readonly Mode[] = [...MODES].reverse();

const stricterOf = <T>(left: T, right: T, scale: readonly T[]): T => (scale.indexOf(left) >= scale.indexOf(right) ? left : right);

function meet<T>(builtin: T, scale: readonly T[], layers: readonly Layer[], said: (layer: Layer) => T | undefined): T {
  let met = builtin;
  let floor: LayerName | undefined;
  for (const layer of layers) {
    const value = said(layer);
    if (value === undefined) continue;
    const mayLoosen = layer.name !== 'project' && floor === undefined;
    met = mayLoosen ? value : stricterOf(met, value, scale);
    if (layer.name === 'managed') floor = layer.name;
  }
  return met;
}

const stanceOf = (rule: Rule): Stance => (rule.status === 'experimental' ? 'observe' : rule.decision);

/** A deprecated rule's id in a policy stands for the rule that took its place. */
function stanceIn(layer: Layer, rule: Rule, rules: readonly Rule[]): Stance | undefined {
  const said = layer.settings.rules;
  if (!said) return undefined;
  if (Object.hasOwn(said, rule.id)) return said[rule.id];
  const former = rules.find((other) => other.replacedBy === rule.id && Object.hasOwn(said, other.id));
  return former && said[former.id];
}

function withStance(rule: Rule, stance: Exclude<Stance, 'off'>): Rule {
  if (stance === stanceOf(rule) || rule.status === 'deprecated') return rule;
  return stance === 'observe' ? { ...rule, status: 'experimental' } : { ...rule, status: 'stable', decision: stance };
}
