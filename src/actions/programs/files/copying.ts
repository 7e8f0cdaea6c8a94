import { posix } from 'node:path';
import type { Effect, EffectFlag } from '../../../domain/effect.ts';
import { type Command, literal, type Outcome, type Setting, type Word } from '../../command.ts';
import { type OptionSpec, readOptions } from '../../options.ts';
import { absoluteOf } from '../../paths.ts';
import { withValue } from '../../words.ts';
import { argumentsOf, fileEffect, given, readsOf, writeTo } from '../effects.ts';
import { family } from '../family.ts';
import { modeFlags } from './permissions.ts';

const COPY: OptionSpec = {
  values: ['t', 'target-directory', 'S', 'suffix', 'sparse', 'backup', 'm', 'mode', 'o', 'owner', 'g', 'group', 'strip-program', 'context'],
  switches: [
    'recursive',
    'force',
    'archive',
    'interactive',
    'no-target-directory',
    'no-clobber',
    'symbolic-link',
    'link',
    'parents',
    'verbose',
    'update',
    'directory',
  ],
};

interface Transfer {
  readonly source: Word;
  readonly target: Word;
}

/** `SOURCE… TARGET`, `-t TARGET SOURCE…`: into a folder, each keeps its name. */
function transfers(operands: readonly Word[], into: Word | undefined, whole: boolean, setting: Setting): Transfer[] {
  const sources = into ? operands : operands.slice(0, -1);
  const target = into ?? operands.at(-1);
  if (!target) return [];
  const folder = !whole && (into !== undefined || sources.length > 1 || isFolder(target, setting));
  return sources.map((source) => ({ source, target: folder ? inside(target, source) : target }));
}

function isFolder(word: Word, setting: Setting): boolean {
  if (/(?:^|\/)(?:\.{0,2})$/.test(word.value)) return true;
  const path = absoluteOf(word, setting);
  return path !== undefined && !setting.remote && setting.machine.files.kind(path) === 'directory';
}

function inside(folder: Word, source: Word): Word {
  const name = posix.basename(source.value);
  if (name === '' || name === '.' || name === '..') return folder;
  return {
    ...withValue(folder, `${folder.value.replace(/(?<=.)\/$/, '')}/${name}`),
    text: folder.text,
    ...(source.glob && { glob: true }),
  };
}

function mv(command: Command, setting: Setting): Outcome {
  const options = readOptions(argumentsOf(command), COPY);
  const flags = given({ force: options.has('f', 'force') });
  const moves = transfers(options.operands, options.value('t', 'target-directory'), options.has('T', 'no-target-directory'), setting);
  const effects = moves.flatMap(({ source, target }): Effect[] =>
    isNowhere(target)
      ? [
          fileEffect('file.delete', source, setting, {
            flags: ['recursive', 'force'],
            tree: true,
            follow: false,
            note: `mv to ${target.text}`,
          }),
        ]
      : [fileEffect('file.move', source, setting, { flags, tree: true, follow: false }), writeTo(target, setting, flags)],
  );
  return { effects, writes: written(moves) };
}

const isNowhere = (word: Word): boolean => /^\/dev\/(?:null|zero|full)(?:\/|$)/.test(word.value);

function cp(command: Command, setting: Setting): Outcome {
  const options = readOptions(argumentsOf(command), COPY);
  const flags = given({ recursive: options.has('r', 'R', 'a', 'recursive', 'archive'), force: options.has('f', 'force') });
  const copies = transfers(options.operands, options.value('t', 'target-directory'), options.has('T', 'no-target-directory'), setting);
  if (options.has('s', 'l', 'symbolic-link', 'link'))
    return { effects: copies.flatMap((copy) => linking(copy, setting, options.has('s', 'symbolic-link') ? ['symlink'] : [])) };
  return copied(copies, setting, flags);
}

function copied(copies: readonly Transfer[], setting: Setting, flags: readonly EffectFlag[]): Outcome {
  const effects = copies.flatMap(({ source, target }) => {
    if (isNowhere(source)) return [writeTo(target, setting, [...flags, 'truncate'])];
    return [
      ...readsOf(
        [source],
        setting,
        flags.filter((flag) => flag === 'recursive'),
      ),
      writeTo(target, setting, flags),
    ];
  });
  return { effects, writes: written(copies) };
}

const written = (moves: readonly Transfer[]): NonNullable<Outcome['writes']> =>
  moves.map(({ source, target }) => ({ path: target, stream: { origin: 'file', path: source } }));

function install(command: Command, setting: Setting): Outcome {
  const options = readOptions(argumentsOf(command), COPY);
  const mode = options.value('m', 'mode');
  const flags = mode ? modeFlags(mode.value) : ['executable' as const];
  if (options.has('d', 'directory')) return { effects: options.operands.map((word) => writeTo(word, setting, ['create'])) };
  return copied(transfers(options.operands, options.value('t', 'target-directory'), options.has('T'), setting), setting, flags);
}

function ln(command: Command, setting: Setting): Outcome {
  const options = readOptions(argumentsOf(command), {
    ...COPY,
    switches: ['symbolic', 'force', 'relative', 'no-dereference', 'no-target-directory'],
  });
  const symbolic = options.has('s', 'symbolic');
  const flags = given({ symlink: symbolic, force: options.has('f', 'force') });
  const into = options.value('t', 'target-directory') ?? (options.operands.length === 1 ? literal('.') : undefined);
  const links = transfers(options.operands, into, options.has('T', 'n', 'no-target-directory', 'no-dereference'), setting);
  const effects = links.flatMap((link) => linking(link, setting, flags));
  return {
    effects,
    writes: written(links.map((link) => ({ ...link, source: symbolic ? besideLink(link) : link.source }))),
  };
}

/** Both ends: what becomes reachable, and the name it gets. */
function linking(link: Transfer, setting: Setting, flags: readonly EffectFlag[]): Effect[] {
  const source = flags.includes('symlink') ? besideLink(link) : link.source;
  const target = fileEffect('file.link', link.target, setting, { flags: [...flags, 'create'], follow: false });
  return [fileEffect('file.link', source, setting, { flags }), target];
}

/** A relative symbolic link starts from the folder it lies in. */
function besideLink({ source, target }: Transfer): Word {
  const folder = posix.dirname(target.value);
  return source.value.startsWith('/') || source.value.startsWith('~') || folder === '.'
    ? source
    : withValue(source, `${folder}/${source.value}`);
}

/** The Perl one takes an expression, the util-linux one two strings; the files follow. */
function rename(command: Command, setting: Setting): Outcome {
  const operands = readOptions(argumentsOf(command), { values: ['e'] }).operands;
  const expressions = operands[0] && /^(?:s|y|tr)\W/.test(operands[0].value) ? 1 : 2;
  const moved = operands.slice(expressions).map((word) => fileEffect('file.move', word, setting, { follow: false }));
  return {
    effects: moved,
    ...(expressions === 1 && operands[0] && { runs: [{ kind: 'code', text: operands[0], language: 'perl', wrapper: 'rename' }] }),
  };
}

/** Programs that put a file's content or name elsewhere. */
export const copying = family('mv gmv cp gcp ditto install ginstall ln gln rename prename', () => ({
  mv,
  gmv: mv,
  cp,
  gcp: cp,
  ditto: cp,
  install,
  ginstall: install,
  ln,
  gln: ln,
  rename,
  prename: rename,
}));
