/** What a reader of the text does not see, though a program acts on it. */
type HiddenKind = 'bidirectional' | 'zero-width' | 'tag' | 'escape' | 'control';

export interface HiddenText {
  readonly kind: HiddenKind;
  readonly start: number;
  readonly end: number;
}

/** `strict`: commands, addresses, paths, names. `tolerant`: prose and file contents, where writing systems need some of these. */
export type HiddenMode = 'strict' | 'tolerant';

const MAX_FOUND = 64;
const MAX_SEQUENCE = 40;

const BIDIRECTIONAL = '\\u202a-\\u202e\\u2066-\\u2069\\u200e\\u200f\\u061c';
const ZERO_WIDTH =
  '\\u00ad\\u034f\\u115f\\u1160\\u17b4\\u17b5\\u180e\\u200b-\\u200d\\u2060-\\u2065\\u206a-\\u206f\\u3164\\ufeff\\uffa0\\ufff9-\\ufffb';
const SELECTORS = '\\ufe00-\\ufe0f\\u{e0100}-\\u{e01ef}';
const TAGS = '\\u{e0000}-\\u{e007f}';
const CONTROL = '\\0-\\x08\\x0b-\\x1f\\x7f-\\x9f';
const ANY = new RegExp(`[${BIDIRECTIONAL}]|[${ZERO_WIDTH}]|[${SELECTORS}]+|[${TAGS}]+|\\x1b|\\x9b|[${CONTROL}]`, 'gu');
/** Half of what may be hidden beyond 16 bits. Without such units nothing is, and this is compiled far sooner than what says what. */
const MAY_HIDE = new RegExp(`[${BIDIRECTIONAL}${ZERO_WIDTH}\\ufe00-\\ufe0f\\udb40${CONTROL}]`);

const RIGHT_TO_LEFT = /[\p{Script=Hebrew}\p{Script=Arabic}\p{Script=Syriac}\p{Script=Thaana}\p{Script=Nko}]/u;
/** Scripts in which a joiner or a break without width is spelling. */
const JOINING =
  /^[\p{Script=Arabic}\p{Script=Syriac}\p{Script=Devanagari}\p{Script=Bengali}\p{Script=Gurmukhi}\p{Script=Gujarati}\p{Script=Oriya}\p{Script=Tamil}\p{Script=Telugu}\p{Script=Kannada}\p{Script=Malayalam}\p{Script=Sinhala}\p{Script=Mongolian}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}\p{Script=Tibetan}]/u;
const EMOJI = /^(?:\p{Extended_Pictographic}|\p{Emoji_Modifier}|\ufe0f)/u;
const FLAG = '\u{1f3f4}';
const COLOUR = '(?:[345]8;(?:5;\\d{1,3}|2;\\d{1,3};\\d{1,3};\\d{1,3})|(?!0*8[;m])\\d{0,3})';
/** Colours, an erased line and a hidden cursor, as programs print them; 8 conceals. */
const SHOWN_SEQUENCE = new RegExp(`^\\x1b\\[(?:${COLOUR}(?:;${COLOUR})*m|[0-2]?K|\\?(?:25|2004)[hl])`);
const HAN = /\p{Script=Han}$/u;

export function findHidden(text: string, mode: HiddenMode): readonly HiddenText[] {
  if (!MAY_HIDE.test(text)) return [];
  const found: HiddenText[] = [];
  const isDirection = directionTest(text, mode);
  for (const match of text.matchAll(ANY)) {
    const start = match.index;
    const end = start + match[0].length;
    const kind = kindOf(text, start, end, mode, isDirection);
    if (kind !== undefined) found.push({ kind, start, end });
    if (found.length >= MAX_FOUND) break;
  }
  return found;
}

type DirectionTest = (code: number, at: number) => boolean;

function kindOf(text: string, start: number, end: number, mode: HiddenMode, isDirection: DirectionTest): HiddenKind | undefined {
  const code = text.codePointAt(start) ?? 0;
  if (code === 0x1b || code === 0x9b)
    return mode === 'tolerant' && SHOWN_SEQUENCE.test(text.slice(start, start + MAX_SEQUENCE)) ? undefined : 'escape';
  if (code < 0xa0) return isOrdinaryControl(code, text.charCodeAt(end), mode) ? undefined : 'control';
  if (isBidirectional(code)) return isDirection(code, start) ? undefined : 'bidirectional';
  if (code >= 0xe0000 && code <= 0xe007f) return isFlag(text, start, end) ? undefined : 'tag';
  if (isSelector(code)) return isSingleSelector(text, start, end) ? undefined : 'tag';
  return isSpelling(text, code, start, end, mode) ? undefined : 'zero-width';
}

