export const percentile = (values: readonly number[], part: number): number =>
  values.toSorted((left, right) => left - right)[Math.min(values.length - 1, Math.floor(values.length * part))] ?? 0;

/** The upper end of a 95 % confidence interval for the median, from its order statistics (binomial, normal approximation). */
export function upperBoundOfMedian(values: readonly number[]): number {
  const sorted = values.toSorted((left, right) => left - right);
  const rank = Math.ceil(sorted.length / 2 + 0.98 * Math.sqrt(sorted.length));
  return sorted[Math.min(sorted.length - 1, rank)] ?? 0;
}

/** Spearman's: how far two rows of values rise together, whatever their scale and however far the odd one out lies. */
export function rankCorrelation(left: readonly number[], right: readonly number[]): number {
  const [a, b] = [ranks(left), ranks(right)];
  const mean = (a.length - 1) / 2;
  let [both, ofA, ofB] = [0, 0, 0];
  for (const [i, rank] of a.entries()) {
    const [x, y] = [rank - mean, (b[i] ?? mean) - mean];
    both += x * y;
    ofA += x * x;
    ofB += y * y;
  }
  return ofA === 0 || ofB === 0 ? 0 : both / Math.sqrt(ofA * ofB);
}

/** Equal values share the middle of their ranks. */
function ranks(values: readonly number[]): readonly number[] {
  const order = values.map((_, i) => i).sort((i, j) => (values[i] ?? 0) - (values[j] ?? 0));
  const ranked = values.map(() => 0);
  for (let from = 0; from < order.length; ) {
    let to = from;
    while (to + 1 < order.length && values[order[to + 1] ?? 0] === values[order[from] ?? 0]) to++;
    for (const i of order.slice(from, to + 1)) ranked[i] = (from + to) / 2;
    from = to + 1;
  }
  return ranked;
}
