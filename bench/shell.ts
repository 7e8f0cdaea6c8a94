// What it takes to tell what a command would do, beside its parser alone, and whether that grows faster than the command does.
// node bench/shell.ts [RUNS]
import { parse } from 'unbash';
import { analyze } from '../src/actions/index.ts';
import { EXAMPLE_FACTS } from '../src/cli/judge-example.ts';
import type { HookEvent } from '../src/domain/event.ts';
import { medianMicroseconds, printTable } from './table.ts';

const RUNS = Number(process.argv[2] ?? 300);

const COMMANDS = [
  ['one word', 'ls'],
  ['a pipe', 'npm test -- --reporter=dot 2>&1 | tail -n 20'],
  ['a loop', 'for f in src/*.ts; do sed -i "s/foo/bar/g" "$f"; done'],
  ['wrappers', 'sudo -u www env A=1 nice -n 5 timeout 10 bash -c "rm -rf build && make"'],
  ['a here-document', 'git commit -F - <<EOF\nExplain rm -rf / in the manual\n\nIt was asked for often.\nEOF'],
  ['another language', 'python3 -c \'import os, shutil; shutil.rmtree(os.path.expanduser("~/old"))\''],
  ['decoded', 'echo cm0gLXJmIC90bXAveA== | base64 -d | sh'],
  ['a database', `psql -h db.example.com -c "DELETE FROM orders WHERE id = 3; DROP TABLE old"`],
] as const;
const PIECES: Readonly<Record<string, string>> = {
  'commands in a row': 'rm -f build/a.txt && ',
  words: 'file-name.txt ',
  'nested groups': '( ',
  'deep substitutions': 'echo $(',
  quotes: `'a' "b$x" `,
};
const TIMES = [10, 100, 1000];

const eventOf = (command: string): HookEvent => ({
  ...{ host: 'claude-code', name: 'PreToolUse', blocking: 'blocks', sessionId: 'bench', cwd: EXAMPLE_FACTS.machine.project },
  tool: { name: 'Bash', input: { command } },
  raw: {},
});
const analysing = (command: string): (() => unknown) => {
  const event = eventOf(command);
  return () => analyze(event, EXAMPLE_FACTS);
};

/** What is no script is noted by the parser, not thrown. */
const parsing = (command: string) => (): unknown => parse(command);

const shown = (microseconds: number): string => microseconds.toFixed(1);

printTable([
  ['µs, median', 'parser', 'all', 'ratio'],
  ...COMMANDS.map(([name, command]) => {
    const [floor, all] = [medianMicroseconds(RUNS, parsing(command)), medianMicroseconds(RUNS, analysing(command))];
    return [name, shown(floor), shown(all), (all / floor).toFixed(1)];
  }),
]);

console.log();
const few = Math.max(3, Math.floor(RUNS / 30));
printTable([
  ['µs a piece, repeated', ...TIMES.map((times) => `${times} ×`), 'last / first'],
  ...Object.entries(PIECES).map(([name, piece]) => {
    const costs = TIMES.map((times) => medianMicroseconds(few, analysing(`echo ${piece.repeat(times)}`)) / times);
    return [name, ...costs.map(shown), ((costs.at(-1) ?? 0) / (costs[0] ?? 1)).toFixed(2)];
  }),
]);
