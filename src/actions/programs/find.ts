import type { Effect, EffectFlag } from '../../domain/effect.ts';
import { type Command, HOLE, literal, type Outcome, type Program, type Run, type Setting, type Stream, type Word } from '../command.ts';
import { readOptions } from '../options.ts';
import { pathOperand } from '../paths.ts';
import { withValue } from '../words.ts';
import { argumentsOf, fileEffect, writeTo } from './effects.ts';
import { family } from './family.ts';
import { readExpression, type Selection } from './find/expression.ts';

/** Folders and names that are followed; more are not written by hand. */
const MAX_FOUND = 16;

function walk(command: Command, setting: Setting): Outcome {
  const { starts, actions, shallow, ...selection } = readExpression(argumentsOf(command));
  const roots = starts.length > 0 ? starts : [literal('.')];
  const all = found(roots, selection, shallow, setting);
  const depth: readonly EffectFlag[] = shallow ? [] : ['recursive'];
  const effects = listed(all, setting, looksForSetuid(command) ? [...depth, 'setuid'] : depth);
  const runs: Run[] = [];
  for (const action of actions) {
    const targets = found(roots, action, shallow, setting);
    if (action.kind === 'write') effects.push(writeTo(action.file, setting, ['truncate'], 'find'));
    else if (action.kind === 'exec')
      runs.push(runOn(action.argv, targets, 'find', shallow || isNarrowed(action) ? undefined : withContents(roots)));
    else
      for (const target of targets)
        effects.push(fileEffect('file.delete', target, setting, { flags: ['recursive'], tree: true, note: 'find -delete' }));
  }
  return actions.length > 0
    ? { effects, runs }
    : {
        effects,
        stdout: namesOf(
          shallow || isNarrowed(selection) ? all : all.map(withContents(roots)),
          command.words.some((word) => word.value === '-print0'),
        ),
      };
}

/** What it prints: the files as far as they can be told, so that whoever reads their names can be followed. */
function namesOf(targets: readonly Word[], ended: boolean): Stream {
  return { origin: 'dynamic', text: targets.map((word) => word.value).join(ended ? HOLE : '\n') };
}

const listed = (targets: readonly Word[], setting: Setting, flags: readonly EffectFlag[] = ['recursive']): Effect[] =>
  targets.map((target) => fileEffect('file.list', target, setting, { flags }));

/** `-perm -4000`: programs that run with their owner's rights. */
const looksForSetuid = ({ words }: Command): boolean =>
  words.some((word, at) => words[at - 1]?.value === '-perm' && /^[-/+]?(?:0?[2-7]\d{3}|[ugoa,rwx=+]*[+=][rwx]*s)/.test(word.value));

/** What it comes upon, as patterns below the folders where it starts: the folders themselves where nothing narrows them. */
function found(roots: readonly Word[], selection: Selection, shallow: boolean, setting: Setting): readonly Word[] {
  return roots
    .flatMap((root) => {
      const names = namesBelow(root, selection, setting);
      return names.length > 0 ? names.map((name) => below(root, name, shallow)) : [root];
    })
    .slice(0, MAX_FOUND);
}

/** Age, size and owner fit too much of a whole home or system to say that only a part is meant. */
function namesBelow(root: Word, { patterns, narrowedBy }: Selection, setting: Setting): readonly Word[] {
  if (patterns.length > 0 || narrowedBy === undefined) return patterns;
  const { classes } = pathOperand(root, setting);
  const vast = narrowedBy !== '-empty' && classes.some((one) => one === 'root' || one === 'home' || one === 'unset');
  return vast ? [] : [literal(`*(${narrowedBy})`)];
}

function below(root: Word, name: Word, shallow: boolean): Word {
  const folder = root.value.replace(/\/+$/, '');
  const certainty = root.certainty === 'unknown' || name.certainty === 'unknown' ? 'unknown' : 'derived';
  return { ...root, value: `${folder}/${shallow ? '' : '**/'}${name.value}`, certainty, glob: true };
}

const isNarrowed = ({ patterns, narrowedBy }: Selection): boolean => patterns.length > 0 || narrowedBy !== undefined;

/** Where nothing narrows the search, the command is given all that lies in the folder, at any depth. */
const withContents =
  (roots: readonly Word[]) =>
  (target: Word): Word =>
    roots.includes(target) ? { ...target, value: `${target.value.replace(/\/+$/, '')}/**/*`, glob: true } : target;

/** The command with what was found in place of `{}`. */
function runOn(argv: readonly Word[], targets: readonly Word[], wrapper: string, whole = (target: Word) => target): Run {
  const filled = argv.flatMap((word) => {
    if (word.value === '{}') return targets.map(whole);
    const first = targets[0];
    if (!first || !word.value.includes('{}')) return [word];
    return [{ ...withValue(word, word.value.replaceAll('{}', first.value)), certainty: 'derived' as const, glob: true }];
  });
  return { kind: 'argv', argv: filled, wrapper, inheritsStdin: false };
}

const FD_VALUES =
  `d max-depth min-depth exact-depth t type e extension E exclude S size changed-within changed-before o owner c color j threads
   base-directory search-path ignore-file max-results format and`.split(/\s+/);

/** fd runs a command for each (`-x`) or for all (`-X`) of what it finds. */
function fd(command: Command, setting: Setting): Outcome {
  const words = argumentsOf(command);
  const at = words.findIndex((word) => /^(?:-[xX]|--exec|--exec-batch)$/.test(word.value));
  const options = readOptions(at < 0 ? words : words.slice(0, at), { values: FD_VALUES });
  const [name, ...places] = options.operands;
  const roots = [...places, ...options.all('base-directory', 'search-path')];
  const extensions = options.all('e', 'extension').map((word) => withValue(word, `*.${word.value}`));
  const named = name && name.value !== '.' && name.value !== '' ? [withValue(name, `*${name.value.replace(/[\\^$]/g, '')}*`)] : [];
  const selection: Selection = { patterns: extensions.length > 0 ? extensions : named, narrowedBy: undefined };
  const targets = found(roots.length > 0 ? roots : [literal('.')], selection, false, setting);
  const effects = listed(targets, setting);
  if (at < 0) return { effects, stdout: namesOf(targets, options.has('0', 'print0')) };
  const argv = words
    .slice(at + 1)
    .filter((word) => word.value !== ';')
    .map((word) => withValue(word, word.value.replace(/\{(?:\/|\/\/|\.|\/\.)\}/g, '{}')));
  return { effects, runs: [runOn(argv.some((word) => word.value.includes('{}')) ? argv : [...argv, literal('{}')], targets, 'fd')] };
}

const nothing: Program = () => ({ effects: [] });

/** Programs that look for files, and run others on what they find. */
export const find = family('find gfind bfs fd fdfind locate mlocate plocate mdfind', () => ({
  find: walk,
  gfind: walk,
  bfs: walk,
  fd,
  fdfind: fd,
  locate: nothing,
  mlocate: nothing,
  plocate: nothing,
  mdfind: nothing,
}));
