import { HOLE, literal, type Stream, type Word } from '../../command.ts';
import { readOptions } from '../../options.ts';
import { workedOut } from '../../words.ts';
import { separating } from '../fields.ts';
import { type Builtin, SILENT } from '../interpreter.ts';
import { assign, assignElements, boundedChoices, type Scope, variableNamed } from '../scope.ts';
import { evaluateText } from './evaluating.ts';

/** Each line of known input is a value that the variables may have; unknown input is a hole. */
const read: Builtin = (_run, scope, call) => {
  const options = readOptions(call.words.slice(1), { values: ['a', 'd', 'i', 'n', 'N', 'p', 't', 'u'] });
  const names = options.operands.map(({ value }) => value);
  const lines = linesOf(call.stdin, options.value('d'));
  const separators = (call.environment['IFS'] ?? variableNamed(scope, 'IFS')?.choices[0])?.value ?? ' \t\n';
  const separator = separating(separators);
  const split = (line: string): readonly string[] => (/\s/.test(separators) ? line.trim() : line).split(separator);
  const array = options.value('a')?.value ?? (options.has('A') ? names[0] : undefined);
  if (array !== undefined) {
    fillArray(scope, array, lines?.slice(0, 1).flatMap(split), call.stdin);
    return { stdout: SILENT };
  }
  const targets = names.length === 0 ? ['REPLY'] : names;
  // Of several names each line is looked at as a whole.
  const looked = lines && boundedChoices(lines.map(literal)).map(({ value }) => value);
  const fieldsIn = (line: string) => (targets.length === 1 ? [line.trim()] : line === HOLE ? targets.map(() => HOLE) : split(line));
  const rows = looked?.map(fieldsIn);
  for (const [i, name] of targets.entries()) {
    const end = i === targets.length - 1 ? undefined : i + 1;
    const values = rows?.map((fields) => fields.slice(i, end).join(separators.charAt(0)));
    assign(scope, name, receivedAll(values, call.stdin));
  }
  return { stdout: SILENT };
};

/** With `-C` it hands the lines to a command as it reads them. */
const mapfile: Builtin = (run, scope, call) => {
  const options = readOptions(call.words.slice(1), { values: ['d', 'n', 'O', 's', 'u', 'C', 'c'] });
  fillArray(scope, options.operands[0]?.value ?? 'MAPFILE', linesOf(call.stdin, options.value('d')), call.stdin);
  const callback = options.value('C');
  return callback ? evaluateText(run, scope, callback, call) : { stdout: SILENT };
};

const MAX_ELEMENTS = 512;

function fillArray(scope: Scope, name: string, values: readonly string[] | undefined, stdin: Stream | undefined): void {
  const words = boundedChoices(receivedAll(values, stdin), MAX_ELEMENTS);
  assignElements(scope, name, new Map(words.map((word, i) => [String(i), word])));
}

/** Up to a delimiter that is given; an empty one stands for what no text holds. */
function linesOf(stdin: Stream | undefined, delimiter: Word | undefined): readonly string[] | undefined {
  const text = stdin?.text?.replace(/\n$/, '');
  if (text === undefined) return undefined;
  const end = delimiter ? delimiter.value.charAt(0) : '\n';
  return end === '' ? [text] : text.split(end, MAX_ELEMENTS + 1);
}

function receivedAll(values: readonly string[] = [HOLE], stdin: Stream | undefined): readonly Word[] {
  return values.map((value) => ({
    ...workedOut('$REPLY', value),
    ...(stdin && { stream: stdin }),
  }));
}

export const input: Readonly<Record<string, Builtin>> = { read, mapfile, readarray: mapfile };
