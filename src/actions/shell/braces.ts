import { HOLE } from '../command.ts';
import { giveUp, type Interpreter } from './interpreter.ts';

/** How many words one brace expression may give, and how much of a sequence is written out. */
const MAX_WORDS = 512;
const MAX_SEQUENCE = 32;
const MAX_DEPTH = 24;
const MAX_LENGTH = 8192;
const MAX_TOTAL = 128 * 1024;
const MAX_TRIES = 32;

/** The texts that braces expand to, quotes still in them. Of a long sequence the first members stand, then a hole for the rest. */
export function expandBraces(run: Interpreter, text: string): readonly string[] {
  if (text.length > MAX_LENGTH) {
    giveUp(run, 'brace expansion is too long');
    return [text];
  }
  const texts = expand(text, 0);
  if (texts.length <= MAX_WORDS && total(texts) <= MAX_TOTAL) return texts;
  giveUp(run, 'brace expansion gives too many words');
  return texts.slice(0, MAX_WORDS);
}

const total = (texts: readonly string[]): number => texts.reduce((sum, text) => sum + text.length, 0);

function expand(text: string, depth: number): readonly string[] {
  const group = depth < MAX_DEPTH ? firstGroup(text) : undefined;
  if (!group) return [text];
  const before = text.slice(0, group.start);
  const rests = expand(text.slice(group.end), depth + 1);
  const middles = group.members.flatMap((member) => (group.nested ? expand(member, depth + 1) : [member]));
  const out: string[] = [];
  let total = 0;
  for (const middle of middles) {
    for (const rest of rests) {
      out.push(before + middle + rest);
      total += before.length + middle.length + rest.length;
      if (out.length > MAX_WORDS || total > MAX_TOTAL) return out;
    }
  }
  return out;
}

interface Group {
  readonly start: number;
  readonly end: number;
  readonly members: readonly string[];
  readonly nested: boolean;
}

/** The first `{…}` that expands: with a comma at its own level, or a sequence. */
function firstGroup(text: string): Group | undefined {
  let tries = 0;
  for (let start = next(text, 0, '{'); start < text.length && tries < MAX_TRIES; start = next(text, start + 1, '{')) {
    tries++;
    const group = groupAt(text, start);
    if (group) return group;
  }
  return undefined;
}

function groupAt(text: string, start: number): Group | undefined {
  const members: string[] = [];
  let depth = 0;
  let from = start + 1;
  for (let i = next(text, from, '{},'); i < text.length; i = next(text, i + 1, '{},')) {
    if (text[i] === '{') depth++;
    else if (depth > 0) depth -= text[i] === '}' ? 1 : 0;
    else {
      members.push(text.slice(from, i));
      from = i + 1;
      if (text[i] === ',') continue;
      if (members.length > 1) return { start, end: from, members, nested: true };
      const sequence = sequenceOf(members[0] ?? '');
      return sequence && { start, end: from, members: sequence, nested: false };
    }
  }
  return undefined;
}

/** The position at or after `from` of one of `wanted`, outside quotes and expansions; the text's length where there is none. */
function next(text: string, from: number, wanted: string): number {
  for (let i = from; i < text.length; i++) {
    const character = text.charAt(i);
    if (wanted.includes(character)) return i;
    if (character === '\\') i++;
    else if (character === "'" && wanted !== '"') i = ended(text.indexOf("'", i + 1), text);
    else if (character === '"' || character === '`') i = next(text, i + 1, character);
    else if (character === '$' && /[({]/.test(text.charAt(i + 1))) i = next(text, i + 2, text[i + 1] === '{' ? '}' : ')');
  }
  return text.length;
}

const ended = (at: number, text: string): number => (at < 0 ? text.length : at);

function sequenceOf(text: string): readonly string[] | undefined {
  const match = /^(-?\d{1,15}|[A-Za-z])\.\.(-?\d{1,15}|[A-Za-z])(?:\.\.(-?\d{1,9}))?$/.exec(text);
  const [, first, last, by] = match ?? [];
  if (first === undefined || last === undefined) return undefined;
  const letters = /[A-Za-z]/.test(first);
  if (letters !== /[A-Za-z]/.test(last)) return undefined;
  const from = letters ? first.charCodeAt(0) : Number(first);
  const to = letters ? last.charCodeAt(0) : Number(last);
  const step = Math.max(1, Math.abs(Number(by ?? 1))) * (to < from ? -1 : 1);
  const width = /^-?0\d/.test(first) || /^-?0\d/.test(last) ? Math.max(first.length, last.length) : 0;
  const out: string[] = [];
  for (let at = from; step > 0 ? at <= to : at >= to; at += step) {
    if (out.length >= MAX_SEQUENCE) return [...out, HOLE];
    out.push(letters ? String.fromCharCode(at) : padded(at, width));
  }
  return out;
}

/** The zeros stand behind the sign. */
const padded = (value: number, width: number): string =>
  value < 0 ? `-${String(-value).padStart(width - 1, '0')}` : String(value).padStart(width, '0');
