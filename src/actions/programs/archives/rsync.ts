import type { Effect } from '../../../domain/effect.ts';
import { hostOperand } from '../../addresses.ts';
import type { Command, Outcome, Run, Setting, Word } from '../../command.ts';
import { readOptions } from '../../options.ts';
import { argumentsOf, fileEffect, given, readsOf, writeTo } from '../effects.ts';
import { family } from '../family.ts';

const VALUES = [
  ...[
    'e',
    'f',
    'B',
    'T',
    'M',
    'rsh',
    'rsync-path',
    'filter',
    'exclude',
    'include',
    'exclude-from',
    'include-from',
    'files-from',
    'max-delete',
    'chmod',
  ],
  ...[
    'chown',
    'backup-dir',
    'suffix',
    'compare-dest',
    'copy-dest',
    'link-dest',
    'bwlimit',
    'timeout',
    'port',
    'log-file',
    'password-file',
    'info',
  ],
  ...[
    'partial-dir',
    'out-format',
    'max-size',
    'min-size',
    'usermap',
    'groupmap',
    'temp-dir',
    'remote-option',
    'modify-window',
    'write-batch',
  ],
];

const DELETES = ['delete', 'delete-before', 'delete-after', 'delete-excluded', 'delete-during', 'delete-delay'];

/** `host:path`, `user@host:path`, `rsync://host/path`; a drive letter is no host. */
const isRemote = (word: Word): boolean => /^rsync:\/\/|^(?:[^/\s:]+@)?[^/\s:]{2,}:/.test(word.value);

function synchronise(command: Command, setting: Setting): Outcome {
  const options = readOptions(argumentsOf(command), {
    values: VALUES,
    switches: ['archive', 'recursive', ...DELETES, 'remove-source-files', 'dry-run', 'verbose'],
  });
  const sources = options.operands.slice(0, -1);
  const target = options.operands.at(-1);
  const runs = shells(options.all('e', 'rsh'));
  if (!target || sources.length === 0)
    return { effects: target && !isRemote(target) ? [fileEffect('file.list', target, setting)] : [], runs };
  if (options.has('n', 'dry-run'))
    return {
      effects: readsOf(
        sources.filter((word) => !isRemote(word)),
        setting,
      ),
      runs,
    };
  const lists = readsOf(options.all('files-from', 'exclude-from', 'include-from', 'password-file'), setting);
  const deletes = options.has('del', ...DELETES);
  return { effects: [...lists, ...transfer(sources, target, deletes, options.has('remove-source-files'), setting)], runs };
}

function transfer(sources: readonly Word[], target: Word, deletes: boolean, removesSources: boolean, setting: Setting): Effect[] {
  const local = sources.filter((word) => !isRemote(word));
  const effects: Effect[] = local.map((word) => fileEffect('file.read', word, setting, { flags: ['recursive'] }));
  for (const word of sources) if (isRemote(word)) effects.push({ kind: 'net.download', operand: hostOperand(word), note: 'rsync' });
  if (isRemote(target)) {
    effects.push({ kind: 'net.upload', operand: hostOperand(target), flags: ['contents', ...given({ delete: deletes })], note: 'rsync' });
  } else {
    effects.push(writeTo(target, setting, ['recursive'], 'rsync'));
    if (deletes)
      effects.push(fileEffect('file.delete', target, setting, { flags: ['recursive', 'delete'], tree: true, note: 'rsync --delete' }));
  }
  if (removesSources)
    for (const word of local)
      effects.push(fileEffect('file.delete', word, setting, { flags: ['recursive'], tree: true, note: 'rsync --remove-source-files' }));
  return effects;
}

const PLAIN_SHELL = /^(?:ssh|rsh)\b/;

/** The remote shell is any command; `ssh` with options is what it mostly is. */
function shells(words: readonly Word[]): Run[] {
  return words
    .filter((word) => !PLAIN_SHELL.test(word.value) || /ProxyCommand|LocalCommand/i.test(word.value))
    .map((text) => ({ kind: 'shell', text, shell: 'sh', wrapper: 'rsync' }));
}

export const rsync = family('rsync openrsync', () => ({ rsync: synchronise, openrsync: synchronise }));
