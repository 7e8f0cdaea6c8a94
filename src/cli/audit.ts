import { exportLog } from './audit-export.ts';
import { gaps } from './audit-gaps.ts';
import { list } from './audit-list.ts';
import { checkpoint, consistency, prove, verifyProof } from './audit-proof.ts';
import { queryOptions } from './audit-query.ts';
import { withReader } from './audit-reader.ts';
import { show } from './audit-show.ts';
import { stats } from './audit-stats.ts';
import { tail } from './audit-tail.ts';
import { verify } from './audit-verify.ts';
import { witness } from './audit-witness.ts';
import { type CliCommand, fail } from './command.ts';

const DEFAULT_COUNT = 20;

/** These open the log by themselves, or want none. */
const OWN: Readonly<Record<string, CliCommand['run']>> = { verify, checkpoint, prove, 'verify-proof': verifyProof, consistency, witness };

export const command: CliCommand = {
  options: (parser) =>
    queryOptions(parser)
      .positional('action', {
        choices: ['list', 'search', 'show', 'tail', 'stats', 'export', 'gaps', ...Object.keys(OWN)],
        default: 'list',
        describe: 'What to do',
      })
      .positional('record', {
        type: 'string',
        array: true,
        describe:
          'The record’s number or id (show, prove), a file (verify-proof, witness), two files (consistency), or what to look for: decision:deny rule:git.* since:2h "rm -rf"',
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
      .option('key', {
        type: 'string',
        describe: 'The public key that `init` printed, where you kept it (verify, verify-proof, consistency)',
      })
      .option('full', { type: 'boolean', describe: 'Read everything again, also what was verified before (verify)' })
      .option('anchor', {
        alias: 'note',
        type: 'string',
        describe: 'A file with a signed head that you kept: the log must still lead to it (verify)',
      })
      .option('head', { type: 'string', describe: 'A head that the hook said when a session began, SIZE:ROOT: the same (verify)' })
      .option('out', { type: 'string', describe: 'Write to this new file (checkpoint, prove, consistency)' })
      .option('bare', { type: 'boolean', describe: 'Leave the record itself out of its proof (prove)' })
      .option('body', { type: 'string', describe: 'The file with the record, where the proof does not hold it (verify-proof)' })
      .option('forget', { type: 'boolean', describe: 'Ask this witness file no longer (witness)' })
      .example('$0 audit verify --key "$(cat key.pub)"', 'hold the log against a key kept elsewhere')
      .example('$0 audit search decision:deny since:2h', 'what was denied in the last two hours')
      .example('$0 audit tail --follow --quiet', 'what is denied or asked about, as it happens')
      .epilogue(
        'Fields, times and `not` are in docs/reading-the-log.md. verify exits with 1 where anything is wrong, and says which record.',
      ),
  run: async (input) => {
    const own = OWN[input.text('action') ?? ''];
    if (own) return own(input);
    const done = await withReader((reader) => {
      switch (input.text('action')) {
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
