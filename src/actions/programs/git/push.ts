import type { EffectFlag } from '../../../domain/effect.ts';
import type { Operand } from '../../../domain/operand.ts';
import type { Outcome, Setting, Word } from '../../command.ts';
import { type Options, readOptions } from '../../options.ts';
import { nameOperand } from '../../words.ts';
import { hooksSwitchedOff } from './environment.ts';
import { currentBranch } from './folder.ts';
import { effect, type GitLine, isProtectedBranch, type Verb } from './line.ts';
import { isAddress, repository } from './repository.ts';

const PUSH = {
  values: ['o', 'push-option', 'receive-pack', 'exec', 'repo', 'recurse-submodules'],
  switches: [
    'force',
    'force-with-lease',
    'force-if-includes',
    'delete',
    'mirror',
    'prune',
    'all',
    'branches',
    'tags',
    'follow-tags',
    'dry-run',
    'no-verify',
    'verify',
    'set-upstream',
    'atomic',
    'quiet',
    'verbose',
    'porcelain',
    'progress',
    'signed',
    'thin',
  ],
};

/** The ref that a refspec changes on the other side, without `refs/heads/`. */
function destination(refspec: string): string {
  const spec = refspec.replace(/^\+/, '');
  const colon = spec.indexOf(':');
  return (colon < 0 ? spec : spec.slice(colon + 1)).replace(/^refs\/heads\//, '');
}

function forceFlags(options: Options, refspecs: readonly Word[]): readonly EffectFlag[] {
  if (options.has('f', 'force') || refspecs.some((word) => word.value.startsWith('+'))) return ['force'];
  return options.has('force-with-lease') ? ['force', 'with-lease'] : [];
}

function pushFlags(options: Options, refspecs: readonly Word[], setting: Setting): readonly EffectFlag[] {
  const deletes = options.has('d', 'delete', 'prune') || refspecs.some((word) => /^\+?:./.test(word.value));
  const flags: EffectFlag[] = [...forceFlags(options, refspecs)];
  if (deletes) flags.push('delete');
  if (options.has('mirror')) flags.push('mirror');
  if (options.has('all', 'branches')) flags.push('all');
  const targets = refspecs.map((word) => destination(word.value)).filter((ref) => ref !== 'HEAD' && ref !== '@');
  const implied = targets.length === 0 && flags.length > 0 && !options.has('all', 'mirror', 'tags') ? currentBranch(setting) : undefined;
  if ([...targets, ...(implied ? [implied] : [])].some((branch) => isProtectedBranch(branch, setting))) flags.push('protected-branch');
  return flags;
}

function remoteOperand(remote: Word | undefined, line: GitLine): Operand | undefined {
  return remote && (isAddress(remote.value) ? repository(remote, line).operand : nameOperand(remote));
}

/** `git push` in every spelling of force and delete. */
export const push: Verb = (line): Outcome => {
  const options = readOptions(line.words, PUSH);
  if (options.has('n', 'dry-run')) return { effects: [effect(line, 'git.read')] };
  const named = options.value('repo');
  const [first, ...rest] = options.operands;
  const remote = named ?? first;
  const refspecs = named && first ? [first, ...rest] : rest;
  // `git push origin tag v1`
  const specs = refspecs[0]?.value === 'tag' ? refspecs.slice(1) : refspecs;
  const unchecked = options.has('no-verify') || hooksSwitchedOff(line.command.environment);
  const bypass = unchecked ? [effect(line, 'git.bypass', ['no-verify'])] : [];
  const address = remote ? repository(remote, line, options.value('receive-pack', 'exec')) : undefined;
  const upload = remote && isAddress(remote.value) && address?.operand ? [effect(line, 'net.upload', [], address.operand)] : [];
  return {
    effects: [
      effect(line, 'git.push', pushFlags(options, specs, line.setting), remoteOperand(remote, line)),
      ...bypass,
      ...upload,
      ...(address?.effects ?? []),
    ],
    runs: address?.runs ?? [],
  };
};
