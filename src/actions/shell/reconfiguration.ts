import type { Action } from '../../domain/action.ts';
import type { Effect } from '../../domain/effect.ts';
import type { Operand } from '../../domain/operand.ts';
import { type FileChange, lostBy } from '../agents/changes.ts';
import { contentNow, isWatched, replaced } from '../agents/edits.ts';
import { isSettingsFile } from '../agents/entries.ts';
import { HOLE, type Setting, type Stream } from '../command.ts';
import { pathOperand } from '../paths.ts';
import type { Interpreter } from './interpreter.ts';

/** What the files that a command line writes take away from an agent's hooks and questions. */
export function reconfigurations(run: Interpreter, setting: Setting): readonly Action[] {
  const writes = new Map<string, { readonly action: Action; readonly effect: Effect; readonly operand: Operand }>();
  for (const action of run.actions) {
    for (const effect of action.effects) {
      const { kind, operand } = effect;
      if ((kind !== 'file.write' && kind !== 'file.append') || !operand || !isWatched(operand) || isOnlyMade(run, effect)) continue;
      const key = operand.value ?? operand.text;
      if (kind === 'file.write' || !writes.has(key)) writes.set(key, { action, effect, operand });
    }
  }
  return [...writes.values()].flatMap(({ action, effect, operand }) => {
    const change = changeOf(run, effect, operand, setting);
    const effects = change ? lostBy(change, operand) : [];
    return effects.length === 0 ? [] : [{ ...action, effects }];
  });
}

/** `touch` and `mkdir` put nothing into a file. */
const isOnlyMade = (run: Interpreter, { flags, operand }: Effect): boolean =>
  flags?.includes('create') === true && !flags.includes('truncate') && !run.written.has(operand?.value ?? '');

/** Undefined for a program of which nothing is known, where none stood before. */
function changeOf(run: Interpreter, effect: Effect, operand: Operand, setting: Setting): FileChange | undefined {
  const content = operand.value === undefined ? undefined : run.written.get(operand.value)?.content;
  const text = content && textOf(content, setting);
  if (text === undefined || text.includes(HOLE)) {
    const path = operand.value ?? operand.text.replace(/["']/g, '');
    return isSettingsFile(path) || setting.machine.files.kind(path) === 'file' ? { kind: 'unknown' } : undefined;
  }
  const before = effect.kind === 'file.append' ? (contentNow(operand, setting) ?? '') : '';
  return replaced(operand, setting, before + text);
}

function textOf({ origin, text, path }: Stream, setting: Setting): string | undefined {
  if (text !== undefined || origin !== 'file' || !path) return text;
  return contentNow(pathOperand(path, setting), setting) ?? undefined;
}
