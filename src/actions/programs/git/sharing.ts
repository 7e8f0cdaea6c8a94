import type { Effect } from '../../../domain/effect.ts';
import type { Operand } from '../../../domain/operand.ts';
import { hostOperand } from '../../addresses.ts';
import type { Outcome, Word } from '../../command.ts';
import { readOptions } from '../../options.ts';
import { pathOperand } from '../../paths.ts';
import { nameOperand, withValue } from '../../words.ts';
import { madeFrom } from '../made-from.ts';
import { configured, mergeOutcomes } from './config.ts';
import { pairOf } from './environment.ts';
import { argvRun, effect, type GitLine, plainly, shellRun, type Verb, type VerbTable } from './line.ts';
import { isAddress, repository } from './repository.ts';

/** Taking from a repository: from the network where it is an address. */
function taking(line: GitLine, source: Word | undefined, packProgram?: Word): Outcome {
  if (!source) return { effects: [effect(line, 'git.local')] };
  const found = repository(source, line, packProgram);
  const own =
    isAddress(source.value) && found.operand
      ? effect(line, 'net.download', [], found.operand)
      : effect(line, 'git.local', [], found.operand);
  return { effects: [own, ...found.effects], runs: found.runs };
}

const CLONE_VALUES = [
  'u',
  'o',
  'b',
  'c',
  'j',
  'upload-pack',
  'origin',
  'branch',
  'config',
  'jobs',
  'template',
  'depth',
  'reference',
  'reference-if-able',
  'separate-git-dir',
  'filter',
  'shallow-since',
  'shallow-exclude',
  'server-option',
  'bundle-uri',
  'revision',
];

const clone: Verb = (line) => {
  const options = readOptions(line.words, {
    values: CLONE_VALUES,
    switches: [
      'bare',
      'mirror',
      'local',
      'shared',
      'no-checkout',
      'recurse-submodules',
      'recursive',
      'single-branch',
      'no-tags',
      'quiet',
      'progress',
      'sparse',
    ],
  });
  const settings = options.all('c', 'config').map((word) => configured(...pairOf(word), line.setting));
  const template = options.value('template');
  const hooks: readonly Effect[] =
    template && template.value !== '' ? [effect(line, 'git.config-exec', [], pathOperand(template, line.setting))] : [];
  const [source, folder] = options.operands;
  const writes = source && isAddress(source.value) ? madeFrom(folder ?? folderOf(source), source, line.setting, 'downloaded') : [];
  return mergeOutcomes([taking(line, source, options.value('u', 'upload-pack')), { effects: hooks, writes }, ...settings]);
};

/** Where a clone goes that names no folder. */
const folderOf = (source: Word): Word => withValue(source, source.value.replace(/(?:\/|\.git)+$/, '').replace(/^.*[/:]/, '') || '.');

const fetch: Verb = (line) => {
  const options = readOptions(line.words, {
    values: [
      'o',
      'j',
      'upload-pack',
      'depth',
      'deepen',
      'shallow-since',
      'refmap',
      'server-option',
      'jobs',
      'filter',
      'negotiation-tip',
      's',
      'X',
      'strategy',
      'strategy-option',
    ],
    switches: [
      'all',
      'prune',
      'prune-tags',
      'tags',
      'no-tags',
      'force',
      'update-head-ok',
      'dry-run',
      'unshallow',
      'rebase',
      'no-rebase',
      'ff-only',
      'no-verify',
      'verify',
      'autostash',
      'quiet',
    ],
  });
  const bypass = line.verb === 'pull' && options.has('no-verify') ? [effect(line, 'git.bypass', ['no-verify'])] : [];
  return mergeOutcomes([taking(line, options.operands[0], options.value('upload-pack')), { effects: bypass }]);
};

const lsRemote: Verb = (line) => {
  const options = readOptions(line.words, { values: ['upload-pack', 'exec', 'o', 'server-option', 'sort'] });
  const source = options.operands[0];
  if (!source) return plainly('git.read')(line);
  const found = repository(source, line, options.value('upload-pack', 'exec'));
  const own = isAddress(source.value) && found.operand ? effect(line, 'net.request', [], found.operand) : effect(line, 'git.read');
  return { effects: [own, ...found.effects], runs: found.runs };
};

