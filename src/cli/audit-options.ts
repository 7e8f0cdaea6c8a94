import type { Argv } from 'yargs';
import { QUERY_OPTIONS } from './audit-query.ts';
import type { CliInput } from './command.ts';

interface AuditOption {
  readonly type: 'string' | 'boolean';
  readonly describe: string;
  readonly alias?: string;
  /** The actions that know it. */
  readonly of: readonly string[];
}

/** These look for records by words of a query. */
const QUERYING = ['list', 'search', 'tail', 'stats', 'export', 'gaps'];

const queryOption = ([name, describe]: readonly [string, string]): readonly [string, AuditOption] => [
  name,
  { type: 'string', describe, of: name === 'session' ? [...QUERYING, 'erase'] : QUERYING },
];

const OPTIONS: Readonly<Record<string, AuditOption>> = {
  before: {
    type: 'string',
    describe: 'Only records before this number, as on the next page (list, search); those from before this time: 90d, 2026-11-01 (prune)',
    of: ['list', 'search', 'prune'],
  },
  archive: { type: 'string', describe: 'Read a pruned record from this archive (show, prove)', of: ['show', 'prove'] },
  to: { type: 'string', describe: 'The folder for the archives; default: one beside the database (prune)', of: ['prune'] },
  'dry-run': { type: 'boolean', describe: 'Only say what would be done (prune)', of: ['prune'] },
  format: {
    type: 'string',
    describe: 'table, jsonl or csv (list, search); jsonl, ocsf, cef or csv (export)',
    of: ['list', 'search', 'export'],
  },
  follow: { alias: 'f', type: 'boolean', describe: 'Go on with what comes, until it is interrupted (tail)', of: ['tail'] },
  quiet: { type: 'boolean', describe: 'Only what was denied or asked about, and incidents (tail)', of: ['tail'] },
  by: {
    type: 'string',
    describe: 'Count by day, decision, rule, tool, principal, session, host or outcome (stats)',
    of: ['stats'],
  },
  json: {
    type: 'boolean',
    describe:
      'For scripts: the stored records, one a line (list, search, tail), the one (show), or what is found (stats, hash, gaps, verify, verify-proof, archive)',
    of: ['list', 'search', 'tail', 'show', 'stats', 'hash', 'gaps', 'verify', 'verify-proof', 'archive'],
  },
  transcripts: { type: 'string', describe: 'Where the host keeps its own; default: ~/.claude/projects (gaps)', of: ['gaps'] },
  key: {
    type: 'string',
    describe: 'The public key that `init` printed, where you kept it (verify, verify-proof, consistency, archive, show, prove)',
    of: ['verify', 'verify-proof', 'consistency', 'archive', 'show', 'prove'],
  },
  full: { type: 'boolean', describe: 'Read everything again, also what was verified before (verify)', of: ['verify'] },
  anchor: {
    alias: 'note',
    type: 'string',
    describe: 'A file with a signed head that you kept, or git for the notes of the commits here: the log must still lead to it (verify)',
    of: ['verify'],
  },
  head: { type: 'string', describe: 'A head that the hook said when a session began, SIZE:ROOT: the same (verify)', of: ['verify'] },
  out: {
    type: 'string',
    describe: 'Write to this new file (checkpoint, prove, consistency)',
    of: ['checkpoint', 'prove', 'consistency'],
  },
  bare: { type: 'boolean', describe: 'Leave the record itself out of its proof (prove)', of: ['prove'] },
  body: { type: 'string', describe: 'The file with the record, where the proof does not hold it (verify-proof)', of: ['verify-proof'] },
  forget: { type: 'boolean', describe: 'Ask this witness no longer (witness)', of: ['witness'] },
  unseal: {
    type: 'boolean',
    describe: 'The input as it came, where it was kept sealed; takes the permission audit:unseal (show)',
    of: ['show'],
  },
  private: { type: 'string', describe: 'The file with the private half, where it was moved (show --unseal)', of: ['show'] },
  month: { type: 'string', describe: 'Destroy what was sealed in this month, and its data keys: 2026-01 (erase)', of: ['erase'] },
  'pin-fd': {
    type: 'string',
    describe: 'Read the PIN from this file descriptor (erase, prune, show --unseal)',
    of: ['erase', 'prune', 'show'],
  },
  name: { type: 'string', describe: 'What a new witness is called: witness.example/w1 (witness serve)', of: ['witness'] },
  listen: { type: 'string', describe: 'Address and port; default: 127.0.0.1:8480 (witness serve)', of: ['witness'] },
  'witness-key': { type: 'string', describe: 'The witness’s public key; needed the first time (witness add)', of: ['witness'] },
  ...Object.fromEntries(Object.entries(QUERY_OPTIONS).map(queryOption)),
};

/** How many words may follow an action; of those that look for records, any number. */
const MOST_WORDS: Readonly<Record<string, number>> = {
  show: 1,
  prove: 1,
  verify: 0,
  'verify-proof': 1,
  checkpoint: 0,
  consistency: 2,
  witness: 2,
  prune: 0,
};

export const auditOptions = (parser: Argv): Argv =>
  Object.entries(OPTIONS).reduce((sofar, [name, { of: _of, ...option }]) => sofar.option(name, option), parser);

/** What was given that an action would not heed, as a sentence: `erase --dry-run` is not to erase. */
export function unheeded(action: string, input: CliInput): string | undefined {
  const given = Object.entries(OPTIONS).filter(([name]) => input.text(name) !== undefined || input.flag(name));
  const stray = given.find(([, { of }]) => !of.includes(action));
  if (stray) return `--${stray[0]} is nothing that audit ${action} knows; it is for ${stray[1].of.join(', ')}`;
  const word = input.texts('record')[MOST_WORDS[action] ?? Number.POSITIVE_INFINITY];
  return word === undefined ? undefined : `audit ${action} takes no "${word}": hookwarden audit --help`;
}
