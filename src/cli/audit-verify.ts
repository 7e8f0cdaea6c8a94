import { existsSync } from 'node:fs';
import { type Anchor, parseSaidHead, type SaidHead } from '../audit/anchors.ts';
import { formatVerifierKey, type Verifier } from '../audit/note.ts';
import { openCheckpoint } from '../audit/tlog-proof.ts';
import { type Problem, type Verification, type Verified, type VerifyOptions, verifyLog } from '../audit/verify.ts';
import type { TimedPrune } from '../audit/walk.ts';
import { counted, recordsFrom } from '../domain/amounts.ts';
import type { StoreFault } from '../domain/ports.ts';
import { err, ok, type Result } from '../domain/result.ts';
import { systemClock, systemRandom } from '../hook/machine.ts';
import { isArchive } from '../state/archive-file.ts';
import { guarded } from '../state/files.ts';
import { databaseIn, type Folders } from '../state/folders.ts';
import { type Installation, readInstallation } from '../state/installation.ts';
import { openReader } from '../state/reader.ts';
import { allRemoteWitnesses, type RemoteWitness, remoteKey } from '../state/remote-witnesses.ts';
import { type Remembered, readVerified, writeVerified } from '../state/verified.ts';
import { readWitness, readWitnessList } from '../state/witness.ts';
import { showTime } from './amounts.ts';
import { keyOf, readText } from './audit-files.ts';
import { type CliInput, type ExitCode, fail, print } from './command.ts';
import { gitAnchors } from './git-anchor.ts';
import { localFolders, PATIENCE_MS, uniqueName } from './machine.ts';
import { coloured } from './terminal.ts';

/** Below this, reading everything again takes less than a second. */
const READ_ALWAYS = 100_000;
const SAMPLED = 1000;
/** The log could not be looked at, which is not the log's fault. */
const NOT_ITS_FAULT: ReadonlySet<StoreFault['reason']> = new Set(['locked', 'newer', 'older', 'full']);

export async function verify(input: CliInput): Promise<ExitCode> {
  const folders = localFolders();
  const [installation, key] = [readInstallation(folders.config), keyOf(input)];
  if (!installation.ok) return fail(installation.error.message);
  if (!key.ok) return fail(key.error);
  const witnesses = await anchorsOf(input, folders.config, installation.value.id);
  if (!witnesses.ok) return fail(witnesses.error);
  const { anchors, lost } = witnesses.value;
  const heads = headsOf(input);
  if (!heads.ok) return fail(heads.error);
  const before = readVerified(folders.config, installation.value.pepper);
  const isSameKey = before.ok && before.value?.verifierKey === formatVerifierKey(key.value);
  const remembered = before.ok && isSameKey ? before.value : undefined;
  const replaced = before.ok && before.value && !isSameKey && input.text('key') === undefined ? [{ message: REPLACED }] : [];
  const options: VerifyOptions = {
    key: key.value,
    installId: installation.value.id,
    anchors,
    heads: heads.value,
    ...startOf(remembered, input),
  };
  const done = verifyIn(databaseIn(folders), options);
  if (!done.ok && NOT_ITS_FAULT.has(done.error.reason)) return fail(done.error.message);
  const found = done.ok ? done.value : { problems: [{ message: done.error.message }] };
  const archives = done.ok && input.flag('full') ? archiveProblems(done.value.prunes) : [];
  const problems = [...(before.ok ? [] : [{ message: before.error.message }]), ...replaced, ...lost, ...found.problems, ...archives];
  if (done.ok && problems.length === 0) keep(done.value.verified, key.value, installation.value, folders.config);
  const { verified: _verified, ...shown } = { ...NOTHING_READ, ...found };
  const elsewhere = [...anchors.map(({ note }) => Number(note.split('\n')[1])), ...heads.value.map(({ size }) => size)];
  const remarks = [
    ...shown.remarks,
    ...pruneRemarks(shown.prunes),
    ...readRemark(shown.from, remembered),
    ...(done.ok ? [anchorRemark(shown.records, elsewhere)] : []),
    ...(problems.length === 0 ? [] : [evidenceIn(folders)]),
  ];
  report({ ...shown, ok: problems.length === 0, problems, remarks }, elsewhere.length, input);
  return problems.length === 0 ? 0 : 1;
}

const REPLACED =
  'The key in the configuration folder is not the one that this log was verified with before: it was replaced. Hold the log against the key that you kept: --key KEY';

/** One that is not where it was made may have been moved. */
const archiveProblems = (prunes: readonly TimedPrune[]): readonly Problem[] =>
  prunes
    .filter((pruned) => isArchive(pruned) === false)
    .map(({ first, until, file }) => ({
      sequence: first,
      message: `The archive ${file}, with ${recordsFrom(first, until)}, is not the one that was made: it was changed or replaced.`,
    }));

const NOTHING_READ = { records: 0, from: 0, notes: 0, root: '', remarks: [], prunes: [], verified: undefined };

/** What was verified before is read again where that takes no time, or where everything is wanted. */
function startOf(remembered: Remembered | undefined, input: CliInput): Pick<VerifyOptions, 'verified' | 'sample'> {
  if (!remembered) return {};
  const { size } = remembered.verified.frontier;
  if (input.flag('full') || size <= READ_ALWAYS) return { verified: remembered.verified };
  const random = Buffer.from(systemRandom.bytes(SAMPLED * 6));
  return { verified: remembered.verified, sample: Array.from({ length: SAMPLED }, (_, i) => random.readUIntBE(i * 6, 6) % size) };
}

