import { existsSync, readFileSync } from 'node:fs';
import { originOf } from '../audit/checkpoint.ts';
import { ED25519 } from '../audit/ed25519.ts';
import { parseVerifierKey, type Verifier } from '../audit/note.ts';
import { verifyLog } from '../audit/verify.ts';
import { ok, type Result } from '../domain/result.ts';
import type { Installation } from '../state/installation.ts';
import type { AuditReader } from '../state/reader.ts';
import { exportLog } from './audit-export.ts';
import { gaps } from './audit-gaps.ts';
import { list } from './audit-list.ts';
import { queryOptions } from './audit-query.ts';
import { withReader } from './audit-reader.ts';
import { show } from './audit-show.ts';
import { stats } from './audit-stats.ts';
import { tail } from './audit-tail.ts';
import { type CliCommand, type CliInput, type ExitCode, fail, print } from './command.ts';
import { coloured } from './terminal.ts';

const DEFAULT_COUNT = 20;

export const command: CliCommand = {
  options: (parser) =>
    queryOptions(parser)
      .positional('action', {
        choices: ['list', 'search', 'show', 'tail', 'stats', 'export', 'gaps', 'verify'],
        default: 'list',
        describe: 'What to do',
      })
      .positional('record', {
        type: 'string',
        array: true,
        describe: 'The record’s number or id (show), or what to look for: decision:deny rule:git.* since:2h "rm -rf" (the others)',
      })
      .option('count', {
        type: 'number',
        default: DEFAULT_COUNT,
        describe: 'How many of the newest records, or rows of a table (list, search, tail, stats)',
      })
      .option('before', { type: 'string', describe: 'Only records before this number, as on the next page (list, search)' })
      .option('format', { type: 'string', describe: 'table, jsonl or csv (list, search); jsonl, ocsf, cef or csv (export)' })
      .option('follow', { alias: 'f', type: 'boolean', describe: 'Go on with what comes, until it is interrupted (tail)' })
      .option('quiet', { type: 'boolean', describe: 'Only what was denied or asked about, and incidents (tail)' })
      .option('by', { type: 'string', describe: 'Count by day, decision, rule, tool, principal, session, host or outcome (stats)' })
      .option('json', {
        type: 'boolean',
        describe: 'For scripts: the stored records, one a line (list, search, tail), the one (show), or the numbers (stats)',
      })
      .option('transcripts', { type: 'string', describe: 'Where the host keeps its own; default: ~/.claude/projects (gaps)' })
      .option('key', { type: 'string', describe: 'The public key that `init` printed, where you kept it (verify)' })
      .option('note', { type: 'string', describe: 'A file with a signed head that you kept: the log must still lead to it (verify)' })
      .example('$0 audit verify --key "$(cat key.pub)"', 'hold the log against a key kept elsewhere')
      .example('$0 audit search decision:deny since:2h', 'what was denied in the last two hours')
      .example('$0 audit tail --follow --quiet', 'what is denied or asked about, as it happens')
      .epilogue(
        'Fields, times and `not` are in docs/reading-the-log.md. verify exits with 1 where anything is wrong, and says which record.',
      ),
  run: async (input) => {
    const done = await withReader((reader, installation) => {
      switch (input.text('action')) {
        case 'verify':
          return verify(reader, installation, input);
        case 'show':
          return show(reader, input);
        case 'tail':
          return tail(reader, input);
        case 'stats':
          return stats(reader, input);
        case 'export':
          return exportLog(reader, input);
        case 'gaps':
          return gaps(reader, input);
        default:
          return list(reader, input);
      }
    });
    return done.ok ? done.value : fail(done.error.message);
  },
};

function verify(reader: AuditReader, installation: Installation, input: CliInput): ExitCode {
  const key = pinnedKey(input.text('key'), installation);
  if (!key.ok) return fail(`--key: ${key.error}`);
  const path = input.text('note');
  if (path !== undefined && !existsSync(path)) return fail(`--note: there is no file ${path}`);
  const kept = path === undefined ? [] : [readFileSync(path, 'utf8')];
  const { records, notes, root, problems: wrong } = verifyLog(reader, key.value, installation.id, kept);
  const problems = [...wrong, ...reader.unvouched().map((message) => ({ message }))];
  const fine = problems.length === 0;
  if (input.flag('json')) print(JSON.stringify({ ok: fine, records, notes, root, problems }));
  else if (fine) print(`${coloured('green', 'The log is whole')}: ${records} records, ${notes} kept notes, root ${root}`);
  else {
    print(`${coloured('red', 'The log is not as it was written')}: ${records} records read`);
    for (const { message } of problems) print(`  ${message}`);
  }
  return fine ? 0 : 1;
}

function pinnedKey(text: string | undefined, installation: Installation): Result<Verifier, string> {
  const own: Verifier = { name: originOf(installation.id), algorithm: ED25519, publicKey: installation.publicKey };
  return text === undefined ? ok(own) : parseVerifierKey(text);
}
