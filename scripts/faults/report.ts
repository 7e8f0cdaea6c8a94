/** What one suite of faults has found. */
export interface Report {
  /** What was tried, with how many: `6400 calls`. */
  readonly tried: string;
  /** Counts per kind, as they are to be printed. */
  readonly lines: readonly string[];
  /** What this machine could not be brought to, each with what it lacks. */
  readonly skipped: readonly string[];
  /** What must not be. */
  readonly wrong: readonly string[];
}

export const say = (text: string): unknown => process.stderr.write(`${text}\n`);

export const row = (name: string, cells: readonly (string | number)[]): string =>
  name.padEnd(30) + cells.map((cell) => String(cell).padStart(13)).join('');

export function countIn(counts: Map<string, number>, name: string): void {
  counts.set(name, (counts.get(name) ?? 0) + 1);
}
