import { literal, type Word } from '../../command.ts';
import { ALIASES, CMDLETS, type Cmdlet, SWITCHES } from './cmdlets.ts';

/** A cmdlet's words as those of the program that does the same; other programs keep theirs. */
export function translate(words: readonly Word[]): readonly Word[] {
  const [head, ...rest] = words;
  const name = head?.value.toLowerCase() ?? '';
  const cmdlet = CMDLETS[ALIASES[name] ?? name];
  if (!head || !cmdlet) return words;
  const options: Word[] = [];
  const operands: Word[] = [];
  for (let i = 0; i < rest.length; i++) {
    const word = rest[i];
    if (!word) break;
    const parameter = parameterOf(word);
    if (parameter === undefined) {
      operands.push(...members(word));
      continue;
    }
    const option = byPrefix(cmdlet.switches, parameter);
    if (option !== undefined) options.push({ ...literal(option), text: word.text });
    else if (!isSwitch(parameter, cmdlet)) {
      const value = rest[++i];
      const before = byPrefix(cmdlet.values, parameter);
      if (value && before === '') operands.push(...members(value));
      else if (value && before && before !== '#') options.push(literal(before), value);
    }
  }
  const program = cmdlet.program === '' ? [] : [{ ...head, value: cmdlet.program }];
  return [...program, ...(cmdlet.first ?? []).map(literal), ...options, ...operands];
}

const parameterOf = (word: Word): string | undefined => /^-([A-Za-z]+):?$/.exec(word.text)?.[1]?.toLowerCase();

function isSwitch(parameter: string, cmdlet: Cmdlet): boolean {
  if (byPrefix(cmdlet.values, parameter) !== undefined) return false;
  return [...SWITCHES].some((name) => name.startsWith(parameter));
}

/** PowerShell takes any beginning of a parameter's name that fits one only. */
function byPrefix(table: Readonly<Record<string, string>> | undefined, written: string): string | undefined {
  if (!table) return undefined;
  const names = Object.keys(table).filter((name) => name.startsWith(written));
  return table[written] ?? (names[0] === undefined ? undefined : table[names[0]]);
}

/** `a, b` and `a,b` are two operands. */
function members(word: Word): readonly Word[] {
  if (/['"]/.test(word.text) || !word.value.includes(',')) return word.value === '' ? [] : [{ ...word, value: word.value }];
  return word.value
    .split(',')
    .filter((value) => value !== '')
    .map((value) => ({ ...word, value }));
}
