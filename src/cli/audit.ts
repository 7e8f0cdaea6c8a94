import type { AuditReader } from '../state/reader.ts';
import { auditOptions, unheeded } from './audit-options.ts';
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
    auditOptions(parser)
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
      .example('$0 audit verify --key "$(cat key.pub)"', 'hold the log against a key kept elsewhere')
      .example('$0 audit search decision:deny since:2h', 'what was denied in the last two hours')
      .example('$0 audit hash < leaked.txt', 'which records hold this secret? The value comes on standard input')
      .example('$0 audit tail --follow --quiet', 'what is denied or asked about, as it happens')
      .epilogue(
        'Fields, times and `not` are in docs/reading-the-log.md. verify exits with 1 where anything is wrong, and says which record.',
      ),
  run: async (input) => {
    const action = input.text('action') ?? 'list';
    const stray = unheeded(action, input);
    if (stray !== undefined) return fail(stray);
    const own = action === 'show' && input.flag('unseal') ? await unseal() : await OWN[action]?.();
    if (own) return own(input);
    const reading = await READING[action]?.();
    if (!reading) return fail(`there is no audit ${action}`);
    const done = await withReader((reader) => reading(reader, input));
    return done.ok ? done.value : fail(done.error.message);
  },
};