const remote: Verb = (line) => {
  const options = readOptions(line.words, {
    values: ['t', 'm', 'track', 'master', 'mirror'],
    switches: ['push', 'add', 'delete', 'fetch', 'tags', 'no-tags'],
  });
  const [verb, , address] = options.operands;
  if (verb?.value === 'add' || verb?.value === 'set-url') {
    const found = address && repository(address, line);
    return { effects: [effect(line, 'git.local', [], found?.operand), ...(found?.effects ?? [])], runs: found?.runs ?? [] };
  }
  return plainly(verb === undefined || ['show', 'get-url', '-v'].includes(verb.value) ? 'git.read' : 'git.local')(line);
};

const submodule: Verb = (line) => {
  const outer = readOptions(line.words, { stopAtOperand: true });
  const [verb, ...rest] = outer.operands;
  switch (verb?.value) {
    case 'foreach': {
      const inner = readOptions(rest, { switches: ['recursive', 'quiet'], stopAtOperand: true }).operands;
      const runs = inner.length === 1 && inner[0] ? [shellRun(line, inner[0])] : argvRun(line, inner);
      return { effects: [effect(line, 'git.local')], runs };
    }
    case 'deinit': {
      const options = readOptions(rest, { switches: ['force', 'all'] });
      return options.has('f', 'force')
        ? { effects: [effect(line, 'git.discard', options.has('all') ? ['force', 'all'] : ['force'])] }
        : plainly('git.local')(line);
    }
    case 'add': {
      const options = readOptions(rest, { values: ['b', 'branch', 'name', 'reference', 'depth'], switches: ['force'] });
      return taking(line, options.operands[0]);
    }
    case 'set-url':
      return taking(line, rest[1]);
    case undefined:
    case 'status':
    case 'summary':
      return plainly('git.read')(line);
    default:
      return plainly('git.local')(line);
  }
};

/** `lfs`, `subtree`, `svn` and `p4` send under other names. */
function sendingVia(...verbs: readonly string[]): Verb {
  return (line) => {
    const [verb, target] = readOptions(line.words, { values: ['P', 'prefix', 'b', 'branch'] }).operands;
    const operand: Operand | undefined = target && (isAddress(target.value) ? hostOperand(target) : nameOperand(target));
    return { effects: [verb && verbs.includes(verb.value) ? effect(line, 'git.push', [], operand) : effect(line, 'git.local')] };
  };
}

const sendEmail: Verb = (line) => {
  const options = readOptions(line.words, {
    values: [
      'to',
      'cc',
      'bcc',
      'from',
      'subject',
      'smtp-server',
      'smtp-server-port',
      'smtp-user',
      'smtp-pass',
      'to-cmd',
      'cc-cmd',
      'sendmail-cmd',
      'smtp-encryption',
      'in-reply-to',
      'confirm',
      'header-cmd',
    ],
    switches: ['dry-run'],
  });
  const runs = options.all('to-cmd', 'cc-cmd', 'sendmail-cmd', 'header-cmd').map((text) => shellRun(line, text));
  const server = options.value('smtp-server');
  const to = options.value('to');
  const operand = server
    ? hostOperand(server)
    : to && hostOperand(withValue(to, to.value.slice(to.value.lastIndexOf('@') + 1).replace(/>.*$/, '')));
  return { effects: [options.has('dry-run') ? effect(line, 'git.read') : effect(line, 'net.upload', [], operand)], runs };
};

/** Verbs that speak to other repositories; `push` has a file of its own. */
export const sharing: VerbTable = {
  clone,
  fetch,
  pull: fetch,
  'ls-remote': lsRemote,
  remote,
  submodule,
  lfs: sendingVia('push'),
  subtree: sendingVia('push'),
  svn: sendingVia('dcommit', 'commit-diff'),
  p4: sendingVia('submit'),
  'send-email': sendEmail,
  'imap-send': plainly('net.upload'),
  daemon: plainly('net.listen'),
  instaweb: plainly('net.listen'),
};
