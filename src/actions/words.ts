import { CERTAINTIES, type Certainty, type Operand } from '../domain/operand.ts';
import { HOLE, type Word } from './command.ts';

/** A word of which nothing is known; `text` is what messages show. */
export const unknownWord = (text: string): Word => ({ text, value: HOLE, certainty: 'unknown' });

/** The same word with another value: a part of it, or one derived from it. */
export const withValue = (word: Word, value: string): Word => ({
  ...(word.stream && { stream: word.stream }),
  ...(word.sources && { sources: word.sources }),
  text: word.text,
  value,
  certainty: value.includes(HOLE) ? 'unknown' : word.certainty === 'unknown' ? 'derived' : word.certainty,
});

/** A word that was worked out, and is known as far as its value is. */
export const workedOut = (text: string, value: string): Word => ({
  text,
  value,
  certainty: value.includes(HOLE) ? 'unknown' : 'derived',
});

export const isKnown = (word: Word): boolean => !word.value.includes(HOLE);

/** The words as programs join them that hand their arguments to a shell: ssh, watch, `su -c`. */
export function joined(words: readonly Word[], separator = ' '): Word {
  const [only] = words;
  if (only && words.length === 1) return only;
  const certainties = words.map((word) => CERTAINTIES.indexOf(word.certainty));
  return {
    text: words.map((word) => word.text).join(separator),
    value: words.map((word) => word.value).join(separator),
    certainty: CERTAINTIES[Math.max(0, ...certainties)] ?? 'unknown',
  };
}

/** Lower-cased base name without `.exe`; empty where it is not known. */
export function programName(word: Word | undefined): string {
  if (!word || !isKnown(word)) return '';
  const name = word.value.slice(word.value.lastIndexOf('/') + 1).toLowerCase();
  return name.endsWith('.exe') ? name.slice(0, -4) : name;
}

/** A word that names something which is neither a path nor a host: a ref, a package, a user. */
export function nameOperand(word: Word): Operand {
  const certainty: Certainty = word.certainty;
  return isKnown(word)
    ? { text: word.text, value: word.value, certainty, classes: [] }
    : { text: word.text, certainty: 'unknown', classes: [] };
}

const MAX_PIECES = 1024;

/** Splits text as `env -S`, xargs and Git's aliases do: at blanks, with quotes and backslashes, expanding nothing. */
export function splitQuoted(word: Word): readonly Word[] {
  const pieces: Word[] = [];
  let piece: string | undefined;
  let quote = '';
  for (let at = 0; at < word.value.length && pieces.length < MAX_PIECES; at++) {
    const letter = word.value.charAt(at);
    if (quote !== '') {
      if (letter === quote) quote = '';
      else if (letter === '\\' && quote === '"') piece = `${piece ?? ''}${word.value.charAt(++at)}`;
      else piece = `${piece ?? ''}${letter}`;
    } else if (letter === '"' || letter === "'") {
      quote = letter;
      piece ??= '';
    } else if (letter === '\\') piece = `${piece ?? ''}${word.value.charAt(++at)}`;
    else if (letter !== ' ' && letter !== '\t' && letter !== '\n') piece = `${piece ?? ''}${letter}`;
    else if (piece !== undefined) {
      pieces.push({ ...withValue(word, piece), text: piece });
      piece = undefined;
    }
  }
  if (piece !== undefined) pieces.push({ ...withValue(word, piece), text: piece });
  return pieces;
}
