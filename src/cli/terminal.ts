import { styleText } from 'node:util';
import { DECISIONS, type Decision } from '../domain/decision.ts';
import { writtenOut } from '../domain/written-out.ts';

const COLOURS = { allow: 'green', ask: 'yellow', deny: 'red' } as const;

/** Colours only where standard output is a terminal that wants them (NO_COLOR, FORCE_COLOR). */
export const coloured = (colour: Parameters<typeof styleText>[0], text: string): string =>
  styleText(colour, text, { stream: process.stdout, validateStream: true });

export const colouredDecision = (decision: Decision): string => coloured(COLOURS[decision], decision);

/** Columns as wide as their widest cell, at most `widest` characters; longer cells are cut with an ellipsis. Decisions are coloured. */
export function table(head: readonly string[], rows: readonly (readonly string[])[], widest = 60): string {
  const cells = [head, ...rows].map((row) => row.map((cell) => [...cut(printable(cell), widest)]));
  const widths = head.map((_, column) => Math.max(...cells.map((row) => row[column]?.length ?? 0)));
  const line = (row: readonly (readonly string[])[], paint: (cell: string) => string) =>
    row
      .map((cell, column) => paint(cell.join('')) + ' '.repeat((widths[column] ?? 0) - cell.length))
      .join('  ')
      .trimEnd();
  return cells.map((row, i) => line(row, i === 0 ? (cell) => coloured('bold', cell) : paintDecision)).join('\n');
}

/** At most `widest` characters, the last of which then says that there are more. */
export function cut(text: string, widest: number): string {
  const characters = [...text];
  return characters.length <= widest ? text : `${characters.slice(0, widest - 1).join('')}…`;
}

function paintDecision(cell: string): string {
  const decision = DECISIONS.find((known) => known === cell);
  return decision ? colouredDecision(decision) : cell;
}

const BARS = '▁▂▃▄▅▆▇█';

/** A bar for each number, the greatest of them full; nothing is a space. */
export function sparkline(counts: readonly number[]): string {
  const most = Math.max(...counts, 1);
  return counts.map((count) => (count <= 0 ? ' ' : BARS.charAt(Math.ceil((count / most) * BARS.length) - 1))).join('');
}

/** Line breaks and control characters made visible, so that what an agent wrote can neither move the cursor nor hide. */
export const printable = (text: string): string => writtenOut(text.replace(/\n/g, '⏎'));

/** As `printable`, with its line breaks; JSON stays the same JSON. */
export const printableLines = (text: string): string => text.split('\n').map(writtenOut).join('\n');
