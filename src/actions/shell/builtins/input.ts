import { HOLE, type Stream, type Word } from '../../command.ts';
import { type Builtin, SILENT } from '../interpreter.ts';
import { assign, assignElements, boundedChoices, type Scope, variableNamed } from '../scope.ts';

/** Options whose value is the next word; behind the letter it is the value itself. */
const READ_VALUED = /^-[^dinNptu]*[dinNptu]$/;
const MAPFILE_VALUED = /^-[^dnOsuCc]*[dnOsuCc]$/;

function operands(words: readonly Word[], valued: RegExp): readonly string[] {
  const names: string[] = [];
  let isValue = true;
  for (const { value } of words) {
    if (!isValue && !value.startsWith('-')) names.push(value);
    isValue = !isValue && valued.test(value);
  }
  return names;
}

/** Each line of known input is a value that the variables may have; unknown input is a hole. */
const read: Builtin = (_run, scope, call) => {
  const names = operands(call.words, READ_VALUED);
  const isArray = call.words.some((word) => /^-[a-zA-Z]*[aA]$/.test(word.value));
  const lines = linesOf(call.stdin);
  const separators = (call.environment['IFS'] ?? variableNamed(scope, 'IFS')?.choices[0])?.value ?? ' ';
  const split = (line: string) => fieldsOf(line, separators);
  if (isArray) {
    fillArray(scope, names[0] ?? 'REPLY', lines?.slice(0, 1).flatMap(split), call.stdin);
    return { stdout: SILENT };
  }
  const targets = names.length === 0 ? ['REPLY'] : names;
  for (const [i, name] of targets.entries()) {
    const end = i === targets.length - 1 ? undefined : i + 1;
    const fieldOf = (line: string) => (targets.length === 1 ? line.trim() : split(line).slice(i, end).join(separators.charAt(0)));
    assign(scope, name, boundedChoices(receivedAll(lines?.map(fieldOf), call.stdin)));
  }
  return { stdout: SILENT };
};

const mapfile: Builtin = (_run, scope, call) => {
  fillArray(scope, operands(call.words, MAPFILE_VALUED)[0] ?? 'MAPFILE', linesOf(call.stdin), call.stdin);
  return { stdout: SILENT };
};

const MAX_ELEMENTS = 512;

function fillArray(scope: Scope, name: string, values: readonly string[] | undefined, stdin: Stream | undefined): void {
  const words = boundedChoices(receivedAll(values, stdin), MAX_ELEMENTS);
  assignElements(scope, name, new Map(words.map((word, i) => [String(i), word])));
}

const linesOf = (stdin: Stream | undefined): readonly string[] | undefined => stdin?.text?.replace(/\n$/, '').split('\n', MAX_ELEMENTS + 1);

/** Blanks in a row separate once, other separators each time, with the blanks around them. */
function fieldsOf(line: string, separators: string): readonly string[] {
  if (separators === '') return [line];
  const others = new Set(separators.replace(/\s/g, ''));
  const marked = Array.from(line, (letter) => (others.has(letter) ? '\n' : letter)).join('');
  if (!/\s/.test(separators)) return marked.split('\n');
  return marked.trim().split(/[ \t]*\n[ \t]*|[ \t]+/);
}

function receivedAll(values: readonly string[] = [HOLE], stdin: Stream | undefined): readonly Word[] {
  return values.map((value) => ({
    text: '$REPLY',
    value,
    certainty: value.includes(HOLE) ? 'unknown' : 'derived',
    ...(stdin && { stream: stdin }),
  }));
}

export const input: Readonly<Record<string, Builtin>> = { read, mapfile, readarray: mapfile };
