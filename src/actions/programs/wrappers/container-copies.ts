import { posix } from 'node:path';
import type { Effect } from '../../../domain/effect.ts';
import type { Outcome, Setting, Word } from '../../command.ts';
import { readOptions } from '../../options.ts';
import { withValue } from '../../words.ts';
import { fileEffect, writeTo } from '../effects.ts';
import { inFolder } from '../network/transfer.ts';

/** `web:/srv`, `shop/web:/srv`; a path of this machine begins otherwise. */
const isInside = (word: Word): boolean => /^[\w.-]+(?:\/[\w.-]+)?:/.test(word.value);

const VALUES = ['c', 'container', 'n', 'namespace', 'context', 'kubeconfig', 'retries', 'index'];

/** Copies between this machine and a container: what is read here, and what is written here. */
export function copied(words: readonly Word[], setting: Setting): Outcome {
  const { operands } = readOptions(words, { values: VALUES });
  const [target, ...sources] = [operands.at(-1), ...operands.slice(0, -1)];
  if (!target || sources.length === 0) return {};
  const effects: Effect[] = sources
    .filter((word) => !isInside(word) && word.value !== '-')
    .map((word) => fileEffect('file.read', word, setting, { flags: ['recursive'] }));
  if (isInside(target) || target.value === '-') return { effects };
  // Nobody here has seen what an image brings.
  const stream = { origin: 'downloaded' as const };
  const places = sources.filter(isInside).flatMap((word) => [target, inFolder(target, withValue(word, posix.basename(word.value)))]);
  return { effects: [...effects, writeTo(target, setting)], writes: places.map((path) => ({ path, stream })) };
}
