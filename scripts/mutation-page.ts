import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { MUTATED, type Mutated } from './mutation-folders.ts';

/** A report in the mutation testing report schema, version 2, with all that it holds. */
export const reportSchema = z.looseObject({
  files: z.record(z.string(), z.looseObject({ source: z.string(), mutants: z.array(z.looseObject({ status: z.string() })) })),
});

export type Report = z.output<typeof reportSchema>;

const countsSchema = z.strictObject({
  /** How many of the folder's files were tried, and how many it has. */
  tried: z.number(),
  files: z.number(),
  mutants: z.number(),
  killed: z.number(),
  survived: z.number(),
  uncovered: z.number(),
  date: z.string(),
  /** Below the folder: those that nothing is known of, or that have changed since. */
  untried: z.array(z.string()).optional(),
});
const resultsSchema = z.record(z.string(), countsSchema);

type Counts = z.output<typeof countsSchema>;
/** By folder. */
export type Results = Readonly<Record<string, Counts>>;

export const RESULTS = join(import.meta.dirname, '../test/mutation-results.json');
export const recordedResults = (): Results => resultsSchema.parse(JSON.parse(readFileSync(RESULTS, 'utf8')));

/** A mutant that the program does not end with counts as killed, and one that the runner breaks on as survived. */
export function countsOf(tried: Report['files'], untried: readonly string[], date: string): Counts {
  const lists = Object.values(tried).map(({ mutants }) => mutants);
  const count = (...names: readonly string[]): number => lists.flat().filter(({ status }) => names.includes(status)).length;
  const killed = count('Killed', 'Timeout');
  const survived = count('Survived', 'RuntimeError');
  const uncovered = count('NoCoverage');
  return {
    tried: lists.length,
    files: lists.length + untried.length,
    mutants: killed + survived + uncovered,
    killed,
    survived,
    uncovered,
    date,
    ...(untried.length > 0 && { untried: [...untried] }),
  };
}

/** Per cent, cut to one digit behind the point: what is below a threshold never looks as if it were not. */
export const scoreOf = ({ mutants, killed }: Counts): number => Math.floor((1000 * killed) / Math.max(1, mutants)) / 10;

const HEAD = `# Mutation tests

For whoever changes a stage, the reading of shells or the log. Written by \`npm run test:mutation [FOLDER…|GLOB…]\`.

[Stryker](https://stryker-mutator.io) changes the program in one place at a time (a condition turned round, a text
emptied, a branch taken out) and runs the tests that reach the place. A change that no test notices has survived: either
a test is missing, or the change makes no difference. The score is the part of all changes that were noticed; at least
80 % are asked for. Why Stryker, and how it is run: [decision 24](adr/0024-mutation-tests.md).
`;

const rowOf = ({ folder, tests }: Mutated, counts: Counts | undefined): string => {
  const cells = counts
    ? [
        `${counts.tried} of ${counts.files}`,
        counts.mutants,
        counts.killed,
        counts.survived,
        counts.uncovered,
        `${scoreOf(counts).toFixed(1)} %`,
        counts.date,
      ]
    : ['none', '', '', '', '', 'not run yet', ''];
  return `| ${[`\`src/${folder}\``, ...cells, tests.map((test) => `\`${test}\``).join(', ')].join(' | ')} |`;
};

const untriedIn = ({ folder }: Mutated, results: Results): readonly string[] => {
  const untried = results[folder]?.untried ?? [];
  return untried.length === 0
    ? []
    : [`\nNot tried since they last changed, in \`src/${folder}\`: ${untried.map((file) => `\`${file}\``).join(', ')}.`];
};

/** docs/mutation.md, the same text for the same counts. */
export function mutationPage(results: Results): string {
  const rows = MUTATED.map((mutated) => rowOf(mutated, results[mutated.folder]));
  const accepted = MUTATED.flatMap(({ folder, accepted }) =>
    accepted.map(({ where, because }) => `| \`src/${folder}/${where}\` | ${because} |`),
  );
  return [
    HEAD,
    '| folder | files | mutants | killed | survived | no coverage | score | date | held against |\n|---|---|---|---|---|---|---|---|---|',
    ...rows,
    ...MUTATED.flatMap((mutated) => untriedIn(mutated, results)),
    ...(accepted.length === 0
      ? []
      : [
          '\n## Survivors that are left\n\nThe change makes no difference, or none that should be held.\n',
          '| where | why |\n|---|---|',
          ...accepted,
        ]),
    '',
  ].join('\n');
}
