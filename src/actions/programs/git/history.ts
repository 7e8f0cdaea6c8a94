import type { Effect, EffectFlag } from '../../../domain/effect.ts';
import type { Outcome, Run } from '../../command.ts';
import { type OptionSpec, type Options, readOptions } from '../../options.ts';
import { isKnown, nameOperand } from '../../words.ts';
import { hooksSwitchedOff } from './environment.ts';
import { effect, type GitLine, plainly, shellRun, type Verb, type VerbTable } from './line.ts';

/** Skipping the project's own checks, by an option or by a variable that its hook runner knows. */
function bypass(line: GitLine, options: Options, ...names: readonly string[]): readonly Effect[] {
  return options.has('no-verify', ...names) || hooksSwitchedOff(line.command.environment)
    ? [effect(line, 'git.bypass', ['no-verify'])]
    : [];
}

const COMMIT: OptionSpec = {
  values: [
    'm',
    'F',
    'C',
    'c',
    't',
    'author',
    'date',
    'message',
    'file',
    'reuse-message',
    'reedit-message',
    'fixup',
    'squash',
    'template',
    'cleanup',
    'trailer',
    'pathspec-from-file',
    'U',
    'unified',
  ],
  switches: [
    'all',
    'amend',
    'no-verify',
    'verify',
    'no-edit',
    'edit',
    'dry-run',
    'allow-empty',
    'allow-empty-message',
    'signoff',
    'no-gpg-sign',
    'gpg-sign',
    'quiet',
    'verbose',
    'status',
    'only',
    'include',
    'patch',
    'reset-author',
    'no-post-rewrite',
    'short',
    'long',
    'porcelain',
  ],
};

const commit: Verb = (line) => {
  // `-S` and `-u` may have a value glued to them, which is never a bundle of switches.
  const words = line.words.filter((word) => !/^-[Su]./.test(word.value));
  const options = readOptions(words, COMMIT);
  if (options.has('dry-run')) return { effects: [effect(line, 'git.read')] };
  const kept = options.has('amend') ? effect(line, 'git.rewrite', ['amend']) : effect(line, 'git.commit');
  return { effects: [kept, ...bypass(line, options, 'n')] };
};

/** Verbs that make commits out of others and run the hooks of commits. */
function combining(spec: OptionSpec): Verb {
  return (line) => {
    const options = readOptions(line.words, {
      ...spec,
      switches: ['no-verify', 'verify', 'abort', 'continue', 'skip', 'quit', ...(spec.switches ?? [])],
    });
    return { effects: [effect(line, 'git.local'), ...bypass(line, options)] };
  };
}

const REBASE: OptionSpec = {
  values: ['x', 's', 'X', 'C', 'exec', 'onto', 'strategy', 'strategy-option', 'whitespace', 'empty'],
  switches: [
    'interactive',
    'no-verify',
    'verify',
    'abort',
    'continue',
    'skip',
    'quit',
    'edit-todo',
    'root',
    'autosquash',
    'autostash',
    'no-autostash',
    'rebase-merges',
    'update-refs',
    'keep-base',
    'fork-point',
    'force-rebase',
    'signoff',
    'quiet',
    'apply',
    'merge',
    'stat',
    'verbose',
  ],
};

const rebase: Verb = (line) => {
  const options = readOptions(line.words, REBASE);
  const rewrites = options.has('i', 'interactive', 'root');
  const runs: readonly Run[] = options.all('x', 'exec').map((text) => shellRun(line, text));
  return { effects: [rewrites ? effect(line, 'git.rewrite', ['interactive']) : effect(line, 'git.local'), ...bypass(line, options)], runs };
};

const FILTERS = [
  'setup',
  'subdirectory-filter',
  'env-filter',
  'tree-filter',
  'index-filter',
  'parent-filter',
  'msg-filter',
  'commit-filter',
  'tag-name-filter',
];

const filterBranch: Verb = (line) => {
  const options = readOptions(line.words, { values: [...FILTERS, 'original', 'd', 'state-branch'], switches: ['force', 'prune-empty'] });
  const runs = FILTERS.filter((name) => name !== 'subdirectory-filter').flatMap((name) =>
    options.all(name).map((text) => shellRun(line, text)),
  );
  return { effects: [effect(line, 'git.rewrite', options.has('f', 'force') ? ['history', 'force'] : ['history'])], runs };
};

