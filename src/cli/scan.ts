import { PROFILES } from '../domain/decision.ts';
import { BUILTIN } from '../policy/builtin.ts';
import { scanHere } from '../scan/engine.ts';
import { FORMATS } from '../scan/row.ts';
import { findSources } from '../scan/sources.ts';
import { openOut } from './audit-files.ts';
import { type CliCommand, type CliInput, type ExitCode, fail } from './command.ts';
import { localFolders, programFolder } from './machine.ts';
import { scanBehaviour } from './scan-behaviour.ts';
import { SCAN_FORMATS, scanReportOf } from './scan-reports.ts';

export const command: CliCommand = {
  options: (parser) =>
    parser
      .positional('path', { type: 'string', array: true, describe: 'Logs: files, folders, globs, or - for standard input' })
      .option('agent', { choices: ['auto', ...FORMATS], describe: 'Read the logs as those of this agent or format, and do not look' })
      .option('format', { choices: SCAN_FORMATS, default: 'text', describe: 'What the report looks like' })
      .option('out', { type: 'string', describe: 'A new file to write it to, instead of standard output' })
      .option('profile', { choices: PROFILES, describe: 'Judge by this profile' })
      .option('home', { type: 'string', describe: 'Judge as if this were the home folder' })
      .option('anomalies', {
        type: 'boolean',
        describe: 'Say instead what departs from what is usual of each principal and project (text, json)',
      })
      .option('learn', { type: 'boolean', describe: 'Keep what is usual, for the next time' }),
  run: scan,
};

async function scan(input: CliInput): Promise<ExitCode> {
  if (input.flag('anomalies') || input.flag('learn')) return scanBehaviour(input);
  const sources = findSources(input.texts('path'));
  if (!sources.ok) return fail(sources.error);
  const out = openOut(input);
  if (!out.ok) return fail(out.error);
  const report = scanReportOf(SCAN_FORMATS.find((format) => format === input.text('format')) ?? 'text', out.value.write);
  const options = {
    policy: { ...BUILTIN, profile: PROFILES.find((name) => name === input.text('profile')) ?? BUILTIN.profile },
    own: { folders: localFolders(), program: programFolder() },
    home: input.text('home'),
    format: FORMATS.find((format) => format === input.text('agent')),
    rows: report.rows,
  };
  const aggregate = await scanHere(sources.value, options, { onRows: report.add, onProgress: () => undefined });
  report.finish(aggregate);
  out.value.close();
  return 0;
}
