/** Whether a shell pattern fits one path segment. Linear in both: it goes back to the last star only. */
export function fitsGlob(pattern: string, name: string): boolean {
  if (name.startsWith('.') && !pattern.startsWith('.')) return false;
  let p = 0;
  let n = 0;
  let star = -1;
  let mark = 0;
  while (n < name.length) {
    const step = pattern[p] === '*' ? 0 : fitsOne(pattern, p, name.charAt(n));
    if (step > 0) {
      p += step;
      n++;
    } else if (pattern[p] === '*') {
      star = p++;
      mark = n;
    } else if (star >= 0) {
      p = star + 1;
      n = ++mark;
    } else return false;
  }
  while (pattern[p] === '*') p++;
  return p >= pattern.length;
}

/** How many pattern characters fit this one character; 0 where they do not. */
function fitsOne(pattern: string, at: number, letter: string): number {
  const head = pattern[at];
  if (head === undefined) return 0;
  if (head === '?') return 1;
  const close = head === '[' ? pattern.indexOf(']', at + 2) : -1;
  if (close < 0) return head === letter ? 1 : 0;
  const body = pattern.slice(at + 1, close);
  const negated = body.startsWith('!') || body.startsWith('^');
  return inBrackets(negated ? body.slice(1) : body, letter) === negated ? 0 : close + 1 - at;
}

function inBrackets(body: string, letter: string): boolean {
  for (let at = 0; at < body.length; at++) {
    const low = body.charAt(at);
    const high = body[at + 1] === '-' && at + 2 < body.length ? body.charAt(at + 2) : low;
    if (letter >= low && letter <= high) return true;
    if (high !== low) at += 2;
  }
  return false;
}

export const hasGlob = (text: string): boolean => /[*?[]|[!@+]\(/.test(text);

const ALMOST_ALL = new RegExp(
  [
    String.raw`\*+`,
    String.raw`\*\.\*`,
    String.raw`\.\*`,
    String.raw`\.\?\?\*`,
    String.raw`\.\.\?\*`,
    String.raw`\.\[[!^]\.\]\*`,
    String.raw`\?+\*+`,
    String.raw`\.{1,2}`,
    // Everything but what is named: bash's `!(x)`, zsh's `*~x` and `^x`; with zsh's qualifiers: `*(D)`.
    String.raw`!\([^)]*\)`,
    String.raw`\*~.+`,
    String.raw`\^.*`,
    String.raw`\*+\((?!-)[^)]*\)`,
  ]
    .map((form) => `^${form}$`)
    .join('|'),
);

/** `*`, `**`, `.*`, `.[!.]*`, `?*`, `!(x)`: what fits nearly every name, so that the folder itself is meant. */
export const fitsAlmostAll = (segment: string): boolean => ALMOST_ALL.test(segment);
