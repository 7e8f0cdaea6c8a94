import { existsSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { isOnTheWay, readRoot } from '../audit/anchors.ts';
import { counted } from '../domain/amounts.ts';
import { err, ok, type Result } from '../domain/result.ts';
import type { Installation } from '../state/installation.ts';
import type { AuditReader } from '../state/reader.ts';
import { forgetRemoteWitness } from '../state/remote-witnesses.ts';
import { changeWitnessList, moveWitness, readWitness } from '../state/witness.ts';
import { ownKey } from './audit-files.ts';
import { withReader } from './audit-reader.ts';
import { type CliInput, type ExitCode, fail, print } from './command.ts';
import { localFolders, ownFolderAround, uniqueName } from './machine.ts';
import { coloured } from './terminal.ts';
import { askWitness } from './witness-add.ts';
import { serveWitness } from './witness-serve.ts';

/** Moves the head that a file elsewhere remembers, once the log has been proven to lead from there to here. */
export async function witness(input: CliInput): Promise<ExitCode> {
  const [given] = input.texts('record');
  if (given === undefined) return fail('say which file, best on another disk or machine: hookwarden audit witness FILE');
  if (given === 'serve') return serveWitness(input);
  if (given === 'add') return askWitness(input);
  const path = resolve(given);
  const folders = localFolders();
  if (input.flag('forget') && /^https?:/.test(given)) return forgetRemote(folders.config, given);
  if (ownFolderAround(path) !== undefined)
    return fail(`${dirname(path)} is one of Hookwarden’s own folders: whoever changes the log could change the witness with it`);
  if (input.flag('forget')) return remember(folders.config, path, false, `${path} is no longer asked`);
  // The list of them has one on each line.
  if (/[\n\r]/.test(path)) return fail('a witness’s path has no line breaks');
  // Before its lock is made beside it.
  const known = existsSync(dirname(path)) ? readWitness(path) : err({ message: `there is no folder ${dirname(path)}` });
  if (!known.ok) return fail(known.error.message);
  const unique = uniqueName();
  const done = await withReader((reader, installation) =>
    moveWitness<Refusal>(path, unique, (note) => nextNote(reader, installation, note)),
  );
  if (!done.ok) return fail(done.error.message);
  const moved = done.value;
  if (moved.ok) return remember(folders.config, path, true, `${path} remembers ${counted(Number(moved.value.split('\n')[1]), 'record')}`);
  if ('reason' in moved.error) return fail(moved.error.message);
  print(`${coloured('red', 'Not moved')}: ${moved.error.refusal}`);
  return 1;
}

interface Refusal {
  readonly refusal: string;
}

function nextNote(reader: AuditReader, installation: Installation, remembered: string | undefined): Result<string, Refusal> {
  const refuse = (refusal: string): Result<string, Refusal> => err({ refusal });
  const key = ownKey(installation);
  const head = reader.head();
  const now = head ? readRoot(head.note, key, installation.id) : 'It is gone.';
  if (!head || typeof now === 'string') return refuse(`the head of the log is wrong. ${now}`);
  if (remembered === undefined) return ok(head.note);
  const before = readRoot(remembered, key, installation.id);
  if (typeof before === 'string') return refuse(`the file does not hold a head of this log. ${before}`);
  if (before.size > now.size)
    return refuse(`the file remembers ${counted(before.size, 'record')}, the log has ${now.size}: records were cut off.`);
  return isOnTheWay(before, now, reader.nodeAt)
    ? ok(head.note)
    : refuse(
        `the log has not grown out of the ${before.size} records that the file remembers. \`hookwarden audit verify --full\` tells more.`,
      );
}

function forgetRemote(config: string, url: string): ExitCode {
  const forgotten = forgetRemoteWitness(config, url.replace(/\/+$/, ''));
  if (!forgotten.ok) return fail(forgotten.error.message);
  print(forgotten.value ? `${url} is no longer relied on` : `${url} was not relied on`);
  return 0;
}

/** Whether `audit verify` asks this file by itself. */
function remember(config: string, path: string, wanted: boolean, said: string): ExitCode {
  const change = (paths: readonly string[]): readonly string[] => [...paths.filter((other) => other !== path), ...(wanted ? [path] : [])];
  const written = changeWitnessList(config, change, uniqueName());
  if (!written.ok) return fail(written.error.message);
  print(said);
  return 0;
}
