import { join } from 'node:path';
import { counted } from '../domain/amounts.ts';
import { PROFILES } from '../domain/decision.ts';
import { type Aggregate, mergeAggregates } from '../scan/aggregate.ts';
import { scanHere, scanInThreads } from '../scan/engine.ts';
import { planUnits } from '../scan/plan.ts';
import { FORMATS, type ScanRow } from '../scan/row.ts';
import type { Source } from '../scan/sources.ts';
import { type CliCommand, type CliInput, type ExitCode, fail } from './command.ts';
import { programFolder } from './machine.ts';
import { scanBehaviour } from './scan-behaviour.ts';
import { mergedFiles } from './scan-merge.ts';
import { progressLine } from './scan-progress.ts';
import { formatOf, listsCalls, SCAN_FORMATS } from './scan-reports.ts';
import { openResults, tellUnread } from './scan-results.ts';
import { settingsOf } from './scan-settings.ts';
import { threadsFor } from './secrets-sources.ts';

export const command: CliCommand = {
  options: (parser) =>
    parser
      .positional('path', { type: 'string', array: true, describe: 'Logs: files, folders, globs; or: merge FILE…' })
      .option('stdin', { type: 'boolean', describe: 'Read a log from standard input' })
      .option('agent', { choices: ['auto', ...FORMATS], describe: 'Read only logs of this agent or format' })
      .option('format', { choices: SCAN_FORMATS, default: 'text', describe: 'What the report looks like' })
      .option('out', { type: 'string', describe: 'A new file to write it to, instead of standard output' })
      .option('profile', { choices: PROFILES, describe: 'Judge by this profile' })
      .option('policy', { type: 'string', describe: 'Judge by this file, or by the policy that is in force here: current' })
      .option('home', { type: 'string', describe: 'Judge as if this were the home folder' })
      .option('since', { type: 'string', describe: 'Count only calls since then: 7d, today, 2026-11-01' })
      .option('threads', {
        type: 'string',
        describe: 'How many threads; 0 is none beside this one (default: as many as there are processors)',
      })
      .option('shard', { type: 'string', describe: 'Read only this share of the logs: 1/4 … 4/4' })
      .option('save', { type: 'string', describe: 'Write what was counted to this file, for scan merge' })
      .option('state', { type: 'string', describe: 'Remember in this file what has been read, and leave that out the next time' })
      .option('fail-on', { choices: ['ask', 'deny', 'high'], describe: 'Exit with 1 or 2 where such calls were found' })
      .option('anomalies', {
        type: 'boolean',
        describe: 'Say instead what departs from what is usual of each principal and project (text, json)',
      })
      .option('learn', { type: 'boolean', describe: 'Keep what is usual, for the next time' })
      .option('import', { type: 'boolean', describe: 'Write what was found into the audit log, marked as judged after the fact' })
      .example('$0 scan', 'everything that the agents on this machine have kept')
      .example('$0 scan --since 7d --fail-on deny ~/logs', 'for a job that looks once a day')
      .epilogue(
        'Nothing is run and no log is changed. Formats are told by what the files hold, packed with gzip or zstd or not.\n' +
          'Without --policy the rules that are built in judge, as the local developer with a person to ask.\n' +
          'Exit codes: 0 done; with --fail-on 1 where calls were found that are asked about or grave, 2 where some are denied, 3 where a log cannot be read; 3 usage.',
      ),
  run: (input) => (input.texts('path')[0] === 'merge' ? merge(input) : scan(input)),
};

/** What only judging by rules asks for; left unheeded, it would seem to have been done. */
const NOT_OF_BEHAVIOUR = 'stdin agent out profile policy since threads shard save state fail-on import'.split(' ');

function merge(input: CliInput): ExitCode {
  const format = formatOf(input);
  if (listsCalls(format)) return fail(`what was counted holds no single calls for --format ${format}: say text or json`);
  const merged = mergedFiles(input.texts('path').slice(1));
  if (!merged.ok) return fail(merged.error);
  const results = openResults(input);
  if (!results.ok) return fail(results.error);
  const closed = results.value.close(merged.value);
  return closed.ok ? verdictOn(merged.value, input.text('fail-on')) : fail(closed.error);
}

async function scan(input: CliInput): Promise<ExitCode> {
  if (input.flag('anomalies') || input.flag('learn')) {
    const idle = NOT_OF_BEHAVIOUR.find((name) => input.flag(name) || input.text(name) !== undefined);
    return idle === undefined ? scanBehaviour(input) : fail(`--${idle} says nothing to --anomalies and --learn`);
  }
  const settings = await settingsOf(input);
  if (!settings.ok) return fail(settings.error);
  const results = openResults(input);
  if (!results.ok) return fail(results.error);
  const { report } = results.value;
  const { sources, options, judgedBy, shard, done, importer, threads: wanted } = settings.value;
  const total = sources.reduce((sum, { bytes }) => sum + bytes, 0);
  const progress = progressLine(total, process.stderr);
  const listener = {
    onRows: (rows: readonly ScanRow[]) => {
      progress.clear();
      report.add(rows);
      importer?.add(rows);
    },
    onProgress: progress.add,
    onSource: (source: Source, aggregate: Aggregate) => done?.add(source, aggregate),
  };
  const threads = threadsFor(total, wanted);
  const planned = await planUnits(sources, shard, Math.max(1, threads));
  const given = { ...options, rows: report.rows === 'none' && importer ? 'found' : report.rows } as const;
  const worker = join(programFolder(), 'dist/scan-worker.mjs');
  const found = await (threads > 0 ? scanInThreads(worker, threads, planned, given, listener) : scanHere(planned, given, listener));
  progress.clear();
  tellUnread(input, found, planned, options.format);
  const imported = importer?.finish();
  if (imported && !imported.ok) return fail(`not everything could be written into the log: ${imported.error}`);
  if (imported) process.stderr.write(`written into the audit log: ${counted(imported.value, 'call')}\n`);
  const result = { ...(done ? mergeAggregates([...done.counted, found]) : found), judgedBy };
  const closed = results.value.close(result);
  if (!closed.ok) return fail(closed.error);
  done?.end();
  return verdictOn(result, input.text('fail-on'));
}

function verdictOn({ total, severities, problems }: Aggregate, level: string | undefined): ExitCode {
  if (level === undefined) return 0;
  if (total.deny > 0) return 2;
  const isFound = level === 'ask' ? total.ask > 0 : level === 'high' && severities.high + severities.critical > 0;
  if (isFound) return 1;
  return problems.unread === 0 ? 0 : fail('with --fail-on, a log that cannot be read is no log without such calls');
}
