/** One line of `doctor`. What is not fine says how to mend it. */
export interface Check {
  /** `warn` is worth knowing and weakens nothing that could be mended here; `fail` does. */
  readonly state: 'ok' | 'warn' | 'fail';
  readonly name: string;
  readonly text: string;
  readonly mend?: string;
}

export const fine = (name: string, text: string): Check => ({ state: 'ok', name, text });
export const warned = (name: string, text: string, mend: string): Check => ({ state: 'warn', name, text, mend });
export const failed = (name: string, text: string, mend: string): Check => ({ state: 'fail', name, text, mend });

/** Below zero where the first version is older; a part that is no number counts as 0. */
export function compareVersions(left: string, right: string): number {
  const [ours, theirs] = [left, right].map((version) => version.split('.').map((part) => Number.parseInt(part, 10) || 0));
  for (let i = 0; i < 3; i++) {
    const difference = (ours?.[i] ?? 0) - (theirs?.[i] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}
