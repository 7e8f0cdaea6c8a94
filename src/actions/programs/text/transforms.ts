import { type Command, HOLE, type Outcome, type Setting, type Stream, type Word } from '../../command.ts';
import { readOptions } from '../../options.ts';
import { argumentsOf, readsOf } from '../effects.ts';
import { family } from '../family.ts';
import { contentOf } from './readers.ts';

/** Beyond this nothing is worked out. */
const MAX_TEXT = 256 * 1024;

/** What stands on standard input, changed; where it is not known, only where it came from. */
export function changed(stdin: Stream | undefined, change: (text: string) => string | undefined): Stream | undefined {
  if (stdin?.text === undefined || stdin.text.length > MAX_TEXT)
    return stdin && stdin.origin !== 'literal' ? { origin: stdin.origin } : undefined;
  const text = stdin.text.includes(HOLE) ? undefined : change(stdin.text);
  if (text !== undefined) return { origin: stdin.origin, text };
  return { origin: stdin.origin === 'literal' ? 'dynamic' : stdin.origin };
}

/** The outcome of a filter over its files or its input. */
export function filtered(
  files: readonly Word[],
  command: Command,
  setting: Setting,
  change: (text: string) => string | undefined,
): Outcome {
  const named = files.filter((word) => word.value !== '-');
  const stdout = named.length > 0 ? contentOf(named, command) : changed(command.stdin, change);
  return { effects: readsOf(named, setting), ...(stdout && { stdout }) };
}

/** Files or its input, whole. */
function cat(command: Command, setting: Setting): Outcome {
  const { operands } = readOptions(argumentsOf(command), { switches: ['show-all', 'number', 'squeeze-blank'] });
  if (operands.every((word) => word.value === '-')) return { effects: [], ...(command.stdin && { stdout: command.stdin }) };
  return filtered(operands, command, setting, (text) => text);
}

const LINES = /[^\n]*\n|[^\n]+$/g;
const linesOf = (text: string): readonly string[] => text.match(LINES) ?? [];

function head(command: Command, setting: Setting): Outcome {
  const words = argumentsOf(command).filter((word) => !/^-\d+$/.test(word.value));
  const short = argumentsOf(command).find((word) => /^-\d+$/.test(word.value));
  const options = readOptions(words, { values: ['n', 'c', 'lines', 'bytes'] });
  const count = options.value('n', 'lines')?.value ?? short?.value.slice(1) ?? '10';
  const bytes = options.value('c', 'bytes')?.value;
  return filtered(options.operands, command, setting, (text) => {
    if (bytes !== undefined) return /^\d+$/.test(bytes) ? text.slice(0, Number(bytes)) : undefined;
    return /^-?\d+$/.test(count) ? linesOf(text).slice(0, Number(count)).join('') : undefined;
  });
}

function tail(command: Command, setting: Setting): Outcome {
  const [first, ...rest] = argumentsOf(command);
  const short = first && /^[-+]\d+$/.test(first.value) ? first : undefined;
  const words = short ? rest : argumentsOf(command);
  const options = readOptions(words, { values: ['n', 'c', 's', 'lines', 'bytes', 'pid', 'sleep-interval'] });
  const count = options.value('n', 'lines')?.value ?? short?.value ?? '10';
  return filtered(options.operands, command, setting, (text) => {
    if (options.has('c', 'bytes') || !/^[-+]?\d+$/.test(count)) return undefined;
    const from = count.startsWith('+') ? Math.max(Number(count) - 1, 0) : -Math.abs(Number(count));
    return from === 0 && !count.startsWith('+') ? '' : linesOf(text).slice(from).join('');
  });
}

/** `a-z`, `\n` and `[:upper:]` written out. */
function characters(set: string): string | undefined {
  const classes: Readonly<Record<string, string>> = {
    '[:upper:]': 'ABCDEFGHIJKLMNOPQRSTUVWXYZ',
    '[:lower:]': 'abcdefghijklmnopqrstuvwxyz',
    '[:digit:]': '0123456789',
    '[:space:]': ' \t\n\r\f\v',
  };
  let found = '';
  const plain = set
    .replace(/\[:(?:upper|lower|digit|space):\]/g, (name) => classes[name] ?? '')
    .replace(/\\([\\ntr0])/g, (_, one: string) => ESCAPED[one] ?? one);
  if (/\[[:=]/.test(plain)) return undefined;
  for (let at = 0; at < plain.length; at++) {
    const [low, high] = [plain.charCodeAt(at), plain.charCodeAt(at + 2)];
    if (plain[at + 1] !== '-' || Number.isNaN(high) || high < low || high - low > 255) found += plain.charAt(at);
    else {
      for (let code = low; code <= high; code++) found += String.fromCharCode(code);
      at += 2;
    }
  }
  return found;
}

const ESCAPED: Readonly<Record<string, string>> = { n: '\n', t: '\t', r: '\r', '0': '\0', '\\': '\\' };

function tr(command: Command): Outcome {
  const options = readOptions(argumentsOf(command), { switches: ['delete', 'squeeze-repeats', 'complement', 'truncate-set1'] });
  const [first, second] = options.operands.map((word) => characters(word.value));
  const known = first !== undefined && !options.has('c', 'C', 's', 'complement', 'squeeze-repeats');
  const stdout = changed(command.stdin, (text) => {
    if (!known) return undefined;
    if (options.has('d', 'delete')) return [...text].filter((letter) => !first.includes(letter)).join('');
    return second ? [...text].map((letter) => translated(letter, first, second)).join('') : undefined;
  });
  return { effects: [], ...(stdout && { stdout }) };
}

function translated(letter: string, from: string, to: string): string {
  const at = from.lastIndexOf(letter);
  return at < 0 ? letter : to.charAt(Math.min(at, to.length - 1));
}

const byLine = (change: (line: string) => string) => (text: string) => text.replace(/[^\n]+/g, change);

/** Programs that change text in ways that can be worked out. */
export const transforms = family('cat gcat head ghead tail gtail tr gtr rev tac', () => ({
  cat,
  gcat: cat,
  head,
  ghead: head,
  tail,
  gtail: tail,
  tr,
  gtr: tr,
  rev: (command, setting) =>
    filtered(
      readOptions(argumentsOf(command)).operands,
      command,
      setting,
      byLine((line) => [...line].reverse().join('')),
    ),
  tac: (command, setting) =>
    filtered(readOptions(argumentsOf(command), { values: ['s'] }).operands, command, setting, (text) =>
      [...linesOf(text)].reverse().join(''),
    ),
}));
