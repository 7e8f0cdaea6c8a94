import type { HereDoc } from 'unbash';
import type { Stream, Word } from '../command.ts';
import { expandParts } from './expansion.ts';
import { DYNAMIC, giveUp, type Interpreter } from './interpreter.ts';
import type { Scope } from './scope.ts';
import { isUnknown } from './streams.ts';

/** Longer here-documents are not searched for expansions of variables. */
const MAX_HERE_DOCUMENT = 256 * 1024;

/** What it holds, and the word that it is made of where it is expanded. */
export function hereDocument(run: Interpreter, scope: Scope, node: HereDoc): { readonly stream: Stream; readonly word?: Word } {
  const { text } = node.body;
  const stripped = (body: string) => (node.operator === '<<-' ? body.replace(/^\t+/gm, '') : body);
  if (node.delimiter?.quoted || !/[$`\\]/.test(text)) return { stream: textStream(stripped(text), undefined) };
  if (text.length > MAX_HERE_DOCUMENT) {
    if (/\$\(|`/.test(text)) giveUp(run, 'a here-document with substitutions is too long');
    return { stream: DYNAMIC };
  }
  const { parts } = node.body;
  if (!parts) return { stream: textStream(stripped(text), undefined) };
  const word = expandParts(run, scope, text, parts);
  return { stream: textStream(stripped(word.value), word), word };
}

/** What a here-document or a here-string feeds: `word` is what it is made of. */
export function textStream(text: string, word: Word | undefined): Stream {
  const origin = word?.stream?.origin ?? 'literal';
  return isUnknown(text) ? { origin: origin === 'literal' ? 'dynamic' : origin } : { origin, text };
}
