import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Condition, Found } from '../../test/support/conditions/condition.ts';
import { CONDITIONS } from '../../test/support/conditions/index.ts';
import { countIn, type Report, row, say } from './report.ts';

const COLUMNS = ['tried', 'passed', 'denied', 'skipped'] as const;

/** One after the other: how long each answer takes is part of what is looked at. */
export async function conditions(only: string): Promise<Report> {
  const chosen = CONDITIONS.filter(({ kind, name }) => `${kind}: ${name}`.includes(only));
  const counts = new Map<string, number>();
  const [skipped, wrong]: [string[], string[]] = [[], []];
  for (const condition of chosen) {
    const { kind, name, lacks } = condition;
    if (lacks !== undefined) {
      countIn(counts, `${kind} skipped`);
      skipped.push(`${kind}, ${name}: there is no ${lacks} here`);
      continue;
    }
    const { statuses, problems } = await found(condition);
    countIn(counts, `${kind} tried`);
    for (const status of statuses) countIn(counts, `${kind} ${status === 0 ? 'passed' : 'denied'}`);
    wrong.push(...problems.map((problem) => `${kind}, ${name}: ${problem}`));
    say(`${kind}, ${name}: ${problems.length === 0 ? 'fine' : problems.join('; ')}`);
  }
  const kinds = [...new Set(chosen.map(({ kind }) => kind))];
  return {
    tried: `${chosen.length - skipped.length} conditions of ${kinds.length} kinds`,
    lines: [
      row('', COLUMNS),
      ...kinds.map((kind) =>
        row(
          kind,
          COLUMNS.map((column) => counts.get(`${kind} ${column}`) ?? 0),
        ),
      ),
    ],
    skipped,
    wrong,
  };
}

async function found({ find }: Condition): Promise<Found> {
  const folder = mkdtempSync(join(tmpdir(), 'hookwarden conditions '));
  try {
    return await find(join(folder, 'home'));
  } catch (error) {
    return { statuses: [], problems: [`could not be tried to its end: ${error instanceof Error ? error.message : error}`] };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