function verifyIn(path: string, options: VerifyOptions): Result<Verification, StoreFault> {
  const reader = openReader(path, options.installId, PATIENCE_MS);
  if (!reader.ok) return reader;
  try {
    return guarded(path, () => {
      const found = verifyLog(reader.value, options);
      // Rows that the log vouches for are held against a log that vouches for itself.
      const rows = found.ok ? reader.value.unvouched(found.verified.admin).map((message) => ({ message })) : [];
      return ok({ ...found, problems: [...found.problems, ...rows] });
    });
  } finally {
    reader.value.close();
  }
}

interface Witnesses {
  readonly anchors: readonly Anchor[];
  readonly lost: readonly Problem[];
}

/** Instead of a file: the notes of the commits of the repository here. */
const NOTES = 'git';

/** The heads that were given, and those that witness files remember. */
async function anchorsOf(input: CliInput, config: string, installId: string): Promise<Result<Witnesses, string>> {
  const anchors: Anchor[] = [];
  const lost: Problem[] = [];
  for (const path of input.texts('anchor')) {
    if (path === NOTES) {
      const notes = await gitAnchors(installId);
      if (!notes.ok) return err(`--anchor ${NOTES}: ${notes.error}`);
      anchors.push(...notes.value);
      continue;
    }
    const note = readText(path, '--anchor FILE');
    if (!note.ok) return err(`--anchor: ${note.error}`);
    anchors.push({ name: path, note: note.value });
  }
  const paths = readWitnessList(config);
  if (!paths.ok) return err(paths.error.message);
  for (const path of paths.value) {
    const note = readWitness(path);
    if (note.ok && note.value !== undefined) anchors.push({ name: path, note: note.value });
    else lost.push({ message: `The witness ${path} is gone. Bring it back, or give it up: hookwarden audit witness --forget ${path}` });
  }
  const remote = allRemoteWitnesses(config);
  if (!remote.ok) return err(remote.error.message);
  for (const one of remote.value) {
    const cosigned = openedBy(one);
    if (cosigned === undefined) anchors.push({ name: one.url, note: one.note });
    else lost.push({ message: `What ${one.url} has cosigned is wrong: ${cosigned} Ask it again: hookwarden audit witness add ${one.url}` });
  }
  return ok({ anchors, lost });
}

/** Why the witness's own cosignature does not hold; undefined where it does. Whose log it is of is told with the other heads. */
function openedBy(witness: RemoteWitness): string | undefined {
  const key = remoteKey(witness);
  const opened = key.ok ? openCheckpoint(witness.note, [key.value]) : key;
  return opened.ok ? undefined : opened.error;
}

function headsOf(input: CliInput): Result<readonly SaidHead[], string> {
  const heads: SaidHead[] = [];
  for (const text of input.texts('head')) {
    const head = parseSaidHead(text);
    if (!head.ok) return err(`--head: ${head.error}`);
    heads.push(head.value);
  }
  return ok(heads);
}

/** That it cannot be kept only makes the next time longer. */
function keep(verified: Verified, key: Verifier, { pepper }: Installation, config: string): void {
  const unique = uniqueName();
  writeVerified(config, { verified, verifierKey: formatVerifierKey(key), at: systemClock.now() }, pepper, unique);
}

/** Whoever mends first has nothing left to show. */
const evidenceIn = ({ state, config }: Folders): string =>
  `Before anything else, keep a copy of ${state} and ${config} as they are now: they show what was done.`;

function report(found: Omit<Verification, 'verified'>, anchors: number, input: CliInput): void {
  const { records, notes, root, problems, remarks } = found;
  if (input.flag('json')) {
    print(JSON.stringify({ ...found, anchors }));
    return;
  }
  if (found.ok)
    print(`${coloured('green', 'The log is whole')}: ${counted(records, 'record')}, ${counted(notes, 'remembered head')}, root ${root}`);
  else print(`${coloured('red', 'The log is not as it was written')}: ${counted(records, 'record')} read`);
  for (const { message } of problems) print(`  ${message}`);
  for (const remark of remarks) print(remark);
}

function readRemark(from: number, remembered: Remembered | undefined): readonly string[] {
  if (from === 0 || !remembered) return [];
  return [
    `Records 0 to ${from - 1} were verified on ${showTime(remembered.at)}; now only ${SAMPLED} of them were read again. --full reads all of them.`,
  ];
}

/** How many archives are named. */
const MOST_NAMED = 5;

function pruneRemarks(prunes: readonly TimedPrune[]): readonly string[] {
  const named = prunes
    .slice(-MOST_NAMED)
    .map(
      ({ first, until, time, file }) =>
        `Pruned on ${showTime(time)}: ${recordsFrom(first, until)} into ${file}${existsSync(file) ? '' : ', which is not there'}.`,
    );
  const more = prunes.length - named.length;
  return more > 0
    ? [`Records 0 to ${(prunes.at(-MOST_NAMED)?.first ?? 1) - 1} were pruned before into ${counted(more, 'archive')}.`, ...named]
    : named;
}

/** What no look at the log itself can tell, from the sizes of the heads that are kept elsewhere. */
function anchorRemark(records: number, elsewhere: readonly number[]): string {
  const newest = Math.max(-1, ...elsewhere.filter(Number.isSafeInteger));
  if (newest < 0)
    return 'Nothing outside vouches for it: whoever has both its folders could have cut it back or made another one. A head kept elsewhere tells: hookwarden audit witness FILE';
  return `Held against ${counted(elsewhere.length, 'head')} kept elsewhere; ${counted(Math.max(0, records - newest), 'record')} came after the newest.`;
}
