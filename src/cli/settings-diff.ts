import { structuredPatch } from 'diff';
import { coloured, printable } from './terminal.ts';

const COLOURS: Readonly<Record<string, Parameters<typeof coloured>[0]>> = { '+': 'green', '-': 'red' };

/** What would change in a file, line by line with three lines around it; `undefined` is a file that is not there. */
export function settingsDiff(path: string, before: string | undefined, after: string | undefined): string {
  const { hunks } = structuredPatch(path, path, before ?? '', after ?? '', undefined, undefined, { context: 3 });
  const heading = before === undefined ? `${path} (new)` : after === undefined ? `${path} (removed)` : path;
  const lines = hunks.flatMap((hunk) => [`@@ line ${hunk.oldStart}`, ...hunk.lines]);
  return [coloured('bold', printable(heading)), ...lines.map(painted)].join('\n');
}

function painted(line: string): string {
  const shown = printable(line.replace(/\r$/, '').replaceAll('\t', '    '));
  const colour = COLOURS[line.charAt(0)];
  return colour ? coloured(colour, shown) : shown;
}
