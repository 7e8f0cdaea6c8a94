import { HOLE, literal, type Stream, type Word } from '../../command.ts';
import { unknown } from '../scope.ts';
import { ALIASES, CMDLETS, type Cmdlet, SWITCHES } from './cmdlets.ts';

/** A cmdlet's words as those of the program that does the same; other programs keep theirs. */
export function translate(words: readonly Word[], stdin: Stream | undefined): readonly Word[] {
  const [head, ...rest] = words;
  const name = head?.value.toLowerCase() ?? '';
  const cmdlet = CMDLETS[ALIASES[name] ?? name];
  if (!head || !cmdlet) return words;
  const { options, operands } = readWords(cmdlet, rest);
  const targets = cmdlet.fed && operands.length === 0 && stdin ? handedOn(stdin) : operands;
  const elsewhere = onDrive(head, cmdlet, targets);
  if (elsewhere) return elsewhere;
  const program = cmdlet.program === '' ? [] : [{ ...head, value: cmdlet.program }];
  const first = (cmdlet.first ?? []).map(literal);
  return cmdlet.operandsFirst ? [...program, ...first, ...targets, ...options] : [...program, ...first, ...options, ...targets];
}

function readWords(cmdlet: Cmdlet, words: readonly Word[]): { readonly options: readonly Word[]; readonly operands: readonly Word[] } {
  const options: Word[] = [];
  const operands: Word[] = [];
  const switched = new Set<string>();
  let unnamed = 0;
  const take = (option: string | undefined, value: Word | undefined): void => {
    if (value && option === '') operands.push(...members(value));
    else if (value && option && option !== '#') options.push(literal(option), value);
  };
  for (let i = 0; i < words.length; i++) {
    const word = words[i];
    if (!word) break;
    const parameter = parameterOf(word);
    if (parameter === undefined) {
      const meant = cmdlet.order?.[unnamed++];
      take(meant === undefined ? '' : byPrefix(cmdlet.values, meant), word);
      continue;
    }
    const option = byPrefix(cmdlet.switches, parameter);
    if (option !== undefined) options.push({ ...literal(option), text: word.text });
    else if (isSwitch(parameter, cmdlet)) switched.add(parameter);
    else take(byPrefix(cmdlet.values, parameter), words[++i]);
  }
  for (const [name, added] of Object.entries(cmdlet.unless ?? {})) {
    if (![...switched].some((one) => name.startsWith(one))) options.push(...added.map(literal));
  }
  return { options, operands };
}

/** More of what came through a pipe would say nothing new. */
const MAX_HANDED = 64;

/** What the pipe brings, as far as it can be told. */
function handedOn({ text }: Stream): readonly Word[] {
  const names = text?.split(/\r?\n/, MAX_HANDED).filter((name) => name !== '') ?? [];
  if (text === undefined || text.includes(HOLE)) return [unknown('$_')];
  return names.map((value) => ({ text: value, value, certainty: 'derived', glob: true }));
}

/** Drives that are no folders: `Env:` holds the variables, `HKLM:` a part of the registry. */
function onDrive(head: Word, { program }: Cmdlet, operands: readonly Word[]): readonly Word[] | undefined {
  const on = (pattern: RegExp) => operands.find((word) => pattern.test(word.value));
  const variables = on(/^env:[\\/]?\*?$/i);
  if (variables) return program === 'find' || program === 'cat' ? [{ ...head, value: 'printenv' }] : undefined;
  const key = on(/^(?:HK(?:LM|CU|CR|U|CC):|registry::|HKEY_)/i);
  if (!key || program === 'reg') return undefined;
  const verb = program === 'rm' ? 'delete' : program === 'find' || program === 'cat' ? 'query' : 'add';
  return [{ ...head, value: 'reg' }, literal(verb), key];
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
