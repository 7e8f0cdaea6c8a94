import { resolve } from 'node:path';
import type { Pruned } from '../audit/pruned.ts';
import { parseMoment } from '../audit/query-time.ts';
import { recordsFrom } from '../domain/amounts.ts';
import type { StoreFault } from '../domain/ports.ts';
import { ok, type Result } from '../domain/result.ts';
import { systemClock } from '../hook/machine.ts';
import { unpackArchive } from '../state/archive-file.ts';
import { maintaining } from '../state/lock.ts';
import { archivesIn, firstUnpruned, prune, shrink, untilTime } from '../state/prune.ts';
import { showTime } from './amounts.ts';
import { keyOf, readArchive } from './audit-files.ts';
import { type CliInput, type ExitCode, fail, print } from './command.ts';
import { localFolders, uniqueName, withAdmin } from './machine.ts';
import { administer } from './person.ts';
import { coloured, printableLines } from './terminal.ts';

/** `audit archive verify FILE`: wants no database and no set-up but a key. */
export function archive(input: CliInput): ExitCode {
  const [verb, path, ...rest] = input.texts('record');
  if (verb !== 'verify' || path === undefined || rest.length > 0)
    return fail('say which file: hookwarden audit archive verify FILE --key KEY');
  const key = keyOf(input);
  if (!key.ok) return fail(key.error);
  const bytes = readArchive(path);
  if (!bytes.ok) return fail(bytes.error);
  const opened = unpackArchive(bytes.value, [key.value]);
  if (input.flag('json')) print(JSON.stringify(opened.ok ? { ok: true, ...rangeOf(opened.value) } : { ok: false, problems: opened.error }));
  else if (opened.ok) {
    const { install, first, until } = rangeOf(opened.value);
    print(`${coloured('green', 'The archive is whole')}: ${recordsFrom(first, until)} of installation ${install}, as its log was signed.`);
  } else
    print(
      [`${coloured('red', 'The archive is not as it was made')}:`, ...opened.error.map((line) => `  ${printableLines(line)}`)].join('\n'),
    );
  return opened.ok ? 0 : 1;
}

const rangeOf = ({ install, first, until }: { readonly install: string; readonly first: number; readonly until: number }) => ({
  install,
  first,
  until,
});

/** `audit prune --before 90d`. */
export function pruneLog(input: CliInput): Promise<ExitCode> | ExitCode {
  const now = systemClock.now();
  const text = input.text('before');
  const before = parseMoment(text ?? '', now);
  if (text === undefined || !before.ok)
    return fail(`say up to when: --before 90d, or --before 2026-11-01${before.ok || !text ? '' : ` (${before.error})`}`);
  if (before.value > now) return fail(`--before ${text} is still to come`);
  const folder = input.text('to');
  return input.flag('dry-run') ? plan(before.value) : administer(input, () => pruneBefore(before.value, folder, now));
}

function plan(before: number): ExitCode {
  const found = withAdmin((admin) => admin.alone(({ db }) => ok({ first: firstUnpruned(db), until: untilTime(db, before) })));
  if (!found.ok) return fail(found.error.message);
  const { first, until } = found.value;
  print(until > first ? `Into archives would go ${recordsFrom(first, until)}.` : `No record is from before ${showTime(before)}.`);
  return 0;
}

function pruneBefore(before: number, to: string | undefined, now: number): ExitCode {
  const { state } = localFolders();
  const folder = to === undefined ? archivesIn(state) : resolve(to);
  const done = maintaining(state, () =>
    withAdmin((admin): Result<{ readonly pruned: readonly Pruned[]; readonly shrunk: boolean }, StoreFault> => {
      const pruned = admin.alone((log) => prune(log, untilTime(log.db, before), { folder, unique: uniqueName(), now, told: tell }));
      if (!pruned.ok) return pruned;
      const shrunk = admin.alone(shrink);
      return shrunk.ok ? ok({ pruned: pruned.value, shrunk: shrunk.value }) : shrunk;
    }),
  );
  if (!done.ok) return fail(done.error.message);
  if (done.value.pruned.length === 0) print(`No record is from before ${showTime(before)}.`);
  if (!done.value.shrunk)
    print('The database keeps its size, and new records take the room: `hookwarden upgrade` makes it one that shrinks.');
  return 0;
}

const tell = ({ first, until, file }: Pruned): void => print(`Archived ${recordsFrom(first, until)} in ${file}`);