const filterRepo: Verb = (line) => {
  const options = readOptions(line.words);
  if (options.has('analyze', 'dry-run', 'version', 'h')) return { effects: [effect(line, 'git.read')] };
  return { effects: [effect(line, 'git.rewrite', options.has('force') ? ['history', 'force'] : ['history'])] };
};

/** Losing what only the reflog or unreachable objects still hold. */
const unrecoverable = (line: GitLine, flags: readonly EffectFlag[] = []): Outcome => ({
  effects: [effect(line, 'git.rewrite', ['recovery', ...flags])],
});

const reflog: Verb = (line) => {
  const options = readOptions(line.words, {
    values: ['expire', 'expire-unreachable'],
    switches: ['all', 'dry-run', 'rewrite', 'updateref', 'stale-fix'],
  });
  const verb = options.operands[0]?.value ?? 'show';
  if (options.has('n', 'dry-run') || !['expire', 'delete', 'drop'].includes(verb)) return { effects: [effect(line, 'git.read')] };
  return unrecoverable(line, options.has('all') ? ['all'] : []);
};

const IMMEDIATE = /^(?:now|all|0|today)$/;

const gc: Verb = (line) => {
  const options = readOptions(line.words, {
    switches: ['prune', 'no-prune', 'aggressive', 'auto', 'quiet', 'force', 'cruft', 'keep-largest-pack'],
  });
  const configured = ['gc.pruneexpire', 'gc.reflogexpire', 'gc.reflogexpireunreachable'].some((key) =>
    IMMEDIATE.test(line.configuration.get(key)?.value ?? ''),
  );
  const prune = options.value('prune');
  return configured || (prune && (IMMEDIATE.test(prune.value) || !isKnown(prune)))
    ? unrecoverable(line)
    : { effects: [effect(line, 'git.local')] };
};

const prune: Verb = (line) => {
  const options = readOptions(line.words, { values: ['expire'], switches: ['dry-run', 'verbose'] });
  return options.has('n', 'dry-run') ? { effects: [effect(line, 'git.read')] } : unrecoverable(line);
};

const replace: Verb = (line) => {
  const options = readOptions(line.words, { values: ['format'], switches: ['delete', 'force', 'list', 'edit', 'graft'] });
  const first = options.operands[0];
  if (options.has('l', 'list') || !first) return { effects: [effect(line, 'git.read')] };
  return { effects: [effect(line, 'git.rewrite', ['history'], nameOperand(first))] };
};

const notes: Verb = (line) => {
  const verb = readOptions(line.words, { values: ['ref', 'm', 'F', 'C', 'c'] }).operands[0]?.value ?? 'list';
  return plainly(['list', 'show', 'get-ref'].includes(verb) ? 'git.read' : 'git.local')(line);
};

const applying = combining({
  values: ['C', 'p', 'directory', 'exclude', 'include', 'patch-format'],
  switches: ['3way', 'signoff', 'keep', 'quiet'],
});

/** Verbs that make, remake or forget commits. */
export const history: VerbTable = {
  // A commit that no hook has seen: git makes it from what lies there.
  'commit-tree': plainly('git.bypass', 'no-verify'),
  commit,
  ci: commit,
  merge: combining({
    values: ['m', 'F', 's', 'X', 'message', 'file', 'strategy', 'strategy-option', 'into-name', 'cleanup'],
    switches: ['squash', 'no-ff', 'ff-only', 'no-commit', 'edit', 'no-edit'],
  }),
  'cherry-pick': combining({
    values: ['m', 's', 'X', 'mainline', 'strategy', 'strategy-option'],
    switches: ['no-commit', 'edit', 'signoff'],
  }),
  revert: combining({ values: ['m', 's', 'X', 'mainline', 'strategy', 'strategy-option'], switches: ['no-commit', 'edit', 'no-edit'] }),
  am: applying,
  rebase,
  'filter-branch': filterBranch,
  'filter-repo': filterRepo,
  reflog,
  gc,
  prune,
  replace,
  notes,
};

export { filterRepo };
