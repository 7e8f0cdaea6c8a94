import type { Effect } from '../../../domain/effect.ts';
import { literal, type Outcome, type Run, type Word } from '../../command.ts';
import { readOptions } from '../../options.ts';
import { pathOperand } from '../../paths.ts';
import { nameOperand, withValue } from '../../words.ts';
import { apply } from './apply.ts';
import { configured, roleOf } from './config.ts';
import { argvRun, effect, plainly, shellRun, type Verb, type VerbTable } from './line.ts';

const bisect: Verb = (line) => {
  const [verb, ...rest] = line.words;
  return verb?.value === 'run' ? { effects: [effect(line, 'git.local')], runs: argvRun(line, rest) } : plainly('git.local')(line);
};

/** Verbs that start a tool that an option names. */
function toolStarting(...names: readonly string[]): Verb {
  return (line) => {
    const options = readOptions(line.words, {
      values: [...names, 't', 'tool', 'O'],
      switches: ['prompt', 'no-prompt', 'gui', 'dir-diff', 'cached', 'staged'],
    });
    return { effects: [effect(line, 'git.local')], runs: options.all(...names).map((text) => shellRun(line, text)) };
  };
}

/** What reads history may show a file of another revision (`HEAD:path`), one outside the repository, or write its output down. */
const showing: Verb = (line) => {
  const options = readOptions(line.words, {
    values: [
      'output',
      'G',
      'S',
      'L',
      'format',
      'pretty',
      'since',
      'until',
      'after',
      'before',
      'author',
      'grep',
      'n',
      'max-count',
      'date',
      'U',
      'diff-filter',
    ],
  });
  const outside = options.has('no-index') ? options.operands : [];
  const revisions = options.operands.flatMap((word): readonly Word[] => {
    const colon = word.value.indexOf(':');
    return colon > 0 && colon < word.value.length - 1 && !isPattern(word.value) ? [withValue(word, word.value.slice(colon + 1))] : [];
  });
  const output = options.value('output');
  const reads = [...outside, ...revisions].map((word): Effect => effect(line, 'file.read', [], pathOperand(word, line.setting)));
  const writes = output ? [effect(line, 'file.write', [], pathOperand(output, line.setting))] : [];
  return { effects: [effect(line, 'git.read'), ...reads, ...writes] };
};

