import { CLIENTS } from './clients.ts';
import { FAILURES } from './failures.ts';

export const FORBIDDEN = 'forbidden call';
export const ALLOWED = 'allowed call';
export const PARALLEL = 'three calls at once';

/** What was seen of each host, by row. */
export type Observations = Readonly<Record<string, Readonly<Record<string, string>>>>;

const BEGIN = '<!-- npm run test:clients writes what follows -->';
const END = '<!-- and this is its end -->';
export const NOT_RUN = 'not run';

const row = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;

/** The matrix in Markdown, a column for each client; what nobody has seen is said to be not run. */
export function tableOf(seen: Observations): string {
  const rows = [FORBIDDEN, ALLOWED, PARALLEL, ...FAILURES.map(({ name }) => name)];
  return [
    row(['what was done', ...CLIENTS.map(({ title }) => title)]),
    row(['---', ...CLIENTS.map(() => '---')]),
    ...rows.map((name) => row([name, ...CLIENTS.map(({ host }) => seen[host]?.[name] ?? NOT_RUN)])),
  ].join('\n');
}

/** What a document's table says, without what is not run or belongs to another version of a client; undefined where it has no place for one. */
export function readTable(document: string): Observations | undefined {
  const lines = between(document)
    ?.split('\n')
    .filter((line) => line.startsWith('|'));
  if (!lines) return undefined;
  const [titles = [], , ...rows] = lines.map((line) => line.split(' | ').map((cell) => cell.replaceAll(/^\| *| *\|$/g, '')));
  const columns = CLIENTS.map(({ host, title }) => {
    const at = titles.indexOf(title);
    const cells = rows.map((cells): readonly [string, string] => [cells[0] ?? '', cells[at] ?? NOT_RUN]);
    return [host, Object.fromEntries(cells.filter(([, cell]) => at > 0 && cell !== NOT_RUN))];
  });
  return Object.fromEntries(columns);
}

/** The document with another table between its markers; the same where it has none. */
export const withTable = (document: string, table: string): string =>
  document.replace(`${BEGIN}${between(document) ?? ''}${END}`, () => `${BEGIN}\n\n${table}\n\n${END}`);

function between(document: string): string | undefined {
  const [begin, end] = [document.indexOf(BEGIN), document.indexOf(END)];
  return begin < 0 || end < begin ? undefined : document.slice(begin + BEGIN.length, end);
}
