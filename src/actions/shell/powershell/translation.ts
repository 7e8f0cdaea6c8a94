import { own } from '../../../domain/own.ts';
import { HOLE, literal, type Stream, type Word } from '../../command.ts';
import { splitQuoted, workedOut } from '../../words.ts';
import { printedLines } from '../streams.ts';
import { ALIASES, ALSO_PROGRAMS, asGiven, CMDLETS, type Cmdlet, SWITCHES } from './cmdlets.ts';

type Argument = readonly Word[];

/** A command in the words of the program that does the same. */
export interface Translated {
  readonly words: readonly Word[];
  readonly stdin: Stream | undefined;
  /** What its standard input is made of, where a parameter holds that. */
  readonly given?: readonly Word[];
  /** Where it prints something else than that program. */
  readonly prints?: Stream;
}

/** A cmdlet's words as those of the program that does the same; other programs keep theirs. */
export function translate(head: Word, behind: readonly Argument[], stdin: Stream | undefined): Translated {
  const name = head.value
    .toLowerCase()
    .replaceAll('\\', '/')
    .replace(/^microsoft\.powershell\.\w+\//, '');
  const asWritten = { words: [{ ...head, value: head.value.replaceAll('\\', '/') }, ...behind.flat()], stdin };
  const cmdlet = own(CMDLETS, own(ALIASES, name) ?? name);
  if (!cmdlet) return asWritten;
  const bound = bind(cmdlet, behind);
  if (bound.foreign && ALSO_PROGRAMS.has(name)) return asWritten;
  const { operands, named } = bound;
  const options = [...bound.options, ...unswitched(cmdlet, bound)];
  const piped = operands.length < (cmdlet.piped ?? 0) && stdin ? fromPipe(stdin) : [];
  const paths = [...piped, ...operands];
  if (cmdlet.program === '') return { words: startedWords(paths, named.get('verb')?.[0]), stdin };
  const given = cmdlet.content && named.get(cmdlet.content);
  const rest = cmdlet.operandsFirst ? [...paths, ...options] : [...options, ...paths];
  const program = { ...head, value: given ? 'tee' : cmdlet.program };
  const words = onDrive(head, cmdlet, paths) ?? [program, ...(cmdlet.first ?? []).map(literal), ...rest];
  const prints = cmdlet.prints && printedLines(cmdlet.prints(paths), []);
  return { words, ...(given ? { stdin: printedLines(asGiven(given), given), given } : { stdin }), ...(prints && { prints }) };
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

interface Bound {
  readonly options: readonly Word[];
  readonly operands: readonly Word[];
  /** Switches of every cmdlet, as they are written. */
  readonly switched: readonly string[];
  /** Values of parameters that no program is given, by the name in the table. */
  readonly named: ReadonlyMap<string, readonly Word[]>;
  /** Whether it has a parameter that the cmdlet has not. */
  readonly foreign: boolean;
}

/** Which words are its options, and which its operands. */
function bind(cmdlet: Cmdlet, rest: readonly Argument[]): Bound {
  const options: Word[] = [];
  const operands: Word[] = [];
  const switched: string[] = [];
  const named = new Map<string, Argument>();
  let foreign = false;
  let unnamed = 0;
  const take = (key: string | undefined, argument: Argument | undefined) => {
    const option = key === undefined ? '#' : cmdlet.values?.[key];
    if (!argument) return;
    if (option === '') operands.push(...argument.flatMap((word) => members(word, cmdlet)));
    else if (option === '-name') options.push(...argument.flatMap((word, i) => [...(i > 0 ? [literal('-o')] : []), literal(option), word]));
    else if (option !== undefined && option !== '#') options.push(literal(option), ...argument.slice(0, 1));
    else if (key !== undefined) named.set(key, argument);
  };
  for (let i = 0; i < rest.length; i++) {
    const argument = rest[i];
    const [word] = argument ?? [];
    if (!argument || !word) break;
    const { parameter, value: given } = parameterOf(word);
    foreign ||= word.text.startsWith('--') || (parameter?.length === 1 && cmdlet.program === 'curl');
    if (parameter === undefined) {
      const meant = cmdlet.order?.[unnamed++];
      if (meant === undefined) operands.push(...argument.flatMap((one) => members(one, cmdlet)));
      else take(meant, argument);
      continue;
    }
    const option = byPrefix(cmdlet.switches, parameter);
    const key = keyOf(cmdlet.values, parameter);
    if (option !== undefined) options.push({ ...literal(option), text: word.text });
    else if (key === undefined && isSwitch(parameter)) switched.push(parameter);
    else {
      foreign ||= key === undefined && !COMMON.test(parameter);
      take(key, given ? [given, ...argument.slice(1)] : rest[++i]);
    }
  }
  return { options, operands, switched, named, foreign };
}

const unswitched = ({ unless = {} }: Cmdlet, { switched }: Bound): readonly Word[] =>
  Object.entries(unless).flatMap(([name, added]) => (switched.some((one) => name.startsWith(one)) ? [] : added.map(literal)));

/** Parameters with a value that every cmdlet has, or every one that looks through folders. */
const COMMON =
  /^(?:e(?:a|rroraction|rrorvariable|v|ncoding|xclude)|w(?:a|arningaction)|o(?:v|utvariable|utbuffer)|p(?:v|ipelinevariable)|include|filter|depth|credential|stream|attributes|timeoutsec|contenttype)$/;

/** `-Path`, and `-Path:x` with its value. */
function parameterOf(word: Word): { readonly parameter?: string; readonly value?: Word } {
  const match = /^-([A-Za-z]+)(?::([\s\S]*))?$/.exec(word.text.startsWith('-') ? word.value : '');
  const [, name, value = ''] = match ?? [];
  if (name === undefined) return {};
  return { parameter: name.toLowerCase(), ...(value !== '' && { value: { ...word, value } }) };
}

const isSwitch = (parameter: string): boolean => [...SWITCHES].some((name) => name.startsWith(parameter));

/** PowerShell takes any beginning of a parameter's name that fits one only. */
function keyOf(table: Readonly<Record<string, string>> | undefined, written: string): string | undefined {
  if (!table) return undefined;
  return Object.hasOwn(table, written) ? written : Object.keys(table).find((name) => name.startsWith(written));
}

function byPrefix(table: Readonly<Record<string, string>> | undefined, written: string): string | undefined {
  const key = keyOf(table, written);
  return key && table?.[key];
}

/** A list that a variable holds has a line for each member. Cmdlets take either slash. */
function members(word: Word, cmdlet: Cmdlet): readonly Word[] {
  if (cmdlet.piped === undefined) return [word];
  return linesOf(word.value).map((value) => ({ ...word, value: /^\w{2,}:/.test(value) ? value : value.replaceAll('\\', '/') }));
}

/** So many members of a list are looked at; of the others nothing is known. */
const MAX_LINES = 256;

function linesOf(text: string): readonly string[] {
  const lines = text.split(/\r?\n/, MAX_LINES + 1).filter((line) => line !== '');
  return lines.length > MAX_LINES ? lines.with(MAX_LINES, HOLE) : lines;
}

/** Paths that arrive from the command before. */
function fromPipe(stdin: Stream): readonly Word[] {
  return linesOf(stdin.text ?? HOLE).map((value) => ({
    ...workedOut('$input', value),
    ...(value.includes('*') && { glob: true }),
    stream: stdin,
  }));
}

/** `Start-Process rm '-r /x'`: the arguments are joined, and split by the program. */
function startedWords([program, ...rest]: readonly Word[], verb: Word | undefined): readonly Word[] {
  if (!program) return [];
  return [...(verb?.value.toLowerCase() === 'runas' ? [literal('sudo')] : []), program, ...rest.flatMap(splitQuoted)];
}