const isPattern = (text: string) => /[\s"'(){}<>|]/.test(text) || text.includes('://');

const grep: Verb = (line) => {
  const options = readOptions(line.words, {
    values: ['e', 'f', 'A', 'B', 'C', 'm', 'max-depth', 'threads', 'context', 'max-count'],
    switches: ['no-index', 'cached', 'untracked'],
  });
  const glued = line.words
    .filter((word) => /^(?:-O.|--open-files-in-pager=)/.test(word.value))
    .map((word) => withValue(word, word.value.replace(/^(?:-O|--open-files-in-pager=)/, '')));
  const paths = options.has('no-index') ? options.operands.slice(options.has('e', 'f') ? 0 : 1) : [];
  const reads = paths.map((word) => effect(line, 'file.read', [], pathOperand(word, line.setting)));
  return { effects: [effect(line, 'git.read'), ...reads], runs: glued.map((text): Run => shellRun(line, text)) };
};

const archive: Verb = (line) => {
  const options = readOptions(line.words, { values: ['o', 'output', 'format', 'prefix', 'remote', 'exec', 'add-file', 'mtime'] });
  const output = options.value('o', 'output');
  const writes = output ? [effect(line, 'file.write', [], pathOperand(output, line.setting))] : [];
  return { effects: [effect(line, 'git.read'), ...writes], runs: options.all('exec').map((text) => shellRun(line, text)) };
};

const formatPatch: Verb = (line) => {
  const output = readOptions(line.words, {
    values: ['o', 'output-directory', 'output', 'v', 'subject-prefix', 'start-number', 'base', 'n'],
  }).value('o', 'output-directory', 'output');
  return { effects: [effect(line, 'git.read'), ...(output ? [effect(line, 'file.write', [], pathOperand(output, line.setting))] : [])] };
};

const bundle: Verb = (line) => {
  const [verb, file] = readOptions(line.words).operands;
  return {
    effects: [
      verb?.value === 'create' && file ? effect(line, 'file.write', [], pathOperand(file, line.setting)) : effect(line, 'git.read'),
    ],
  };
};

const init: Verb = (line) => {
  const template = readOptions(line.words, {
    values: ['template', 'separate-git-dir', 'object-format', 'ref-format', 'b', 'initial-branch', 'shared'],
  }).value('template');
  const hooks = template && template.value !== '' ? [effect(line, 'git.config-exec', [], pathOperand(template, line.setting))] : [];
  return { effects: [effect(line, 'git.local'), ...hooks] };
};

const credential: Verb = (line) => {
  const verb = line.words[0]?.value;
  return { effects: [verb === 'fill' || verb === 'get' ? effect(line, 'secret.read') : effect(line, 'git.local')] };
};

const maintenance: Verb = (line) => plainly(line.words[0]?.value === 'start' ? 'process.schedule' : 'git.local')(line);

const CONFIG_SPEC = {
  values: ['f', 'file', 'blob', 'default', 'type', 'value', 'comment'],
  switches: [
    'global',
    'system',
    'local',
    'worktree',
    'add',
    'replace-all',
    'unset',
    'unset-all',
    'get',
    'get-all',
    'get-regexp',
    'get-urlmatch',
    'list',
    'edit',
    'remove-section',
    'rename-section',
    'show-origin',
    'show-scope',
    'null',
    'name-only',
    'bool',
    'int',
    'path',
    'all',
    'append',
    'fixed-value',
    'includes',
  ],
};
const CONFIG_READS = ['get', 'list', 'get-all', 'get-regexp', 'get-color', 'get-urlmatch'];

/** The key and value that a `git config` sets, in the old and the new spelling; undefined where it sets nothing. */
function settingOf(operands: readonly Word[], isRead: boolean): { key: Word; value: Word } | undefined {
  const words = operands[0]?.value === 'set' ? operands.slice(1) : operands;
  const [key, value] = words;
  return key && value && !isRead && key.value.includes('.') ? { key, value } : undefined;
}

const config: Verb = (line): Outcome => {
  const options = readOptions(line.words, CONFIG_SPEC);
  const first = options.operands[0]?.value ?? '';
  const isRead = options.has(...CONFIG_READS, 'l') || CONFIG_READS.includes(first);
  const removes = options.has('unset', 'unset-all', 'remove-section') || first === 'unset';
  const found = removes ? undefined : settingOf(options.operands, isRead);
  if (removes && line.words.some((word) => /^core(?:\.hookspath)?$/i.test(word.value)))
    return { effects: [effect(line, 'git.bypass', ['no-verify'], nameOperand(literal('core.hooksPath')))] };
  if (!found) return { effects: [effect(line, isRead || (options.operands.length < 2 && !removes) ? 'git.read' : 'git.local')] };
  const scope = options.has('global', 'system') ? (['persist', 'global'] as const) : (['persist'] as const);
  const lasting = (configured(found.key.value, found.value, line.setting).effects ?? []).map(
    (one): Effect => ({ ...one, flags: [...(one.flags ?? []), ...scope] }),
  );
  const kept =
    roleOf(found.key.value) === undefined && /\.sslverify$/i.test(found.key.value) && /^(?:false|0|no|off)$/i.test(found.value.value)
      ? (['insecure'] as const)
      : [];
  return { effects: [effect(line, 'git.local', kept, nameOperand(found.key)), ...lasting] };
};

/** `--show-toplevel` prints where the repository lies. */
const revParse: Verb = (line) => {
  const { cwd, machine, remote } = line.setting;
  const inProject = !remote && (cwd === machine.project || cwd?.startsWith(`${machine.project}/`) === true);
  const asked = line.words.length === 1 && line.words[0]?.value === '--show-toplevel';
  const outcome: Outcome = { effects: [effect(line, 'git.read')] };
  return asked && inProject ? { ...outcome, stdout: { origin: 'dynamic', text: `${machine.project}\n` } } : outcome;
};

const READING = [
  ...[
    'status',
    'st',
    'blame',
    'annotate',
    'shortlog',
    'describe',
    'rev-list',
    'ls-files',
    'ls-tree',
    'name-rev',
    'merge-base',
    'merge-tree',
    'for-each-ref',
    'show-ref',
  ],
  ...[
    'show-branch',
    'diff-tree',
    'diff-index',
    'diff-files',
    'range-diff',
    'cherry',
    'count-objects',
    'fsck',
    'check-ignore',
    'check-attr',
    'check-ref-format',
    'check-mailmap',
    'var',
    'version',
  ],
  ...[
    'help',
    'verify-commit',
    'verify-tag',
    'verify-pack',
    'patch-id',
    'request-pull',
    'stripspace',
    'fast-export',
    'get-tar-commit-id',
    'column',
    'diagnose',
    'bugreport',
    'interpret-trailers',
  ],
];

const CHANGING = [
  ...[
    'add',
    'stage',
    'update-index',
    'hash-object',
    'write-tree',
    'mktree',
    'mktag',
    'sparse-checkout',
    'rerere',
    'pack-refs',
    'pack-objects',
    'repack',
    'prune-packed',
  ],
  ...[
    'fast-import',
    'index-pack',
    'unpack-objects',
    'fmt-merge-msg',
    'merge-file',
    'mailinfo',
    'mailsplit',
    'quiltimport',
    'citool',
    'gui',
    'gitk',
    'multi-pack-index',
    'commit-graph',
    'scalar',
    'hook',
    'backfill',
  ],
];

/** Verbs that start other programs, configure, or write files of their own. */
export const tools: VerbTable = {
  bisect,
  difftool: toolStarting('x', 'extcmd'),
  mergetool: toolStarting(),
  show: showing,
  diff: showing,
  log: showing,
  'cat-file': showing,
  whatchanged: showing,
  grep,
  archive,
  'format-patch': formatPatch,
  bundle,
  init,
  apply,
  config,
  credential,
  'credential-store': credential,
  'credential-cache': credential,
  maintenance,
  'rev-parse': revParse,
  ...Object.fromEntries(READING.map((name) => [name, plainly('git.read')])),
  ...Object.fromEntries(CHANGING.map((name) => [name, plainly('git.local')])),
};
