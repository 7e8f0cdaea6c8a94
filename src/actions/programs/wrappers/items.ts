import { quoted } from '../../../domain/quoted.ts';
import type { Command, Program, Run, Setting, Word } from '../../command.ts';
import { HOLE } from '../../command.ts';
import { readOptions } from '../../options.ts';
import { absoluteOf, pathOperand } from '../../paths.ts';
import { isKnown, joined, splitQuoted, unknownWord, withValue } from '../../words.ts';
import { family } from '../family.ts';

/** More items than this are judged by the first ones and an unknown one. */
const MAX_ITEMS = 64;
const MAX_ITEM_BYTES = 65_536;

const UNKNOWN_ITEM = unknownWord('(an item from its input)');

/** The text that items are read from: a file, or what stands on standard input. */
function sourceText(command: Command, file: Word | undefined, setting: Setting): string | undefined {
  if (!file) return command.stdin?.text;
  const path = absoluteOf(file, setting);
  const content = path === undefined ? undefined : setting.machine.files.read(path, MAX_ITEM_BYTES);
  return content?.kind === 'text' ? content.text : undefined;
}

function bounded(items: readonly Word[]): readonly Word[] {
  return items.length > MAX_ITEMS ? [...items.slice(0, MAX_ITEMS), UNKNOWN_ITEM] : items;
}

const derived = (value: string): Word => withValue({ text: value, value, certainty: 'derived' }, value);

function splitAt(text: string, separator: string): readonly Word[] {
  return text
    .split(separator, MAX_ITEMS + 2)
    .filter((item) => item !== '')
    .map(derived);
}

const XARGS_VALUES = [
  ...['a', 'd', 'E', 'I', 'J', 'L', 'n', 'P', 'R', 's', 'S'],
  ...['arg-file', 'delimiter', 'replace', 'max-lines', 'max-args', 'max-procs', 'max-chars', 'process-slot-var'],
];

const ESCAPES: Readonly<Record<string, string>> = { '\\n': '\n', '\\t': '\t', '\\0': HOLE };

const xargs: Program = (command, setting) => {
  const options = readOptions(command.words.slice(1), {
    values: XARGS_VALUES,
    switches: ['null', 'no-run-if-empty', 'verbose', 'interactive', 'exit'],
    stopAtOperand: true,
  });
  if (options.operands.length === 0) return {};
  const file = options.value('a', 'arg-file');
  const text = sourceText(command, file, setting);
  const old = options.has('i') ? '{}' : undefined;
  const replaced = options.value('I', 'replace', 'J')?.value ?? old;
  const delimiter = options.value('d', 'delimiter')?.value;
  const items = itemsOf(
    text,
    options.has('0', 'null') ? HOLE : delimiter === undefined ? undefined : (ESCAPES[delimiter] ?? delimiter),
    replaced !== undefined,
    file ? undefined : command.stdin,
  );
  const argvs =
    replaced === undefined
      ? [[...options.operands, ...items]]
      : items.map((item) => options.operands.map((word) => substituted(word, replaced, item)));
  const runs = argvs.map((argv): Run => ({ kind: 'argv', argv, wrapper: 'xargs', inheritsStdin: false }));
  return { runs, ...(file && { effects: [{ kind: 'file.read', operand: pathOperand(file, setting) }] }) };
};

function itemsOf(text: string | undefined, separator: string | undefined, byLine: boolean, source?: Command['stdin']): readonly Word[] {
  if (text === undefined)
    return [{ ...UNKNOWN_ITEM, ...((source?.origin === 'downloaded' || source?.origin === 'decoded') && { stream: source }) }];
  const head = text.slice(0, MAX_ITEM_BYTES);
  if (separator !== undefined) return bounded(splitAt(head, separator));
  return bounded(byLine ? splitAt(head, '\n').map((item) => withValue(item, item.value.trimStart())) : splitQuoted(derived(head)));
}

