import type { Effect } from '../../../domain/effect.ts';
import type { Word } from '../../command.ts';
import { withValue } from '../../words.ts';
import { strayIndex } from './install.ts';

/** An image's name begins with its registry where the first part has a dot, a port or is `localhost`. */
const REGISTRY = /^([^/]+(?:\.[^/]+|:\d+)|localhost)\//;

/** An image from a registry that belongs to nobody in particular. */
export function strayImage(image: Word, note: string): readonly Effect[] {
  const registry = REGISTRY.exec(image.value.replace(/^[a-z-]+:\/\//, ''))?.[1];
  const found = registry === undefined ? [] : strayIndex(withValue(image, `https://${registry}/`), note);
  return found.map(({ kind, operand }): Effect => ({ kind, ...(operand && { operand }), flags: ['odd-index'], note }));
}
