import type { Action, Analysis, MadeFile } from '../../domain/action.ts';
import type { Effect, EffectFlag } from '../../domain/effect.ts';
import type { ToolCall } from '../../domain/event.ts';
import { literal, type Setting, type Word } from '../command.ts';

/** What a call of one tool would do. Pure; never throws. */
export type ToolReader = (call: ToolCall, setting: Setting) => Analysis;

export function oneAction(tool: string, effects: readonly Effect[]): Analysis {
  return effects.length > 0 ? { actions: [{ tool, effects }], edges: [], incomplete: [] } : { actions: [], edges: [], incomplete: [] };
}

/** Several analyses of one call, one after another. */
export function joinAnalyses(analyses: readonly Analysis[]): Analysis {
  const parts = analyses.filter(({ actions, incomplete }) => actions.length > 0 || incomplete.length > 0);
  const [only] = parts;
  if (only && parts.length === 1) return only;
  const actions: Action[] = [];
  const edges: { from: number; to: number }[] = [];
  const incomplete: string[] = [];
  const made: MadeFile[] = [];
  for (const part of parts) {
    const offset = actions.length;
    actions.push(...part.actions);
    edges.push(...part.edges.map(({ from, to }) => ({ from: from + offset, to: to + offset })));
    incomplete.push(...part.incomplete);
    made.push(...(part.made ?? []));
  }
  return { actions, edges, incomplete, ...(made.length > 0 && { made }) };
}

/** The same effects, each marked: `content` for what is only written down now, `argument` for what a tool was handed. */
export function flagged(analysis: Analysis, flag: EffectFlag): Analysis {
  const mark = (effect: Effect): Effect => ({ ...effect, flags: [...new Set([...(effect.flags ?? []), flag])] });
  const { made: _made, ...rest } = analysis;
  return {
    ...(flag === 'content' ? rest : analysis),
    actions: analysis.actions.map((action) => ({ ...action, effects: action.effects.map(mark) })),
  };
}

/** A path as a tool's argument holds it: no shell has expanded it, so only a leading `~/` is. */
export function pathWord(written: string, setting: Setting): Word {
  const isHome = written === '~' || written.startsWith('~/');
  return isHome ? { text: written, value: `${setting.machine.home}${written.slice(1)}`, certainty: 'literal' } : literal(written);
}
