import { counted } from '../domain/amounts.ts';
import { err, ok, type Result } from '../domain/result.ts';
import { withoutSecrets } from '../domain/secrets/named.ts';
import { openBytes } from '../scan/bytes.ts';
import { type Line, splitLines } from '../scan/lines.ts';
import { recordOf } from '../scan/record-lines.ts';
import { findSources } from '../scan/sources.ts';
import { type EvidenceTally, gatherEvidence } from '../suggest/evidence.ts';
import { type Proposal, type Proposals, propose, REASONS, type Reason } from '../suggest/proposal.ts';
import { policyOf } from '../suggest/yaml.ts';
import { countOf } from './audit-query.ts';
import { prunedUntil, withReader } from './audit-reader.ts';
import { bodyOf } from './audit-record.ts';
import { type CliCommand, type CliInput, type ExitCode, fail, print } from './command.ts';
import { exactCallOf, judgeToday } from './suggest-judge.ts';
import { cut, printable } from './terminal.ts';

export const command: CliCommand = {
  options: (parser) =>
    parser
      .positional('log', { type: 'string', array: true, describe: 'Exports of an audit log (JSON lines), instead of the log here' })
      .option('least', { type: 'number', default: 3, describe: 'How often a call was approved before it is proposed' })
      .option('json', { type: 'boolean', describe: 'For scripts' })
      .example('$0 suggest > proposed.yaml', 'then read it, and move what you agree with into your policy')
      .epilogue(
        'Reads the audit log for calls that people were asked about and let run each time, and prints them as exceptions.calls of a policy: each call as it was made, and no other.\n' +
          'Never for what a critical or absolute rule stops, for secrets, or for this guard’s own settings. Exits with 1 where something is proposed.',
      ),
  run: async (input) => {
    const least = countOf(input, 'least', 2, 1_000_000);
    if (!least.ok) return fail(least.error);
    const tally = gatherEvidence(exactCallOf);
    const files = input.texts('log');
    const read = files.length === 0 ? await readOwnLog(tally) : await readExports(files, tally);
    if (!read.ok) return fail(read.error);
    const today = judgeToday();
    const found = propose(tally.evidence(), least.value, today.objections);
    const broken = today.broken();
    if (broken !== undefined) return fail(broken);
    return show(found, tally.inexact(), read.value, least.value, input);
  },
};

/** How many records are in archives. */
async function readOwnLog({ add }: EvidenceTally): Promise<Result<number, string>> {
  const read = await withReader((reader) => {
    for (const record of reader.from(0)) {
      const body = bodyOf(record);
      if (body) add(body);
    }
    return prunedUntil(reader);
  });
  return read.ok ? read : err(read.error.message);
}

async function readExports(paths: readonly string[], { add }: EvidenceTally): Promise<Result<number, string>> {
  const sources = findSources(paths);
  if (!sources.ok) return sources;
  for (const { path } of sources.value) {
    const bytes = await openBytes(path, () => undefined);
    if (!bytes.ok) return err(`${path}: ${bytes.error}`);
    const lines = splitLines();
    const take = (found: Iterable<Line>): void => {
      for (const line of found) {
        const record = line.bytes && recordOf(line.bytes);
        if (record?.ok) add(record.value);
      }
    };
    for await (const chunk of bytes.value) take(lines.push(chunk));
    take(lines.end());
  }
  return ok(0);
}

function show({ proposals, withheld }: Proposals, inexact: number, pruned: number, least: number, input: CliInput): ExitCode {
  if (input.flag('json')) print(JSON.stringify({ proposals: proposals.map(plain), withheld, inexact }));
  else if (proposals.length > 0) print(policyOf(proposals.slice(0, MOST), gistOf));
  const notes = [
    ...(proposals.length === 0 ? ['nothing to propose'] : []),
    ...(proposals.length > MOST && !input.flag('json')
      ? [`the ${MOST} that were approved most are shown, of ${proposals.length}: --least, or --json`]
      : []),
    ...REASONS.flatMap((reason) => {
      const count = withheld[reason];
      return count === undefined ? [] : [`${counted(count, 'call')} not proposed: ${BECAUSE[reason](least)}`];
    }),
    ...(inexact === 0
      ? []
      : [`${counted(inexact, 'record')} left out: something was taken out of what is kept of them, or they name no call`]),
    ...(pruned === 0 ? [] : [`records 0 to ${pruned - 1} are in archives, which were not read`]),
  ];
  for (const note of notes) process.stderr.write(`${note}\n`);
  return proposals.length === 0 ? 0 : 1;
}

const plain = ({ excepted, evidence }: Proposal): object => {
  const { asked, approved, sessions, first, last, records } = evidence;
  return { excepted, evidence: { asked, approved, sessions, first, last, records } };
};

const WIDEST = 100;
const MOST = 100;

/** For a comment: one line, whatever the agent wrote. */
const gistOf = ({ excepted: { tool, input } }: Proposal): string => {
  const { command = JSON.stringify(input) } = input;
  return cut(printable(withoutSecrets(`${tool}: ${typeof command === 'string' ? command : JSON.stringify(command)}`)), WIDEST);
};

const BECAUSE: Readonly<Record<Reason, (least: number) => string>> = {
  'too-few': (least) => `approved fewer than ${least} times (--least)`,
  refused: () => 'refused or changed at least once',
  unanswered: () => 'asked about more often than it ran',
  'passes-now': () => 'nothing stops it any more',
  'folder-gone': () => 'its folder is gone',
  'no-rule': () => 'something other than rules stops it',
  absolute: () => 'an absolute rule stops it',
  critical: () => 'a critical rule stops it',
  secret: () => 'it is about secrets',
  'self-protection': () => 'it is about this guard or the settings of agents',
  session: () => 'it is stopped for what its session did before',
  script: () => 'what it does stands in a file, or only its run tells',
  unwritable: () => 'it is too long for a policy, or names what no policy can',
};
