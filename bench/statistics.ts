export const percentile = (values: readonly number[], part: number): number =>
  values.toSorted((left, right) => left - right)[Math.min(values.length - 1, Math.floor(values.length * part))] ?? 0;

/** The upper end of a 95 % confidence interval for the median, from its order statistics (binomial, normal approximation). */
export function upperBoundOfMedian(values: readonly number[]): number {
  const sorted = values.toSorted((left, right) => left - right);
  const rank = Math.ceil(sorted.length / 2 + 0.98 * Math.sqrt(sorted.length));
  return sorted[Math.min(sorted.length - 1, rank)] ?? 0;
}
