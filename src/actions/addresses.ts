import type { Operand } from '../domain/operand.ts';
import type { Word } from './command.ts';

/** A word that holds a URL, `host:path` or a bare host: `value` is the lower-cased host, `classes` its host classes. */
export function hostOperand(word: Word): Operand {
  return { text: word.text, certainty: 'unknown', classes: [] };
}
