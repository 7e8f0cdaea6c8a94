import { HOLE } from '../command.ts';
import { giveUp, type Interpreter } from './interpreter.ts';

/** What the words of one brace expression may cost, each for its length and for being one; and how much of a sequence is written out. */
const MAX_COST = 128 * 1024;
const WORD_COST = 256;
const MAX_SEQUENCE = 32;
const MAX_DEPTH = 24;
const MAX_LENGTH = 8192;
const MAX_TRIES = 32;

/** The texts that braces expand to, quotes still in them. Of a long sequence the first members stand, then a hole for the rest. */
export function expandBraces(run: Interpreter, text: string): readonly string[] {
  if (text.length <= MAX_LENGTH) return expand(run, text, 0);
  giveUp(run, 'brace expansion is too long');
  return [text];
}

function expand(run: Interpreter, text: string, depth: number): readonly string[] {
  const group = firstGroup(run, text);
  if (!group) return [text];
  if (depth === MAX_DEPTH) {
    giveUp(run, 'nested too deeply');
    return [text];
  }
  const before = text.slice(0, group.start);
  const rests = expand(run, text.slice(group.end), depth + 1);
  const out: string[] = [];
  let cost = 0;
  for (const member of group.members) {
    for (const middle of expand(run, member, depth + 1)) {
      for (const rest of rests) {
        const whole = before + middle + rest;
        cost += whole.length + WORD_COST;
        if (cost > MAX_COST) {
          giveUp(run, 'brace expansion gives too many words');
          return out;
        }
        out.push(whole);
      }
    }
  }
  return out;
}

interface Group {
  readonly start: number;
  readonly end: number;
  readonly members: readonly string[];
}

/** The first `{…}` that expands: with a comma at its own level, or a sequence. */
function firstGroup(run: Interpreter, text: string): Group | undefined {
  let start = -1;
  for (let tries = 0; tries < MAX_TRIES; tries++) {
    start = next(text, start + 1, '{');
    if (start === text.length) return undefined;
    const group = groupAt(text, start);
    if (group) return group;
  }
  giveUp(run, 'brace expansion is too long');
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
      if (members.length > 1) return { start, end: from, members };
      const sequence = sequenceOf(members[0] ?? '');
      return sequence && { start, end: from, members: sequence };
    }
  }
  return undefined;
}

/** The position at or after `from` of one of `wanted`, outside quotes and expansions; the text's length where there is none. */
function next(text: string, from: number, wanted: string): number {
  for (let i = from; i < text.length; i++) {
    const character = text.charAt(i);
    if (wanted.includes(character)) return i;
    if (wanted === "'") continue;
    if (character === '\\') i++;
    else if (character === '"' || character === '`' || (character === "'" && wanted !== '"')) i = next(text, i + 1, character);
    else if (character === '$' && /[({]/.test(text.charAt(i + 1))) i = next(text, i + 2, text[i + 1] === '{' ? '}' : ')');
  }
  return text.length;
}

function sequenceOf(text: string): readonly string[] | undefined {
  const match = /^(-?\d{1,15}|[A-Za-z])\.\.(-?\d{1,15}|[A-Za-z])(?:\.\.(-?\d{1,9}))?$/.exec(text);
  if (!match) return undefined;
  const [, first = '', last = '', by = 1] = match;
  const letters = /[A-Za-z]/.test(first);
  if (letters !== /[A-Za-z]/.test(last)) return undefined;
  const from = letters ? first.charCodeAt(0) : Number(first);
  const to = letters ? last.charCodeAt(0) : Number(last);
  const step = Math.max(1, Math.abs(Number(by))) * (to < from ? -1 : 1);
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
