import { type Command, literal, type Outcome, type Run, type Setting } from '../../command.ts';
import { readOptions } from '../../options.ts';
import { withValue } from '../../words.ts';
import { argumentsOf, fileEffect, readsOf, writeTo } from '../effects.ts';
import { family } from '../family.ts';
import { applyPatch, patch } from './patching.ts';
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

function inPlace(command: Command, setting: Setting): Outcome {
  const { operands } = readOptions(argumentsOf(command), { values: ['c', 'convmode'] });
  return { effects: operands.map((word) => fileEffect('file.write', word, setting, { flags: ['in-place'] })) };
}

/** Programs that read text and write files. */
export const writers = family('sort gsort uniq guniq split gsplit csplit patch gpatch apply_patch applypatch dos2unix unix2dos', () => ({
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
}));