/** `word` with every `mark` in it replaced by the item. */
function substituted(word: Word, mark: string, item: Word, quote = false): Word {
  if (mark === '' || !word.value.includes(mark)) return word;
  const value = quote && isKnown(item) ? quoted(item.value) : item.value;
  const certainty = isKnown(item) ? 'derived' : 'unknown';
  return { text: word.text, value: word.value.replaceAll(mark, value), certainty, ...(item.stream && { stream: item.stream }) };
}

const PARALLEL_VALUES = [
  ...['a', 'C', 'd', 'D', 'E', 'I', 'j', 'L', 'N', 'n', 'P', 's', 'S', 'W'],
  ...[
    'arg-file',
    'jobs',
    'joblog',
    'delay',
    'timeout',
    'retries',
    'results',
    'colsep',
    'halt',
    'load',
    'tmpdir',
    'wd',
    'workdir',
    'sshlogin',
    'max-args',
    'delimiter',
    'block',
    'tagstring',
    'env',
    'memfree',
    'nice',
    'max-procs',
  ],
];
const SOURCE = /^:::(?::)?\+?$/;
const MAX_LINES = 32;

/** The groups of items behind `:::` (words) and `::::` (files of lines). */
function parallelGroups(words: readonly Word[], setting: Setting, command: Command): readonly (readonly Word[])[] {
  const groups: Word[][] = [];
  let fromFile = false;
  for (const word of words) {
    if (SOURCE.test(word.value)) {
      groups.push([]);
      fromFile = word.value.startsWith('::::');
    } else if (fromFile) groups.at(-1)?.push(...itemsOf(sourceText(command, word, setting), '\n', true));
    else groups.at(-1)?.push(word);
  }
  return groups.filter((group) => group.length > 0);
}

/** Every way to take one of each group, at most `MAX_LINES`. */
function combinations(groups: readonly (readonly Word[])[]): readonly (readonly Word[])[] {
  let rows: readonly (readonly Word[])[] = [[]];
  for (const group of groups) rows = rows.flatMap((row) => group.slice(0, MAX_LINES).map((item) => [...row, item])).slice(0, MAX_LINES);
  return rows;
}

const MARKS = ['{}', '{.}', '{/}', '{//}', '{/.}'];

const parallel: Program = (command, setting) => {
  const words = command.words.slice(1);
  const first = words.findIndex((word) => SOURCE.test(word.value));
  const options = readOptions(first < 0 ? words : words.slice(0, first), { values: PARALLEL_VALUES, stopAtOperand: true });
  const file = options.value('a', 'arg-file');
  const groups =
    first < 0 ? [itemsOf(sourceText(command, file, setting), '\n', true)] : parallelGroups(words.slice(first), setting, command);
  const template = joined(options.operands);
  const line = (row: readonly Word[]): Word => {
    if (options.operands.length === 0) return joined(row);
    const marked = MARKS.some((mark) => template.value.includes(mark)) || row.some((_, at) => template.value.includes(`{${at + 1}}`));
    const filled = marked ? template : joined([template, withValue(template, '{}')]);
    const numbered = row.reduce((text, item, at) => substituted(text, `{${at + 1}}`, item, true), filled);
    const whole = row.length === 1 && row[0] ? row[0] : joined(row);
    return MARKS.reduce((text, mark) => substituted(text, mark, whole, row.length === 1), numbered);
  };
  return { runs: combinations(groups).map((row): Run => ({ kind: 'shell', text: line(row), shell: 'sh', wrapper: 'parallel' })) };
};

/** `entr CMD /_`: the command runs when a file that is named on standard input changes. */
const entr: Program = (command) => {
  const options = readOptions(command.words.slice(1), { values: [], stopAtOperand: true });
  if (options.operands.length === 0) return {};
  if (options.has('s')) return { runs: [{ kind: 'shell', text: joined(options.operands.slice(0, 1)), shell: 'sh', wrapper: 'entr' }] };
  const argv = options.operands.map((word) => (word.value === '/_' ? UNKNOWN_ITEM : word));
  return { runs: [{ kind: 'argv', argv, wrapper: 'entr', inheritsStdin: false }] };
};

/** Wrappers that make commands out of lists of items. */
export const items = family('xargs gxargs parallel entr', () => ({ xargs, gxargs: xargs, parallel, entr }));
