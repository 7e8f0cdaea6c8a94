/** What is wrong with a rule or policy file, where, and what may have been meant. */
export interface Fault {
  readonly path: string;
  readonly line: number;
  readonly column: number;
  readonly message: string;
}

export const describeFault = (fault: Fault): string => `${fault.path}:${fault.line}:${fault.column}: ${fault.message}`;

/** The candidate that a misspelt word most likely stood for. */
export function nearest(word: string, candidates: readonly string[]): string | undefined {
  if (word.length > 40) return undefined;
  let best: string | undefined;
  let least = Math.max(2, Math.floor(word.length / 3)) + 1;
  for (const candidate of candidates) {
    const distance = editDistance(word.toLowerCase(), candidate.toLowerCase());
    if (distance < least) [best, least] = [candidate, distance];
  }
  return best;
}

function editDistance(left: string, right: string): number {
  let row = Array.from({ length: right.length + 1 }, (_, i) => i);
  for (let i = 1; i <= left.length; i++) {
    const next = [i];
    for (let j = 1; j <= right.length; j++) {
      const swap = (row[j - 1] ?? 0) + (left[i - 1] === right[j - 1] ? 0 : 1);
      next.push(Math.min(swap, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1));
    }
    row = next;
  }
  return row[right.length] ?? 0;
}

/** What may have been meant, to end a fault's message with. */
export function hint(word: string, candidates: readonly string[], otherwise = ''): string {
  const likely = nearest(word, candidates);
  return likely === undefined ? otherwise : `; did you mean "${likely}"?`;
}

/** A name that no rule has. */
export const noRule = (id: string, ids: readonly string[]): string =>
  `there is no rule "${id}"${hint(id, ids, '; `hookwarden rules list` shows them all')}`;
