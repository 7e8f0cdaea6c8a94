import type { Effect } from '../../../domain/effect.ts';
import { type Command, literal, type Outcome, type Run, type Setting, type Word } from '../../command.ts';
import { type Options, readOptions } from '../../options.ts';
import { withValue } from '../../words.ts';
import { argumentsOf, fileEffect, given, readsOf, writeTo } from '../effects.ts';
import { family } from '../family.ts';
import { madeFrom } from '../made-from.ts';

const VALUES = [
  ...['f', 'C', 'I', 'T', 'X', 'b', 'g', 'K', 'N', 'V', 'F', 'L', 'H'],
  ...['file', 'directory', 'use-compress-program', 'files-from', 'exclude', 'exclude-from', 'to-command', 'checkpoint-action', 'transform'],
  ...['strip-components', 'info-script', 'new-volume-script', 'rmt-command', 'rsh-command', 'owner', 'group', 'mode', 'mtime', 'format'],
  ...[
    'one-top-level',
    'listed-incremental',
    'newer',
    'label',
    'record-size',
    'blocking-factor',
    'suffix',
    'backup',
    'xform',
    's',
    'starting-file',
  ],
];

const SWITCHES = [
  'extract',
  'get',
  'create',
  'list',
  'append',
  'update',
  'delete',
  'diff',
  'remove-files',
  'absolute-names',
  'gzip',
  'bzip2',
  'xz',
  'verbose',
];

/** `tar xzf a.tgz`: the first word's letters need no dash, and take their values in order from the words behind it. */
function withDashes(words: readonly Word[]): readonly Word[] {
  const [first, ...rest] = words;
  if (!first || first.value.startsWith('-') || !/^[A-Za-z]+$/.test(first.value)) return words;
  const letters = [...first.value];
  const taking = letters.filter((letter) => VALUES.includes(letter));
  const switches = letters.filter((letter) => !taking.includes(letter)).join('');
  const values = taking.flatMap((letter, at) => [literal(`-${letter}`), ...rest.slice(at, at + 1)]);
  return [...(switches === '' ? [] : [literal(`-${switches}`)]), ...values, ...rest.slice(taking.length)];
}

function archive(command: Command, setting: Setting): Outcome {
  const options = readOptions(withDashes(argumentsOf(command)), { values: VALUES, switches: SWITCHES });
  const file = options.value('f', 'file');
  const named = file && file.value !== '-' ? file : undefined;
  const effects = options.has('x', 'extract', 'get')
    ? extraction(options, named, setting)
    : options.has('c', 'r', 'u', 'create', 'append', 'update', 'delete')
      ? creation(options, named, setting)
      : readsOf(named ? [named] : [], setting);
  const runs = programs(options);
  const unpacks = options.has('x', 'extract', 'get') && !options.has('O', 'to-stdout');
  const writes = unpacks ? unpacked(options, named, command, setting) : [];
  return { effects, writes, ...(runs.length > 0 && { runs }) };
}

const folderOf = (options: Options): Word => options.value('C', 'directory', 'one-top-level') ?? literal('.');

function unpacked(options: Options, file: Word | undefined, command: Command, setting: Setting): NonNullable<Outcome['writes']> {
  const origin = file ? undefined : command.stdin?.origin;
  const source = file ?? command.stdin?.path ?? literal('-');
  return file || origin ? madeFrom(folderOf(options), source, setting, origin) : [];
}

/** Members can be anything below the folder; with absolute names, anything at all. */
function extraction(options: Options, file: Word | undefined, setting: Setting): Effect[] {
  const reads = readsOf(file ? [file] : [], setting);
  if (options.has('O', 'to-stdout', 'to-command')) return reads;
  const folder = folderOf(options);
  const anywhere = options.has('P', 'absolute-names') ? [writeTo(literal('/'), setting, ['recursive'], 'tar --absolute-names')] : [];
  const members = options.operands.map((word) => writeTo(withValue(word, `${folder.value}/${word.value}`), setting, [], 'tar -x'));
  return [...reads, ...(members.length > 0 ? members : [writeTo(folder, setting, ['recursive'], 'tar -x')]), ...anywhere];
}

function creation(options: Options, file: Word | undefined, setting: Setting): Effect[] {
  const folder = options.value('C', 'directory');
  const members = options.operands.map((word) =>
    folder && !/^[/~]/.test(word.value) ? withValue(word, `${folder.value}/${word.value}`) : word,
  );
  const removed = options.has('remove-files')
    ? members.map((word) =>
        fileEffect('file.delete', word, setting, { flags: given({ recursive: true }), tree: true, note: 'tar --remove-files' }),
      )
    : [];
  const lists = options.all('T', 'files-from');
  return [
    ...readsOf(lists, setting),
    ...members.map((word) => fileEffect('file.read', word, setting, { flags: ['recursive'] })),
    ...(file ? [writeTo(file, setting, ['truncate'])] : []),
    ...removed,
  ];
}

/** Options that make tar run programs. */
function programs(options: Options): Run[] {
  const actions = options.all('checkpoint-action').filter((word) => word.value.startsWith('exec='));
  const commands = [
    ...actions.map((word) => withValue(word, word.value.slice('exec='.length))),
    ...options.all('to-command', 'info-script', 'new-volume-script', 'F', 'use-compress-program', 'I', 'rmt-command', 'rsh-command'),
  ];
  return commands.map((text): Run => ({ kind: 'shell', text, shell: 'sh', wrapper: 'tar' }));
}

/** cpio: `-o` packs the files named on its input, `-i` unpacks into the working folder, `-p` copies into another. */
function cpio(command: Command, setting: Setting): Outcome {
  const options = readOptions(argumentsOf(command), {
    values: ['F', 'I', 'O', 'E', 'H', 'D', 'C', 'R', 'file', 'format', 'directory', 'pattern-file', 'rsh-command', 'owner'],
    switches: ['extract', 'create', 'list', 'pass-through', 'make-directories', 'absolute-filenames'],
  });
  const file = options.value('F', 'I', 'O', 'file');
  const shell = options.value('rsh-command');
  const runs: Run[] = shell ? [{ kind: 'shell', text: shell, shell: 'sh', wrapper: 'cpio' }] : [];
  const folder = options.value('D', 'directory') ?? literal('.');
  const effects: Effect[] = [];
  if (options.has('o', 'create')) effects.push(...(file ? [writeTo(file, setting, ['truncate'])] : []));
  else if (options.has('p', 'pass-through'))
    effects.push(...options.operands.slice(-1).map((word) => writeTo(word, setting, ['recursive'])));
  else if (!options.has('t', 'list'))
    effects.push(...readsOf(file ? [file] : [], setting), writeTo(folder, setting, ['recursive'], 'cpio -i'));
  return { effects, ...(runs.length > 0 && { runs }) };
}

export const tar = family('tar gtar bsdtar star cpio', () => ({ tar: archive, gtar: archive, bsdtar: archive, star: archive, cpio }));
