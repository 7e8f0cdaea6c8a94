import type { EffectFlag, EffectKind } from '../../../domain/effect.ts';
import type { Outcome, Word } from '../../command.ts';
import { readOptions } from '../../options.ts';
import { nameOperand } from '../../words.ts';
import { effect, type GitLine, isProtectedBranch, plainly, type Verb, type VerbTable } from './line.ts';

function each(line: GitLine, kind: EffectKind, refs: readonly Word[], flags: readonly EffectFlag[]): Outcome {
  return {
    effects: refs.map((ref) =>
      effect(line, kind, isProtectedBranch(ref.value, line.setting) ? [...flags, 'protected-branch'] : flags, nameOperand(ref)),
    ),
  };
}

const branch: Verb = (line) => {
  const options = readOptions(line.words, {
    values: ['u', 'set-upstream-to', 'contains', 'no-contains', 'merged', 'no-merged', 'points-at', 'sort', 'format', 'color', 'abbrev'],
    switches: [
      'delete',
      'force',
      'move',
      'copy',
      'list',
      'all',
      'remotes',
      'track',
      'no-track',
      'unset-upstream',
      'show-current',
      'edit-description',
      'verbose',
      'quiet',
    ],
  });
  if (options.has('D')) return each(line, 'git.branch-delete', options.operands, ['force']);
  if (options.has('d', 'delete')) return each(line, 'git.branch-delete', options.operands, options.has('f', 'force') ? ['force'] : []);
  // The last operand of a move is the branch that is replaced, the first of a reset the one that is moved.
  if (options.has('M', 'C')) return each(line, 'git.local', options.operands.slice(-1), ['force']);
  if (options.has('f', 'force') && options.operands.length > 0) return each(line, 'git.local', options.operands.slice(0, 1), ['force']);
  const changes = options.operands.length > 0 && !options.has('l', 'list', 'contains', 'merged', 'no-merged');
  return plainly(changes || options.has('m', 'move', 'u', 'set-upstream-to', 'unset-upstream') ? 'git.local' : 'git.read')(line);
};

const tag: Verb = (line) => {
  const options = readOptions(line.words, {
    values: ['m', 'F', 'u', 'message', 'file', 'local-user', 'n', 'contains', 'points-at', 'sort', 'format', 'cleanup', 'trailer'],
    switches: ['delete', 'force', 'list', 'annotate', 'sign', 'verify'],
  });
  if (options.has('d', 'delete')) return each(line, 'git.tag-delete', options.operands, []);
  if (options.has('l', 'list', 'v', 'verify') || options.operands.length === 0) return plainly('git.read')(line);
  return each(line, 'git.local', options.operands.slice(0, 1), options.has('f', 'force') ? ['force'] : []);
};

/** What removing a ref by its full name removes. */
const removed = (ref: Word | undefined): EffectKind => (ref?.value.startsWith('refs/tags/') ? 'git.tag-delete' : 'git.branch-delete');

const updateRef: Verb = (line) => {
  const options = readOptions(line.words, { values: ['m'], switches: ['stdin', 'create-reflog', 'no-deref'] });
  const ref = options.operands[0];
  if (options.has('d')) return each(line, removed(ref), ref ? [ref] : [], ['force']);
  return { effects: [effect(line, 'git.rewrite', ['force'], ref && nameOperand(ref))] };
};

const symbolicRef: Verb = (line) => {
  const options = readOptions(line.words, { values: ['m'], switches: ['delete', 'quiet', 'short'] });
  const ref = options.operands[0];
  if (options.has('d', 'delete')) return each(line, removed(ref), ref ? [ref] : [], ['force']);
  return plainly(options.operands.length > 1 ? 'git.local' : 'git.read')(line);
};

/** Verbs that move, make or remove refs. */
export const refs: VerbTable = { branch, br: branch, tag, 'update-ref': updateRef, 'symbolic-ref': symbolicRef };
