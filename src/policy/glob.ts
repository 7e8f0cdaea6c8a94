import picomatch from 'picomatch';

interface Glob {
  /** What every text that fits begins and ends with; most texts are told apart by these alone. */
  readonly start: string;
  readonly end: string;
  /** The longest piece without a wildcard: it tells most of the others apart, before a pattern is compiled for them. */
  readonly core: string;
  readonly least: number;
  fits?: (text: string) => boolean;
}

const globs = new Map<string, Glob>();
// Not asked of the machine: paths and hosts are written with slashes here, and the question loads a part of Node.
const OPTIONS = { windows: false, dot: true, nonegate: true, noextglob: true, nobrace: true, flags: 's', maxLength: 400 };
const MAX_PATTERN = 200;
/** The work grows with the length of the text to the power of wildcards but one. */
const MAX_WILDCARDS = 3;
/** A longer text than any path or host has; matching it could cost more than a rule is worth. */
const MAX_TEXT = 4096;

/** Why a glob is not one of ours, if it is not: braces, extglobs and negation are refused rather than read as text. */
export function globFault(pattern: string): string | undefined {
  if (/^!|[(){}|\\]/.test(pattern)) return 'only *, ** and ? and […] are wildcards here';
  if (pattern.length > MAX_PATTERN) return `longer than ${MAX_PATTERN} characters`;
  return isBounded(pattern) ? undefined : `more than ${MAX_WILDCARDS} wildcards`;
}

const isBounded = (pattern: string): boolean => (pattern.match(/\*+/g)?.length ?? 0) <= MAX_WILDCARDS;

/** Whether `text` fits a glob with `*`, `**`, `?` and `[…]`; patterns are compiled once, when first needed. */
export function fitsGlob(pattern: string, text: string): boolean {
  if (pattern === text || pattern === '**') return true;
  const glob = globs.get(pattern) ?? remember(pattern);
  if (text.length < glob.least || !text.startsWith(glob.start) || !(text.endsWith(glob.end) || text.endsWith('/'))) return false;
  if (!text.includes(glob.core)) return false;
  if (text.length > MAX_TEXT) return false;
  glob.fits ??= pattern.length <= MAX_PATTERN && isBounded(pattern) ? picomatch(pattern, OPTIONS) : () => false;
  return glob.fits(text);
}

/** `/**` at the end also fits the folder itself, so that its slash is no part of what must be there. */
function remember(pattern: string): Glob {
  const wild = pattern.search(/[*?[]/);
  const start = wild < 0 ? pattern : pattern.slice(0, wild).replace(/\/$/, '');
  const last = Math.max(pattern.lastIndexOf('*'), pattern.lastIndexOf('?'), pattern.lastIndexOf(']'));
  const end = wild < 0 ? pattern : pattern.slice(last + 1).replace(/^\//, '');
  const pieces = pattern.replace(/\[.*\]/, '*').split(/[/*?"[\]]+/);
  const core = pieces.reduce((longest, piece) => (piece.length > longest.length ? piece : longest));
  const glob: Glob = { start, end, core, least: wild < 0 ? pattern.length : Math.max(start.length, end.length) };
  globs.set(pattern, glob);
  return glob;
}
