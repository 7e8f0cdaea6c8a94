import { type Analysis, NO_ACTIONS } from '../../domain/action.ts';
import type { Effect } from '../../domain/effect.ts';
import { stringAt } from '../../domain/json.ts';
import { analyzeCommand } from '../content/command.ts';
import { absoluteOf } from '../paths.ts';
import { pathWord, type ToolReader } from './tool.ts';

/** Whoever gets a terminal is told the rest through `write_stdin`, of which no hook hears. */
export const terminal: ToolReader = (call, setting) => {
  const command = stringAt(call.input, 'cmd') ?? stringAt(call.input, 'command');
  if (command === undefined) return NO_ACTIONS;
  const folder = stringAt(call.input, 'workdir') ?? stringAt(call.input, 'cwd');
  const cwd = folder === undefined ? setting.cwd : absoluteOf(pathWord(folder, setting), setting);
  const analysis = analyzeCommand(command, setting.machine.shell, { ...setting, cwd }, call.name);
  return call.input['tty'] === true ? unheard(analysis) : analysis;
};

/** What is typed into a terminal that runs already, where a host tells it after all: at worst a shell reads it. */
export const typed: ToolReader = (call, setting) => {
  const text = stringAt(call.input, 'chars') ?? stringAt(call.input, 'input');
  return text === undefined || text.trim() === '' ? NO_ACTIONS : analyzeCommand(text, setting.machine.shell, setting, call.name);
};

/** A shell or an interpreter without anything to run will be told what to run where nobody judges it. */
export function unheard(analysis: Analysis): Analysis {
  const waiting = (effect: Effect): boolean =>
    (effect.kind === 'exec' || effect.kind === 'process.privilege') && effect.flags?.includes('interactive') === true;
  return {
    ...analysis,
    actions: analysis.actions.map((action) => {
      const found = action.effects.filter(waiting).map((effect): Effect => ({ ...effect, kind: 'opaque' }));
      return found.length > 0 ? { ...action, effects: [...action.effects, ...found] } : action;
    }),
  };
}
