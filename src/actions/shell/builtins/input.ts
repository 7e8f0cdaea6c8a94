import { HOLE, type Stream, type Word } from '../../command.ts';
import { type Builtin, SILENT } from '../interpreter.ts';
import { assign, assignElements, MAX_CHOICES, type Scope, unknown, variableNamed } from '../scope.ts';

const READ_VALUED = /^-[a-zA-Z]*[dinNptu]$/;
const MAPFILE_VALUED = /^-[a-zA-Z]*[dnOsuCc]$/;

function operands(words: readonly Word[], valued: RegExp): readonly string[] {
  const names: string[] = [];
  for (let i = 1; i < words.length; i++) {
    const value = words[i]?.value ?? '';
    if (valued.test(value)) i++;
    else if (!value.startsWith('-')) names.push(value);
  }
  return names;
}

/** Each line of known input is a value that the variables may have; unknown input is a hole. */
const read: Builtin = (_run, scope, call) => {
  const names = operands(call.words, READ_VALUED);
  const isArray = call.words.some((word) => /^-[a-zA-Z]*[aA]$/.test(word.value));
  const lines = linesOf(call.stdin);
  const separators = call.environment['IFS'] ?? variableNamed(scope, 'IFS')?.choices[0];
  const split = (line: string) => fieldsOf(line, separators?.value ?? ' \t');
  if (isArray) {
    fillArray(scope, names[0] ?? 'REPLY', lines?.[0] === undefined ? undefined : split(lines[0]), call.stdin);
    return { stdout: SILENT };
  }
  const targets = names.length === 0 ? ['REPLY'] : names;
  for (const [i, name] of targets.entries()) {
    const last = i === targets.length - 1;
    const values = lines?.slice(0, MAX_CHOICES).map((line) => (targets.length === 1 ? line.trim() : fieldOf(split(line), i, last)));
    assign(scope, name, values?.map((value) => received(value, call.stdin)) ?? [received(HOLE, call.stdin)]);
  }
  return { stdout: SILENT };
};

const mapfile: Builtin = (_run, scope, call) => {
  fillArray(scope, operands(call.words, MAPFILE_VALUED)[0] ?? 'MAPFILE', linesOf(call.stdin), call.stdin);
  return { stdout: SILENT };
};

const MAX_ELEMENTS = 512;

function fillArray(scope: Scope, name: string, values: readonly string[] | undefined, stdin: Stream | undefined): void {
  const words = values?.slice(0, MAX_ELEMENTS).map((value) => received(value, stdin)) ?? [received(HOLE, stdin)];
  assignElements(scope, name, new Map(words.map((word, i) => [String(i), word])));
}

function linesOf(stdin: Stream | undefined): readonly string[] | undefined {
  const text = stdin?.text;
  return text === undefined ? undefined : text.replace(/\n$/, '').split('\n', MAX_ELEMENTS);
}

/** Blanks in a row separate once, other separators each time. */
function fieldsOf(line: string, separators: string): readonly string[] {
  if (/^\s*$/.test(separators)) return line.trim().split(/[ \t]+/);
  return [...separators].reduce((text, separator) => text.replaceAll(separator, '\n'), line).split('\n');
}

const fieldOf = (fields: readonly string[], index: number, last: boolean): string =>
  last ? fields.slice(index).join(' ') : (fields[index] ?? '');

function received(value: string, stdin: Stream | undefined): Word {
  if (value.includes(HOLE)) return { ...unknown('$REPLY'), value, ...(stdin && { stream: stdin }) };
  return { text: '$REPLY', value, certainty: 'derived', ...(stdin && stdin.origin !== 'literal' && { stream: stdin }) };
}

export const input: Readonly<Record<string, Builtin>> = { read, mapfile, readarray: mapfile };
