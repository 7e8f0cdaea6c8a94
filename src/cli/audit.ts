import type { AuditReader } from '../state/reader.ts';
import { queryOptions } from './audit-query.ts';
import { withReader } from './audit-reader.ts';
import { type CliCommand, type CliInput, type ExitCode, fail } from './command.ts';

const DEFAULT_COUNT = 20;

/** These open the log by themselves, or want none. */
const OWN: Readonly<Record<string, () => Promise<CliCommand['run']>>> = {
  verify: async () => (await import('./audit-verify.ts')).verify,
  checkpoint: async () => (await import('./audit-proof.ts')).checkpoint,
  prove: async () => (await import('./audit-proof.ts')).prove,
  'verify-proof': async () => (await import('./audit-proof.ts')).verifyProof,
  consistency: async () => (await import('./audit-proof.ts')).consistency,
  witness: async () => (await import('./audit-witness.ts')).witness,
  erase: async () => (await import('./audit-erase.ts')).erase,
  hash: async () => (await import('./audit-hash.ts')).hash,
  prune: async () => (await import('./audit-archive.ts')).pruneLog,
  archive: async () => (await import('./audit-archive.ts')).archive,
};

const unseal = async () => (await import('./audit-unseal.ts')).unseal;

type Reading = (reader: AuditReader, input: CliInput) => Promise<ExitCode> | ExitCode;

/** Each is imported when it is called for: a page of the log is there sooner. */
const READING: Readonly<Record<string, () => Promise<Reading>>> = {
  list: async () => (await import('./audit-list.ts')).list,
  search: async () => (await import('./audit-list.ts')).list,
  show: async () => (await import('./audit-show.ts')).show,
  tail: async () => (await import('./audit-tail.ts')).tail,
  stats: async () => (await import('./audit-stats.ts')).stats,
  export: async () => (await import('./audit-export.ts')).exportLog,
  gaps: async () => (await import('./audit-gaps.ts')).gaps,
};

export const command: CliCommand = {
  options: (parser) =>
    queryOptions(parser)
      .positional('action', {
        choices: [...Object.keys(READING), ...Object.keys(OWN)],
        default: 'list',
        describe: 'What to do',
      })
      .positional('record', {
        type: 'string',
        array: true,
        describe:
          'The record’s number or id (show, prove, erase), a file (verify-proof, witness), serve FOLDER or add URL (witness), two files (consistency), or what to look for: decision:deny rule:git.* since:2h "rm -rf"',
      })
      .option('count', {
        type: 'number',
        default: DEFAULT_COUNT,
        describe: 'How many of the newest records, or rows of a table (list, search, tail, stats)',
      })
      .option('before', {
        type: 'string',
        describe:
          'Only records before this number, as on the next page (list, search); those from before this time: 90d, 2026-11-01 (prune)',
      })
      .option('archive', { type: 'string', describe: 'Read a pruned record from this archive (show, prove)' })
      .option('to', { type: 'string', describe: 'The folder for the archives; default: one beside the database (prune)' })
      .option('dry-run', { type: 'boolean', describe: 'Only say what would be done (prune)' })
      .option('format', { type: 'string', describe: 'table, jsonl or csv (list, search); jsonl, ocsf, cef or csv (export)' })
      .option('follow', { alias: 'f', type: 'boolean', describe: 'Go on with what comes, until it is interrupted (tail)' })
      .option('quiet', { type: 'boolean', describe: 'Only what was denied or asked about, and incidents (tail)' })
      .option('by', { type: 'string', describe: 'Count by day, decision, rule, tool, principal, session, host or outcome (stats)' })
      .option('json', {
        type: 'boolean',
        describe: 'For scripts: the stored records, one a line (list, search, tail), the one (show), or the numbers (stats, hash)',
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
        describe:
          'A file with a signed head that you kept, or git for the notes of the commits here: the log must still lead to it (verify)',
      })
      .option('head', { type: 'string', describe: 'A head that the hook said when a session began, SIZE:ROOT: the same (verify)' })
      .option('out', { type: 'string', describe: 'Write to this new file (checkpoint, prove, consistency)' })
      .option('bare', { type: 'boolean', describe: 'Leave the record itself out of its proof (prove)' })
      .option('body', { type: 'string', describe: 'The file with the record, where the proof does not hold it (verify-proof)' })
      .option('forget', { type: 'boolean', describe: 'Ask this witness no longer (witness)' })
      .option('unseal', {
        type: 'boolean',
        describe: 'The input as it came, where it was kept sealed; takes the permission audit:unseal (show)',
      })
      .option('private', { type: 'string', describe: 'The file with the private half, where it was moved (show --unseal)' })
      .option('month', { type: 'string', describe: 'Destroy what was sealed in this month, and its data keys: 2026-01 (erase)' })
      .option('pin-fd', { type: 'string', describe: 'Read the PIN from this file descriptor (erase, prune, show --unseal)' })
      .option('name', { type: 'string', describe: 'What a new witness is called: witness.example/w1 (witness serve)' })
      .option('listen', { type: 'string', describe: 'Address and port; default: 127.0.0.1:8480 (witness serve)' })
      .option('witness-key', { type: 'string', describe: 'The witness’s public key; needed the first time (witness add)' })
      .example('$0 audit verify --key "$(cat key.pub)"', 'hold the log against a key kept elsewhere')
      .example('$0 audit search decision:deny since:2h', 'what was denied in the last two hours')
      .example('$0 audit hash < leaked.txt', 'which records hold this secret? The value comes on standard input')
      .example('$0 audit tail --follow --quiet', 'what is denied or asked about, as it happens')
      .epilogue(
        'Fields, times and `not` are in docs/reading-the-log.md. verify exits with 1 where anything is wrong, and says which record.',
      ),
  run: async (input) => {
    const action = input.text('action') ?? 'list';
    const own = action === 'show' && input.flag('unseal') ? await unseal() : await OWN[action]?.();
    if (own) return own(input);
    const reading = await READING[action]?.();
    if (!reading) return fail(`there is no audit ${action}`);
    const done = await withReader((reader) => reading(reader, input));
    return done.ok ? done.value : fail(done.error.message);
  },
};
