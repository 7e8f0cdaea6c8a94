export interface Position {
  readonly line: number;
  readonly column: number;
}

/** Where an offset stands, both from 1; one pass over the text finds the line ends, each question after that takes a binary search. */
export function lineIndex(text: string): { readonly at: (offset: number) => Position; readonly lineOf: (offset: number) => string } {
  const starts = [0];
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) starts.push(at + 1);
  const rowOf = (offset: number): number => {
    let [low, high] = [0, starts.length - 1];
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((starts[middle] ?? 0) <= offset) low = middle;
      else high = middle - 1;
    }
    return low;
  };
  return {
    at: (offset) => {
      const row = rowOf(offset);
      return { line: row + 1, column: offset - (starts[row] ?? 0) + 1 };
    },
    lineOf: (offset) => {
      const row = rowOf(offset);
      return text.slice(starts[row] ?? 0, (starts[row + 1] ?? text.length + 1) - 1);
    },
  };
}