/** Carriage returns end lines; alone they overwrite what a terminal has shown. Form feeds divide source files. */
function isOrdinaryControl(code: number, next: number, mode: HiddenMode): boolean {
  return code === 0x0d ? next === 0x0a || mode === 'tolerant' : code === 0x0c && mode === 'tolerant';
}

const isBidirectional = (code: number): boolean =>
  (code >= 0x202a && code <= 0x202e) || (code >= 0x2066 && code <= 0x2069) || code === 0x200e || code === 0x200f || code === 0x061c;

const isMark = (code: number): boolean => code === 0x200e || code === 0x200f || code === 0x061c;
const isOpening = (code: number): boolean => code === 0x202a || code === 0x202b || (code >= 0x2066 && code <= 0x2068);
const isClosing = (code: number): boolean => code === 0x202c || code === 0x2069;

/** Beside writing from right to left a mark is spelling, and in prose so is a pair that is closed on its line; an override never is. */
function directionTest(text: string, mode: HiddenMode): DirectionTest {
  if (!RIGHT_TO_LEFT.test(text)) return () => false;
  let line: Line | undefined;
  return (code, at) => {
    if (isMark(code)) return true;
    if (mode === 'strict' || !(isOpening(code) || isClosing(code))) return false;
    // Each line is looked at once.
    if (!line || at < line.from || at >= line.to) line = lineAround(text, at);
    return line.isBalanced;
  };
}

/** A line and whether what it opens is closed on it. */
interface Line {
  readonly from: number;
  readonly to: number;
  readonly isBalanced: boolean;
}

function lineAround(text: string, at: number): Line {
  const from = text.lastIndexOf('\n', at) + 1;
  const end = text.indexOf('\n', at);
  const to = end < 0 ? text.length : end;
  let depth = 0;
  for (let place = from; place < to && depth >= 0; place++) {
    const code = text.charCodeAt(place);
    if (isOpening(code)) depth++;
    else if (isClosing(code)) depth--;
  }
  return { from, to, isBalanced: depth === 0 };
}

const isSelector = (code: number): boolean => (code >= 0xfe00 && code <= 0xfe0f) || (code >= 0xe0100 && code <= 0xe01ef);

/** One selector after a character that has several forms chooses among them; a run of them, or one after a letter that has none, is a channel. */
function isSingleSelector(text: string, start: number, end: number): boolean {
  const selector = text.codePointAt(start) ?? 0;
  if (end - start !== String.fromCodePoint(selector).length || start === 0) return false;
  const before = lastCharacter(text, start);
  if (selector >= 0xe0100) return HAN.test(before);
  return selector >= 0xfe0e ? !/[\sA-Za-z]/.test(before) : /[^\0-\x7f]/.test(before);
}

/** Flags of regions are a black flag with a few tag letters. */
function isFlag(text: string, start: number, end: number): boolean {
  return start >= 2 && text.slice(start - 2, start) === FLAG && end - start <= 14 && text.codePointAt(end - 2) === 0xe007f;
}

function isSpelling(text: string, code: number, start: number, end: number, mode: HiddenMode): boolean {
  const before = lastCharacter(text, start);
  if (code === 0x200d && EMOJI.test(before) && EMOJI.test(text.slice(end, end + 2))) return true;
  if (code === 0x200c || code === 0x200d) {
    if (JOINING.test(before) && (mode === 'tolerant' || JOINING.test(text.slice(end, end + 2)))) return true;
  }
  if (mode === 'strict') return false;
  if (code === 0xfeff) return start === 0;
  if (code === 0xad) return true;
  return code >= 0x200b && code <= 0x200d && JOINING.test(before);
}

function lastCharacter(text: string, end: number): string {
  const isPair = /[\udc00-\udfff]/.test(text.charAt(end - 1));
  return text.slice(Math.max(0, end - (isPair ? 2 : 1)), end);
}

/** The text with everything hidden written out: `\u{202e}`. */
export function escapeHidden(text: string): string {
  if (!MAY_HIDE.test(text)) return text;
  return text.replace(ANY, (hidden) => [...hidden].map((letter) => `\\u{${(letter.codePointAt(0) ?? 0).toString(16)}}`).join(''));
}
