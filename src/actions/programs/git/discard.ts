import type { EffectFlag } from '../../../domain/effect.ts';
import type { Outcome, Word } from '../../command.ts';
import { readOptions } from '../../options.ts';
import { absoluteOf, pathOperand } from '../../paths.ts';
import { isKnown, nameOperand } from '../../words.ts';
import { effect, type GitLine, plainly, type Verb, type VerbTable } from './line.ts';

/** Losing what stands in these files: one effect each, one without an operand where no path is named. */
function discardPaths(line: GitLine, paths: readonly Word[], flags: readonly EffectFlag[] = []): Outcome {
  if (paths.length === 0) return { effects: [effect(line, 'git.discard', flags)] };
  return { effects: paths.map((path) => effect(line, 'git.discard', flags, pathspec(line, path))) };
}

/** A pathspec's magic (`:/`, `:(top)`, `:!x`) is left to its widest reading: the folder itself. */
const pathspec = (line: GitLine, word: Word) =>
  pathOperand(word.value.startsWith(':') ? { ...word, value: '.', certainty: 'derived' } : word, line.setting);

const reset: Verb = (line) => {
  const options = readOptions(line.words, {
    values: ['pathspec-from-file', 'U', 'unified', 'inter-hunk-context'],
    switches: ['hard', 'soft', 'mixed', 'merge', 'keep', 'quiet', 'patch', 'intent-to-add', 'recurse-submodules', 'refresh', 'no-refresh'],
  });
  const ref = options.operands[0];
  const moves = ref && ref.value !== 'HEAD' && ref.value !== '@' ? (['history'] as const) : [];
  if (options.has('hard')) return { effects: [effect(line, 'git.discard', ['hard', ...moves], ref && nameOperand(ref))] };
  return { effects: [effect(line, options.has('merge') ? 'git.discard' : 'git.local', [], ref && nameOperand(ref))] };
};

const CHECKOUT = {
  values: ['b', 'B', 'orphan', 'conflict', 'pathspec-from-file', 'U'],
  switches: [
    'force',
    'detach',
    'track',
    'no-track',
    'guess',
    'no-guess',
    'merge',
    'ours',
    'theirs',
    'patch',
    'quiet',
    'progress',
    'ignore-other-worktrees',
    'overlay',
    'no-overlay',
    'recurse-submodules',
  ],
};

