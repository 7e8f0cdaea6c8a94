import { structuredPatch } from 'diff';
import { withoutSecrets } from '../domain/secrets/named.ts';
import { coloured, printable } from './terminal.ts';

const COLOURS: Readonly<Record<string, Parameters<typeof coloured>[0]>> = { '+': 'green', '-': 'red' };

/** A file that is one line is shown by its two ends, where members are put. */
const [SHOWN_AHEAD, SHOWN_BEHIND] = [200, 4000];

/**
 * What would change in a file, line by line with three lines around it; `undefined` is a file that is not there. Keys lie in settings, and
 * whoever reads this may be an agent.
 */
export function settingsDiff(path: string, before: string | undefined, after: string | undefined): string {
  const [old, now] = [withoutSecrets(before ?? ''), withoutSecrets(after ?? '')];
  const { hunks } = structuredPatch(path, path, old, now, undefined, undefined, { context: 3 });
  const heading = before === undefined ? `${path} (new)` : after === undefined ? `${path} (removed)` : path;
  const lines = hunks.flatMap((hunk) => [`@@ line ${hunk.oldStart}`, ...hunk.lines]);
  return [coloured('bold', printable(heading)), ...lines.map(painted)].join('\n');
}

function painted(line: string): string {
  const left = line.length - SHOWN_AHEAD - SHOWN_BEHIND;
  const whole = left > 0 ? `${line.slice(0, SHOWN_AHEAD)} … ${left} characters … ${line.slice(-SHOWN_BEHIND)}` : line;
  const shown = printable(whole.replace(/\r$/, '').replaceAll('\t', '    '));
  const colour = COLOURS[line.charAt(0)];
  return colour ? coloured(colour, shown) : shown;
}
