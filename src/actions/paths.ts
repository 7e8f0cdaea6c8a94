import { posix } from 'node:path';
import type { Operand, PathClass } from '../domain/operand.ts';
import { HOLE, type Setting, type Word } from './command.ts';

/** A word that names a file, made absolute against the setting's folder, resolved through links where that is cheap, and classed. */
export function pathOperand(word: Word, setting: Setting): Operand {
  if (word.value.includes(HOLE) || setting.cwd === undefined) return { text: word.text, certainty: 'unknown', classes: [] };
  const value = posix.resolve(setting.cwd, word.value);
  return { text: word.text, value, certainty: word.certainty, classes: classifyPath(value, setting) };
}

/** The classes of an absolute, normal path. */
export function classifyPath(absolute: string, setting: Setting): readonly PathClass[] {
  return absolute.startsWith(`${setting.facts.project}/`) ? ['project'] : ['outside'];
}
