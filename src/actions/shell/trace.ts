import type { Action } from '../../domain/action.ts';
import type { Effect } from '../../domain/effect.ts';
import type { Word } from '../command.ts';
import { type Interpreter, spend } from './interpreter.ts';
import type { Scope } from './scope.ts';

/** Notes an action, and what flows into it: through its words, and through files that the call wrote before. */
export function record(run: Interpreter, action: Action, words: readonly Word[] = []): number {
  const index = run.actions.push(action) - 1;
  for (const word of words) if (word.sources) for (const source of word.sources) flowInto(run, source, index);
  for (const effect of action.effects) noteFile(run, effect, index);
  return index;
}

function noteFile(run: Interpreter, effect: Effect, index: number): void {
  const path = effect.operand?.value;
  if (path === undefined || !effect.kind.startsWith('file.')) return;
  if (effect.kind === 'file.read' || effect.kind === 'file.move') {
    const writer = run.writers.get(path);
    if (writer !== undefined) flowInto(run, writer, index);
  } else if (effect.kind === 'file.write' || effect.kind === 'file.append' || effect.kind === 'file.link') {
    run.writers.set(path, index);
  }
}

const MAX_SOURCES = 64;

/** The actions from `first` on, as what a word is made of: of more, the first ones. */
export const sourcesFrom = (run: Interpreter, first: number): readonly number[] =>
  Array.from({ length: Math.min(MAX_SOURCES, run.actions.length - first) }, (_, i) => first + i);

/** What the one yields reaches the other. */
export function flowInto(run: Interpreter, from: number, to: number): void {
  const last = run.edges.at(-1);
  if (from < 0 || from === to || (last?.from === from && last.to === to)) return;
  if (spend(run, 'edges')) run.edges.push({ from, to });
}

/** Lets the actions from `start` up to `first` flow into those from `first` on. */
export function connect(run: Interpreter, start: number, first: number): void {
  const end = run.actions.length;
  for (let to = first; to < end && run.budget.edges >= 0; to++) for (let from = start; from < first; from++) flowInto(run, from, to);
}

/** Notes what the innermost program that runs code does with it. */
export function recordCode(run: Interpreter, scope: Scope, effects: readonly Effect[], words: readonly Word[] = []): number {
  const program = scope.wrappers.at(-1) ?? scope.shell;
  const argv = words.map((word) => word.value);
  return record(run, { tool: run.tool, invocation: { program, argv, wrappers: scope.wrappers.slice(0, -1) }, effects }, words);
}
