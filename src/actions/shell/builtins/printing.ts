import { HOLE, type Outcome, type Word } from '../../command.ts';
import type { Builtin } from '../interpreter.ts';
import { settingOf } from '../scope.ts';
import { printed } from '../streams.ts';
import { formatText, printedText } from './format.ts';

const echo: Builtin = (_run, scope, call) => {
  let at = 1;
  let escapes = scope.shell === 'zsh' || scope.shell === 'sh';
  let newline = true;
  for (; /^-[neE]+$/.test(call.words[at]?.value ?? ''); at++) {
    const options = call.words[at]?.value ?? '';
    if (options.includes('n')) newline = false;
    if (options.includes('e')) escapes = true;
    if (options.includes('E')) escapes = false;
  }
  const words = call.words.slice(at);
  const joined = words.map((word) => word.value).join(' ');
  return stdout(`${escapes ? printedText(joined) : joined}${newline ? '\n' : ''}`, words);
};

const printf: Builtin = (_run, scope, call) => {
  const [, first, second] = call.words;
  const named = first?.value === '-v';
  const start = named ? 3 : first?.value === '--' ? 2 : 1;
  const format = call.words[start];
  if (!format) return {};
  const words = call.words.slice(start);
  const text = formatText(
    format.value,
    words.slice(1).map((word) => word.value),
  );
  if (!named || !second) return stdout(text, words);
  const value = { ...format, value: text, certainty: text.includes(HOLE) ? 'unknown' : 'derived' } as const;
  scope.variables ??= new Map();
  scope.variables.set(second.value, { choices: [value] });
  return stdout('', []);
};

const pwd: Builtin = (run, scope) => {
  const { cwd } = settingOf(scope, run.choice);
  return cwd === undefined ? {} : stdout(`${cwd}\n`, []);
};

const stdout = (text: string, words: readonly Word[]): Outcome => ({ stdout: printed(text, words) });

export const printing: Readonly<Record<string, Builtin>> = { echo, printf, pwd, print: echo };
