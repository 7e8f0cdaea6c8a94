import { HOLE, type Setting, type Stream, type Word } from '../command.ts';
import { absoluteOf } from '../paths.ts';
import { withValue } from '../words.ts';
import { DYNAMIC, SILENT } from './interpreter.ts';

/** Beyond this the content of a stream counts as unknown. */
const MAX_TEXT = 1024 * 1024;

const TRUST: readonly Stream['origin'][] = ['literal', 'file', 'dynamic', 'decoded', 'downloaded'];

/** What is read from a file keeps the folder that the file was found from: a `cd` may come between. */
export function anchored(stream: Stream, setting: Setting): Stream {
  const { path, parts } = stream;
  if (!path) return stream;
  const anchor = (word: Word): Word => withValue(word, absoluteOf(word, setting) ?? word.value);
  return { ...stream, path: anchor(path), ...(parts && { parts: parts.map((part) => (typeof part === 'string' ? part : anchor(part))) }) };
}

/** The less trusted of two streams. */
export function lessTrusted(left: Stream | undefined, right: Stream | undefined): Stream | undefined {
  if (!left || !right) return left ?? right;
  return TRUST.indexOf(right.origin) > TRUST.indexOf(left.origin) ? right : left;
}

/** One stream after the other. */
export function concatenate(left: Stream, right: Stream): Stream {
  if (left.text === '') return right;
  if (right.text === '') return left;
  const worse = lessTrusted(left, right) ?? right;
  if (left.text !== undefined && right.text !== undefined && left.text.length + right.text.length <= MAX_TEXT)
    return { origin: worse.origin, text: left.text + right.text };
  const whole: Stream = worse.text === undefined ? worse : { origin: worse.origin === 'literal' ? 'dynamic' : worse.origin };
  if (says(left) || says(right)) return { ...whole, parts: joined([...partsOf(left), ...partsOf(right)]) };
  return whole;
}

/** Whether something of it is known. */
const says = ({ text, path, parts }: Stream): boolean => text !== undefined || path !== undefined || parts !== undefined;

type Part = NonNullable<Stream['parts']>[number];

const partsOf = ({ text, path, parts }: Stream): readonly Part[] => parts ?? [text ?? path ?? `${HOLE}\n`];

const MAX_PARTS = 16;

/** Text that is only interrupted by what nothing is known of stays one text: a script may go on behind it. */
function joined(parts: readonly Part[]): readonly Part[] {
  const all: Part[] = [];
  for (const part of parts) {
    const last = all.at(-1);
    if (typeof last === 'string' && typeof part === 'string' && last.length + part.length <= MAX_TEXT) all[all.length - 1] = last + part;
    else if (all.length < MAX_PARTS) all.push(part);
  }
  return all;
}

/** The stream that printing this text gives, where `words` are what it is made of. */
export function printed(text: string, words: readonly Word[]): Stream {
  let source: Stream | undefined;
  for (const word of words) if (word.stream) source = lessTrusted(source, word.stream);
  if (source && source.origin !== 'literal') return { origin: source.origin, text };
  if (text === '') return SILENT;
  return isUnknown(text) ? DYNAMIC : { origin: 'literal', text };
}

/** The same of lines; without a text where nothing of them is known. */
export function printedLines(lines: readonly string[], words: readonly Word[]): Stream {
  const stream = printed(lines.map((line) => `${line}\n`).join(''), words);
  return stream.text !== undefined && isUnknown(stream.text) ? { origin: stream.origin } : stream;
}

/** True where nothing of the text is known. */
export function isUnknown(text: string): boolean {
  if (!text.includes(HOLE)) return false;
  return text.replaceAll(HOLE, '').trim() === '';
}

/** What a program yields of which nothing is known, given what it reads. */
export function passedOn(stdin: Stream | undefined): Stream {
  return stdin?.origin === 'downloaded' || stdin?.origin === 'decoded' ? { origin: stdin.origin } : DYNAMIC;
}
