/**
 * The lines (counted from 1) of a text that none of the texts before it had as often. What only moved is not new, and what the sides of a merge
 * had is not the merge's own. Linear, whatever the texts: no edit script is computed.
 */
export function addedLines(text: string, before: readonly string[]): ReadonlySet<number> | undefined {
  if (before.length === 0) return undefined;
  const had = new Map<string, number>();
  for (const old of before) {
    const here = new Map<string, number>();
    for (const line of old.split('\n')) here.set(line, (here.get(line) ?? 0) + 1);
    for (const [line, count] of here) had.set(line, Math.max(count, had.get(line) ?? 0));
  }
  const added = new Set<number>();
  for (const [at, line] of text.split('\n').entries()) {
    const left = had.get(line) ?? 0;
    if (left > 0) had.set(line, left - 1);
    else added.add(at + 1);
  }
  return added;
}
