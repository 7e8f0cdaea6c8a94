import { statSync } from 'node:fs';
import { resolve } from 'node:path';
import { Registry } from 'prom-client';
import { originOf, parseCheckpoint } from '../audit/checkpoint.ts';
import { ED25519 } from '../audit/ed25519.ts';
import { decodeFrontier, rootOf } from '../audit/merkle.ts';
import { openNote } from '../audit/note.ts';
import { databaseIn } from '../state/folders.ts';
import type { Installation } from '../state/installation.ts';
import type { AuditReader } from '../state/reader.ts';
import { readVerified } from '../state/verified.ts';
import { withReader } from './audit-reader.ts';
import { bodyOf, timeOf } from './audit-record.ts';
import { type CliCommand, type ExitCode, fail } from './command.ts';
import { localFolders } from './machine.ts';
import { countInto, type LogSize, measureLog } from './metrics-count.ts';
import { openWhole } from './whole-file.ts';

export const command: CliCommand = {
  options: (parser) =>
    parser
      .option('textfile', {
        type: 'string',
        describe: 'Write to this file, whole or not at all, for the node exporter’s textfile collector',
      })
      .epilogue('Prints the text format of Prometheus. Nothing listens: a timer writes the file, or whatever scrapes runs the command.'),
  run: async (input) => {
    const done = await withReader((reader, installation) => metricsOf(reader, installation));
    if (!done.ok) return fail(done.error.message);
    const path = input.text('textfile');
    if (path !== undefined) return writeWhole(resolve(path), done.value);
    process.stdout.write(done.value);
    return 0;
  },
};

function metricsOf(reader: AuditReader, installation: Installation): Promise<string> {
  const registry = new Registry();
  const count = countInto(registry);
  let last: number | undefined;
  for (const record of reader.from(0)) {
    const body = bodyOf(record);
    if (!body) continue;
    last = timeOf(body);
    count(body);
  }
  measureLog(registry, { ...logSize(reader, installation), ...(last !== undefined && { last }) });
  return registry.metrics();
}

function logSize(reader: AuditReader, { id, publicKey, pepper }: Installation): LogSize {
  const folders = localFolders();
  const path = databaseIn(folders);
  const bytes = ['', '-wal'].reduce((sum, end) => sum + (statSync(path + end, { throwIfNoEntry: false })?.size ?? 0), 0);
  const head = reader.head();
  const newest = reader.list(1)[0]?.sequence ?? -1;
  const frontier = head && decodeFrontier(head.size, head.frontier);
  const opened = head && openNote(head.note, [{ name: originOf(id), algorithm: ED25519, publicKey }]);
  const signed = opened?.ok ? parseCheckpoint(opened.value.text) : undefined;
  const known = readVerified(folders.config, pepper);
  const verified = known.ok && known.value ? { records: known.value.verified.frontier.size, at: known.value.at } : undefined;
  // A log that is shorter than it was when it was verified has lost its end, however good its head is.
  const headValid =
    (verified?.records ?? 0) <= newest + 1 &&
    frontier !== undefined &&
    signed?.ok === true &&
    signed.value.size === newest + 1 &&
    frontier.size === newest + 1 &&
    Buffer.from(rootOf(frontier)).equals(signed.value.root);
  return { records: newest + 1, bytes, headValid, ...(verified && { verified }) };
}

/** Whoever reads the file while it is written reads the old one. */
function writeWhole(path: string, text: string): ExitCode {
  // Readable by the exporter, which is another user; nothing in it is secret.
  const file = openWhole(path, { replace: true, mode: 0o644 });
  if (file.ok) file.value.write(text);
  const written = file.ok ? file.value.finish() : file;
  return written.ok ? 0 : fail(`--textfile: ${path} cannot be written (${written.error})`);
}
