import { percentile } from './statistics.ts';

/** A table for a terminal: the first column to the left, the others to the right. */
export function printTable(rows: readonly (readonly string[])[]): void {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  for (const row of rows) {
    const cells = row.map((cell, column) => (column === 0 ? cell.padEnd(widths[0] ?? 0) : cell.padStart(widths[column] ?? 0)));
    console.log(cells.join('  '));
  }
}

/** The median of microseconds that a piece of work takes, after as many runs to warm up. */
export function medianMicroseconds(runs: number, work: () => unknown): number {
  for (let i = 0; i < runs; i++) work();
  const times = Array.from({ length: runs }, () => {
    const start = process.hrtime.bigint();
    work();
    return Number(process.hrtime.bigint() - start) / 1000;
  });
  return percentile(times, 0.5);
}

/** A line for milliseconds whose median has a bound. */
export function printBudget(what: string, budget: number, times: readonly number[]): void {
  const [median, p95] = [percentile(times, 0.5), percentile(times, 0.95)];
  const over = median > budget ? '  OVER' : '';
  console.log(`${what.padEnd(68)} median ${median.toFixed(3)} ms, p95 ${p95.toFixed(3)} ms, budget ${budget} ms${over}`);
}
