import picomatch from 'picomatch';

const matchers = new Map<string, (text: string) => boolean>();
const OPTIONS = { dot: true, nonegate: true, noextglob: true, nobrace: true, maxLength: 400 };
const MAX_PATTERN = 200;
/** A longer text than any path or host has; matching it could cost more than a rule is worth. */
const MAX_TEXT = 4096;

/** Whether `text` fits a glob with `*`, `**`, `?` and `[…]`; patterns are compiled once, when first needed. */
export function fitsGlob(pattern: string, text: string): boolean {
  if (pattern === text || pattern === '**') return true;
  if (pattern.length > MAX_PATTERN || text.length > MAX_TEXT) return false;
  let matcher = matchers.get(pattern);
  if (!matcher) {
    matcher = picomatch(pattern, OPTIONS);
    matchers.set(pattern, matcher);
  }
  return matcher(text);
}
