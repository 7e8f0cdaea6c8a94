import type { Effect } from '../../../domain/effect.ts';
import { type Command, literal, type Outcome, type ProgramTable, type Run, type Setting } from '../../command.ts';
import { readOptions } from '../../options.ts';
import { addedByDiff, parsePatch } from '../../patches.ts';
import { withValue } from '../../words.ts';
import { argumentsOf, fileEffect, readsOf, writeTo } from '../effects.ts';
import { contentOf } from './readers.ts';

function sort(command: Command, setting: Setting): Outcome {
  const options = readOptions(argumentsOf(command), {
    values: [
      'k',
      't',
      'o',
      'S',
      'T',
      'key',
      'field-separator',
      'output',
      'buffer-size',
      'temporary-directory',
      'compress-program',
      'files0-from',
      'parallel',
      'batch-size',
      'random-source',
      'sort',
    ],
    switches: ['reverse', 'numeric-sort', 'unique', 'check', 'merge', 'human-numeric-sort', 'version-sort'],
  });
  const target = options.value('o', 'output');
  const compressor = options.value('compress-program');
  const effects = [
    ...readsOf([...options.operands, ...options.all('files0-from')], setting),
    ...(target ? [writeTo(target, setting, ['truncate'])] : []),
  ];
  const stdout = target ? undefined : contentOf(options.operands, command);
  const runs: Run[] = compressor ? [{ kind: 'argv', argv: [compressor], wrapper: 'sort' }] : [];
  return { effects, ...(stdout && { stdout }), ...(runs.length > 0 && { runs }) };
}

/** The second operand, where there is one, is written. */
function uniq(command: Command, setting: Setting): Outcome {
  const options = readOptions(argumentsOf(command), { values: ['f', 's', 'w', 'skip-fields', 'skip-chars', 'check-chars'] });
  const [input, target] = options.operands;
  const stdout = target ? undefined : contentOf(input ? [input] : [], command);
  return {
    effects: [...readsOf(input ? [input] : [], setting), ...(target ? [writeTo(target, setting, ['truncate'])] : [])],
    ...(stdout && { stdout }),
  };
}

/** Writes `PREFIXaa`, `PREFIXab`, …, or hands each piece to a shell command. */
function split(command: Command, setting: Setting): Outcome {
  const options = readOptions(argumentsOf(command), {
    values: [
      'a',
      'b',
      'C',
      'l',
      'n',
      't',
      'suffix-length',
      'additional-suffix',
      'bytes',
      'line-bytes',
      'lines',
      'number',
      'filter',
      'separator',
    ],
    switches: ['numeric-suffixes', 'verbose', 'elide-empty-files'],
  });
  const [input, prefix] = options.operands;
  const filter = options.value('filter');
  const effects = readsOf(input ? [input] : [], setting);
  if (filter) return { effects, runs: [{ kind: 'shell', text: filter, shell: 'sh', wrapper: 'split' }] };
  const pieces = prefix ? { ...withValue(prefix, `${prefix.value}??`), glob: true } : { ...literal('x??'), glob: true };
  return { effects: [...effects, writeTo(pieces, setting, ['create'])] };
}

/** Patches that are named on more files than this are taken for the whole folder. */
const MAX_PATCHED = 64;

/** What a patch changes stands in it; else it may be any file of the folder. */
function patch(command: Command, setting: Setting): Outcome {
  const options = readOptions(argumentsOf(command), {
    values: ['p', 'i', 'd', 'o', 'r', 'F', 'D', 'strip', 'input', 'directory', 'output', 'reject-file', 'fuzz'],
    switches: ['reverse', 'dry-run', 'forward', 'backup', 'force', 'silent'],
  });
  const input = options.value('i', 'input') ?? options.operands[1];
  const effects = readsOf(input ? [input] : [], setting);
  if (options.has('dry-run', 'C')) return { effects };
  const named = options.value('o', 'output') ?? options.operands[0];
  if (named) return { effects: [...effects, writeTo(named, setting, ['in-place'], 'patch')] };
  const text = input ? undefined : command.stdin?.text;
  const strip = Number(options.value('p', 'strip')?.value ?? '0') || 0;
  const within = options.value('d', 'directory')?.value;
  const placed = (path: string): string => (within === undefined ? '' : `${within}/`) + path.split('/').slice(strip).join('/');
  return { effects: [...effects, ...patched(text, placed, setting)], writes: addedWrites(text, placed) };
}

/** What a patch adds to a file is told as what it writes there, so that it is judged as such. */
function addedWrites(text: string | undefined, placed: (path: string) => string): NonNullable<Outcome['writes']> {
  const added = text === undefined ? [] : [...addedByDiff(text)].filter(([path, lines]) => path !== '/dev/null' && lines !== '');
  return added.map(([path, lines]) => ({ path: literal(placed(path)), stream: { origin: 'literal', text: lines } }));
}

/** The files of a patch in the form that coding agents write. */
function applyPatch(command: Command, setting: Setting): Outcome {
  const text = argumentsOf(command)[0]?.value ?? command.stdin?.text;
  const files = text === undefined ? [] : parsePatch(text);
  return {
    effects: files.map(({ kind, path }) => fileEffect(kind, literal(path), setting, { note: 'apply_patch' })),
    writes: files
      .filter(({ added }) => added !== '')
      .map(({ path, added }) => ({ path: literal(path), stream: { origin: 'literal', text: added } })),
  };
}

function patched(text: string | undefined, placed: (path: string) => string, setting: Setting): Effect[] {
  const paths = [...(text ?? '').matchAll(/^(?:\+\+\+|---) ([^\t\n]+)/gm)]
    .map(([, path = '']) => path)
    .filter((path) => path !== '/dev/null');
  const files = [...new Set(paths.map(placed))];
  const words = files.length > 0 && files.length <= MAX_PATCHED ? files.map(literal) : [literal(placed('(a patched file)'))];
  return words.map((word) => writeTo(word, setting, ['in-place'], 'patch'));
}

function inPlace(command: Command, setting: Setting): Outcome {
  const { operands } = readOptions(argumentsOf(command), { values: ['c', 'convmode'] });
  return { effects: operands.map((word) => fileEffect('file.write', word, setting, { flags: ['in-place'] })) };
}

/** Programs that read text and write files. */
export const writers: ProgramTable = {
  sort,
  gsort: sort,
  uniq,
  guniq: uniq,
  split,
  gsplit: split,
  csplit: (command, setting) => {
    const options = readOptions(argumentsOf(command), { values: ['f', 'b', 'n', 'prefix', 'suffix-format', 'digits'] });
    const prefix = options.value('f', 'prefix')?.value ?? 'xx';
    return {
      effects: [...readsOf(options.operands.slice(0, 1), setting), writeTo({ ...literal(`${prefix}??`), glob: true }, setting, ['create'])],
    };
  },
  patch,
  gpatch: patch,
  apply_patch: applyPatch,
  applypatch: applyPatch,
  dos2unix: inPlace,
  unix2dos: inPlace,
};