/** Whether the only operand of a checkout can be nothing but a path. */
function looksLikePath(line: GitLine, word: Word): boolean {
  if (/^(?:\.{1,2}$|\.{0,2}\/|:[/(!^])/.test(word.value) || word.value.endsWith('/') || word.glob === true) return true;
  if (!isKnown(word) || line.setting.remote) return false;
  const value = absoluteOf(word, line.setting);
  return value !== undefined && line.setting.machine.files.kind(value) !== undefined;
}

function checkoutPaths(line: GitLine, operands: readonly Word[]): readonly Word[] {
  const separator = line.words.findIndex((word) => word.value === '--');
  if (separator >= 0) return line.words.slice(separator + 1);
  const [first, ...rest] = operands;
  if (rest.length > 0) return first && looksLikePath(line, first) ? operands : rest;
  return first && looksLikePath(line, first) ? [first] : [];
}

const checkout: Verb = (line) => {
  const options = readOptions(line.words, CHECKOUT);
  const forced: readonly EffectFlag[] = options.has('f', 'force') ? ['force'] : [];
  if (options.has('p', 'patch')) return { effects: [effect(line, 'git.discard', ['interactive'])] };
  if (options.has('ours', 'theirs', '2', '3')) return { effects: [effect(line, 'git.local')] };
  if (options.has('pathspec-from-file')) return { effects: [effect(line, 'git.discard', ['broad'])] };
  const creates = options.has('b', 'B', 'orphan', 't', 'track', 'd', 'detach');
  const paths = creates ? [] : checkoutPaths(line, options.operands);
  if (paths.length > 0) return discardPaths(line, paths, forced);
  if (forced.length > 0) return { effects: [effect(line, 'git.discard', forced)] };
  return { effects: [effect(line, 'git.local', options.has('B') ? ['force'] : [])] };
};

const switchBranch: Verb = (line) => {
  const options = readOptions(line.words, {
    values: ['c', 'C', 'create', 'force-create', 'orphan', 'conflict'],
    switches: ['discard-changes', 'force', 'detach', 'guess', 'no-guess', 'merge', 'track', 'no-track', 'quiet', 'ignore-other-worktrees'],
  });
  if (options.has('f', 'force', 'discard-changes')) return { effects: [effect(line, 'git.discard', ['force'])] };
  return { effects: [effect(line, 'git.local', options.has('C', 'force-create') ? ['force'] : [])] };
};

const restore: Verb = (line) => {
  const options = readOptions(line.words, {
    values: ['s', 'source', 'conflict', 'pathspec-from-file', 'U'],
    switches: [
      'staged',
      'worktree',
      'ours',
      'theirs',
      'merge',
      'patch',
      'quiet',
      'progress',
      'ignore-unmerged',
      'overlay',
      'no-overlay',
      'recurse-submodules',
    ],
  });
  if (options.has('S', 'staged') && !options.has('W', 'worktree')) return { effects: [effect(line, 'git.local', ['staged-only'])] };
  if (options.has('ours', 'theirs', 'm', 'merge')) return { effects: [effect(line, 'git.local')] };
  if (options.has('pathspec-from-file')) return { effects: [effect(line, 'git.discard', ['broad'])] };
  // Without a path git restores nothing.
  if (options.operands.length === 0) return plainly('git.local')(line);
  return options.has('p', 'patch') ? { effects: [effect(line, 'git.discard', ['interactive'])] } : discardPaths(line, options.operands);
};

const clean: Verb = (line) => {
  const options = readOptions(line.words, { values: ['e', 'exclude'], switches: ['force', 'dry-run', 'interactive', 'quiet'] });
  const required = line.configuration.get('clean.requireforce')?.value;
  const forced = options.has('f', 'force') || required === 'false' || required === '0';
  if (options.has('n', 'dry-run') || (!forced && !options.has('i', 'interactive'))) return { effects: [effect(line, 'git.read')] };
  const flags: EffectFlag[] = forced ? ['force'] : ['interactive'];
  if (options.has('d')) flags.push('recursive');
  if (!options.has('X')) flags.push('untracked');
  if (options.has('x', 'X')) flags.push('ignored');
  const paths = options.operands;
  return {
    effects:
      paths.length === 0 ? [effect(line, 'git.clean', flags)] : paths.map((path) => effect(line, 'git.clean', flags, pathspec(line, path))),
  };
};

const stash: Verb = (line) => {
  const [verb, entry, ...more] = readOptions(line.words, { values: ['m', 'message'] }).operands;
  switch (verb?.value) {
    case 'push':
      return takenAway(line, entry ? [entry, ...more] : []);
    case 'drop':
      return { effects: [effect(line, 'git.discard', ['delete'], entry && nameOperand(entry))] };
    case 'clear':
      return { effects: [effect(line, 'git.discard', ['delete', 'all'])] };
    case 'list':
    case 'show':
      return { effects: [effect(line, 'git.read')] };
    default:
      return { effects: [effect(line, 'git.local')] };
  }
};

/** Files that are no longer where they were, and can be had again. */
const takenAway = (line: GitLine, paths: readonly Word[]): Outcome => ({
  effects:
    paths.length === 0 ? [effect(line, 'git.local')] : paths.map((path) => effect(line, 'git.local', ['delete'], pathspec(line, path))),
});

const mv: Verb = (line) => {
  const options = readOptions(line.words, { switches: ['force', 'dry-run', 'verbose'] });
  return options.has('n', 'dry-run') ? plainly('git.read')(line) : takenAway(line, options.operands.slice(0, -1));
};

const rm: Verb = (line) => {
  const options = readOptions(line.words, {
    values: ['pathspec-from-file'],
    switches: ['cached', 'force', 'dry-run', 'quiet', 'ignore-unmatch', 'sparse'],
  });
  if (options.has('n', 'dry-run')) return { effects: [effect(line, 'git.read')] };
  if (options.has('cached')) return { effects: [effect(line, 'git.local', ['staged-only'])] };
  // Without force git refuses to remove what is not in the history.
  if (!options.has('f', 'force')) return takenAway(line, options.operands);
  const flags: readonly EffectFlag[] = options.has('r') ? ['recursive', 'force'] : ['force'];
  return { effects: options.operands.map((path) => effect(line, 'file.delete', flags, pathspec(line, path))) };
};

const readTree: Verb = (line) => {
  const options = readOptions(line.words, { values: ['index-output', 'prefix'], switches: ['reset', 'dry-run', 'empty'] });
  return { effects: [options.has('reset') && options.has('u') ? effect(line, 'git.discard', ['hard']) : effect(line, 'git.local')] };
};

const checkoutIndex: Verb = (line) => {
  const options = readOptions(line.words, { values: ['prefix', 'stage'], switches: ['force', 'all', 'index', 'temp'] });
  const elsewhere = options.value('prefix') !== undefined || options.has('temp');
  return options.has('f', 'force') && !elsewhere
    ? discardPaths(line, options.operands, options.has('a', 'all') ? ['force', 'all'] : ['force'])
    : plainly('git.local')(line);
};

const worktree: Verb = (line) => {
  const options = readOptions(line.words, {
    values: ['b', 'B', 'reason', 'expire'],
    switches: ['force', 'detach', 'checkout', 'lock', 'porcelain', 'dry-run'],
  });
  const [verb, path] = options.operands;
  if (verb?.value === 'list') return { effects: [effect(line, 'git.read')] };
  if (verb?.value !== 'remove' || !options.has('f', 'force')) return { effects: [effect(line, 'git.local')] };
  return discardPaths(line, path ? [path] : [], ['force']);
};

/** Verbs that can lose what is only in the working folder, the index or the stash. */
export const discarding: VerbTable = {
  reset,
  checkout,
  co: checkout,
  switch: switchBranch,
  restore,
  clean,
  stash,
  rm,
  mv,
  'read-tree': readTree,
  'checkout-index': checkoutIndex,
  worktree,
};
