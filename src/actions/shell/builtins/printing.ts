import type { Outcome, Word } from '../../command.ts';
import { withValue } from '../../words.ts';
import { type Builtin, type Call, SILENT } from '../interpreter.ts';
import { assign, settingOf } from '../scope.ts';
import { printed } from '../streams.ts';
import { joinedText } from './evaluating.ts';
import { formatText, printedText } from './format.ts';

/** The letters of the options that it begins with, and the words after them. */
function leadingOptions({ words }: Call, pattern: RegExp): { readonly letters: string; readonly rest: readonly Word[] } {
  let at = 1;
  while (pattern.test(words[at]?.value ?? '')) at++;
  return { letters: valuesOf(words.slice(1, at)).join(''), rest: words.slice(at) };
}

const valuesOf = (words: readonly Word[]): readonly string[] => words.map((word) => word.value);

const echo: Builtin = (_run, scope, call) => {
  const { letters, rest } = leadingOptions(call, /^-[neE]+$/);
  // Of `-e` and `-E` the last holds.
  const [said = scope.shell === 'zsh' || scope.shell === 'sh' ? 'e' : 'E'] = /[eE](?=[^eE]*$)/.exec(letters) ?? [];
  const text = valuesOf(rest).join(' ');
  return stdout(`${said === 'e' ? printedText(text) : text}${letters.includes('n') ? '' : '\n'}`, rest);
};

/** As zsh has it: `-r` prints the words as they are, `-l` each on a line. */
const print: Builtin = (_run, _scope, call) => {
  const { letters, rest } = leadingOptions(call, /^-(?:-|[A-Za-z]*)$/);
  const text = valuesOf(rest).join(letters.includes('l') ? '\n' : ' ');
  return stdout(`${/[rR]/.test(letters) ? text : printedText(text)}${letters.includes('n') ? '' : '\n'}`, rest);
};

const printf: Builtin = (_run, scope, call) => {
  const [, first, second] = call.words;
  const named = first?.value === '-v';
  const start = named ? 3 : first?.value === '--' ? 2 : 1;
  const format = call.words[start];
  if (!format) return {};
  const words = call.words.slice(start);
  const text = formatText(format.value, valuesOf(words.slice(1)));
  if (!named || !second) return stdout(text, words);
  assign(scope, second.value, [{ ...joinedText(words), ...withValue(format, text) }]);
  return { stdout: SILENT };
};

const pwd: Builtin = (run, scope) => {
  const { cwd } = settingOf(scope, run.choice);
  return cwd === undefined ? {} : stdout(`${cwd}\n`, []);
};

const stdout = (text: string, words: readonly Word[]): Outcome => ({ stdout: printed(text, words) });

export const printing: Readonly<Record<string, Builtin>> = { echo, printf, pwd, print };
