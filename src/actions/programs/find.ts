import type { Effect } from '../../domain/effect.ts';
import { type Command, literal, type Outcome, type Program, type ProgramTable, type Run, type Setting, type Word } from '../command.ts';
import { readOptions } from '../options.ts';
import { withValue } from '../words.ts';
import { argumentsOf, fileEffect, writeTo } from './effects.ts';
import { readExpression, type Selection } from './find/expression.ts';

/** Folders and names that are followed; more are not written by hand. */
const MAX_FOUND = 16;

function walk(command: Command, setting: Setting): Outcome {
  const { starts, actions, shallow, ...selection } = readExpression(argumentsOf(command));
  const roots = starts.length > 0 ? starts : [literal('.')];
  const effects = listed(found(roots, selection, shallow), setting);
  const runs: Run[] = [];
  for (const action of actions) {
    const targets = found(roots, action, shallow);
    if (action.kind === 'write') effects.push(writeTo(action.file, setting, ['truncate'], 'find'));
    else if (action.kind === 'exec') runs.push(runOn(action.argv, targets, 'find'));
    else
      for (const target of targets)
        effects.push(fileEffect('file.delete', target, setting, { flags: ['recursive'], tree: true, note: 'find -delete' }));
  }
  return { effects, runs };
}

const listed = (targets: readonly Word[], setting: Setting): Effect[] =>
  targets.map((target) => fileEffect('file.list', target, setting, { flags: ['recursive'] }));

/** What it comes upon, as patterns below the folders where it starts: the folders themselves where nothing narrows them. */
function found(roots: readonly Word[], { patterns, empty }: Selection, shallow: boolean): readonly Word[] {
  const names = patterns.length > 0 ? patterns : empty ? [literal('*(empty)')] : [];
  if (names.length === 0) return roots.slice(0, MAX_FOUND);
  return roots.flatMap((root) => names.map((name) => below(root, name, shallow))).slice(0, MAX_FOUND);
}

function below(root: Word, name: Word, shallow: boolean): Word {
  const folder = root.value.replace(/\/+$/, '');
  const certainty = root.certainty === 'unknown' || name.certainty === 'unknown' ? 'unknown' : 'derived';
  return { ...root, value: `${folder}/${shallow ? '' : '**/'}${name.value}`, certainty, glob: true };
}

/** The command with what was found in place of `{}`. */
function runOn(argv: readonly Word[], targets: readonly Word[], wrapper: string): Run {
  const filled = argv.flatMap((word) => {
    if (word.value === '{}') return targets;
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
  const selection: Selection = { patterns: extensions.length > 0 ? extensions : named, empty: false };
  const targets = found(roots.length > 0 ? roots : [literal('.')], selection, false);
  const effects = listed(targets, setting);
  if (at < 0) return { effects };
  const argv = words
    .slice(at + 1)
    .filter((word) => word.value !== ';')
    .map((word) => withValue(word, word.value.replace(/\{(?:\/|\/\/|\.|\/\.)\}/g, '{}')));
  return { effects, runs: [runOn(argv.some((word) => word.value.includes('{}')) ? argv : [...argv, literal('{}')], targets, 'fd')] };
}

const nothing: Program = () => ({ effects: [] });

/** Programs that look for files, and run others on what they find. */
export const find: ProgramTable = {
  find: walk,
  gfind: walk,
  bfs: walk,
  fd,
  fdfind: fd,
  locate: nothing,
  mlocate: nothing,
  plocate: nothing,
  mdfind: nothing,
};
