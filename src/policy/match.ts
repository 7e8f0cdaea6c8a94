import type { Action, Analysis } from '../domain/action.ts';
import type { Effect, EffectKind } from '../domain/effect.ts';
import { assertNever } from '../domain/result.ts';
import type { Condition, EffectPattern, Rule, Truth } from '../domain/rule.ts';
import { labelFor, type SessionLabel } from '../domain/session.ts';
import { and, fits } from './pattern.ts';

/** The effect that a rule objects to. */
export interface Hit {
  readonly effect: Effect;
  readonly action: Action;
}
export interface Match {
  readonly truth: Truth;
  /** Absent where `truth` is false. */
  readonly hit?: Hit;
}

interface Occurrence extends Hit {
  /** Position in `Analysis.actions`. */
  readonly at: number;
}

/** An analysis arranged for matching: what there is of each kind of effect, and where data goes. */
export interface Occurrences {
  readonly analysis: Analysis;
  readonly byKind: ReadonlyMap<EffectKind, readonly Occurrence[]>;
  readonly reach: (starts: readonly number[]) => ReadonlySet<number>;
  readonly session: readonly SessionLabel[];
}

export function arrange(analysis: Analysis): Occurrences {
  const byKind = new Map<EffectKind, Occurrence[]>();
  analysis.actions.forEach((action, at) => {
    for (const effect of action.effects) {
      const list = byKind.get(effect.kind);
      if (list) list.push({ effect, action, at });
      else byKind.set(effect.kind, [{ effect, action, at }]);
    }
  });
  let edges: ReadonlyMap<number, readonly number[]> | undefined;
  return {
    analysis,
    byKind,
    reach: (starts) => {
      edges ??= outgoing(analysis);
      return reachable(starts, edges);
    },
    session: analysis.session ?? NOTHING,
  };
}

function outgoing(analysis: Analysis): ReadonlyMap<number, readonly number[]> {
  const edges = new Map<number, number[]>();
  for (const { from, to } of analysis.edges) {
    const list = edges.get(from);
    if (list) list.push(to);
    else edges.set(from, [to]);
  }
  return edges;
}

/** Every action that data from the starts may arrive at, the starts included; linear in actions and edges. */
function reachable(starts: readonly number[], edges: ReadonlyMap<number, readonly number[]>): ReadonlySet<number> {
  const reached = new Set(starts);
  for (const from of reached) for (const to of edges.get(from) ?? []) reached.add(to);
  return reached;
}

const NO_MATCH: Match = { truth: 'false' };
const NOTHING: readonly never[] = [];

/** Whether a rule speaks of anything in a call. An effect that is excused by `unless` counts for nothing in it. */
export function matchRule(rule: Rule, occurrences: Occurrences): Match {
  const match = evaluate(rule.when, rule, occurrences);
  return match.truth === 'unknown' && rule.unknown === 'skip' ? NO_MATCH : match;
}

function evaluate(condition: Condition, rule: Rule, occurrences: Occurrences): Match {
  if ('effect' in condition) return first(condition, rule, occurrences);
  if ('flow' in condition) return flow(condition.flow, rule, occurrences);
  if ('any' in condition) return strongest(condition.any, rule, occurrences);
  if ('all' in condition) return every(condition.all, rule, occurrences);
  return assertNever(condition);
}

function every(parts: readonly Condition[], rule: Rule, occurrences: Occurrences): Match {
  let truth: Truth = 'true';
  let hit: Hit | undefined;
  for (const part of parts) {
    const match = evaluate(part, rule, occurrences);
    truth = and(truth, match.truth);
    if (truth === 'false') return NO_MATCH;
    hit ??= match.hit;
  }
  return hit ? { truth, hit } : NO_MATCH;
}

function strongest(parts: readonly Condition[], rule: Rule, occurrences: Occurrences): Match {
  let possible: Match | undefined;
  for (const part of parts) {
    const match = evaluate(part, rule, occurrences);
    if (match.truth === 'true') return match;
    if (match.truth === 'unknown') possible ??= match;
  }
  return possible ?? NO_MATCH;
}

/** The first effect that certainly fits, else the first that may. */
function first(pattern: EffectPattern, rule: Rule, occurrences: Occurrences): Match {
  let possible: Hit | undefined;
  for (const kind of pattern.effect) {
    for (const hit of occurrences.byKind.get(kind) ?? NOTHING) {
      const truth = counts(pattern, hit, rule, occurrences.session);
      if (truth === 'true') return { truth, hit };
      if (truth === 'unknown') possible ??= hit;
    }
  }
  return possible ? { truth: 'unknown', hit: possible } : NO_MATCH;
}

interface Fitting {
  readonly hit: Occurrence;
  readonly truth: Truth;
}

function allFitting(pattern: EffectPattern, rule: Rule, occurrences: Occurrences): readonly Fitting[] {
  const fitting: Fitting[] = [];
  for (const kind of pattern.effect) {
    for (const hit of occurrences.byKind.get(kind) ?? NOTHING) {
      const truth = counts(pattern, hit, rule, occurrences.session);
      if (truth !== 'false') fitting.push({ hit, truth });
    }
  }
  return fitting;
}

function counts(pattern: EffectPattern, { effect, action }: Hit, rule: Rule, session: readonly SessionLabel[]): Truth {
  if (rule.session && !labelFor(rule.session, session, effect.operand?.value)) return 'false';
  const truth = fits(pattern, effect, action, 'true');
  if (truth === 'false' || !rule.unless) return truth;
  return rule.unless.some((excuse) => fits(excuse, effect, action, 'unknown') === 'true') ? 'false' : truth;
}

function flow({ from, to }: { readonly from: EffectPattern; readonly to: EffectPattern }, rule: Rule, occurrences: Occurrences): Match {
  const sources = allFitting(from, rule, occurrences);
  if (sources.length === 0) return NO_MATCH;
  const sinks = allFitting(to, rule, occurrences);
  if (sinks.length === 0) return NO_MATCH;
  const certain = sources.filter(({ truth }) => truth === 'true');
  const reached = occurrences.reach(certain.map(({ hit }) => hit.at));
  const sink = sinks.find(({ hit, truth }) => truth === 'true' && reached.has(hit.at));
  if (sink) return { truth: 'true', hit: sourceOf(sink.hit, certain, occurrences) };
  const possible = occurrences.reach(sources.map(({ hit }) => hit.at));
  const likely = sinks.find(({ hit }) => possible.has(hit.at));
  return likely ? { truth: 'unknown', hit: sourceOf(likely.hit, sources, occurrences) } : NO_MATCH;
}

/** A message names what flows, not where it goes: the first source that arrives at the sink. */
function sourceOf(sink: Occurrence, sources: readonly { readonly hit: Occurrence }[], occurrences: Occurrences): Hit {
  const MAX_TRIED = 16;
  const source = sources.slice(0, MAX_TRIED).find(({ hit }) => hit.at === sink.at || occurrences.reach([hit.at]).has(sink.at));
  return source?.hit ?? sink;
}
