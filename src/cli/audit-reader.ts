import { bodyAt } from '../audit/archive.ts';
import { leafHash, sameHash } from '../audit/merkle.ts';
import { recordsFrom } from '../domain/amounts.ts';
import type { StoreFault } from '../domain/ports.ts';
import { err, ok, type Result } from '../domain/result.ts';
import { unpackArchive } from '../state/archive-file.ts';
import { databaseIn } from '../state/folders.ts';
import { type Installation, readInstallation } from '../state/installation.ts';
import { type AuditReader, openReader, type StoredRecord } from '../state/reader.ts';
import { showTime } from './amounts.ts';
import { keyOf, readArchive } from './audit-files.ts';
import { bodyOf } from './audit-record.ts';
import type { CliInput } from './command.ts';
import { faultOfDatabase, localFolders, PATIENCE_MS } from './machine.ts';

/** Runs `work` with the log opened for reading, and closes it. */
export async function withReader<T>(
  work: (reader: AuditReader, installation: Installation) => T | Promise<T>,
): Promise<Result<T, StoreFault>> {
  const folders = localFolders();
  const installation = readInstallation(folders.config);
  if (!installation.ok) return installation;
  const reader = openReader(databaseIn(folders), installation.value.id, PATIENCE_MS);
  if (!reader.ok) return reader;
  try {
    return ok(await work(reader.value, installation.value));
  } catch (error) {
    return faultOfDatabase(error);
  } finally {
    reader.value.close();
  }
}

/** The contents of records before this one are in archives, but for those of administration. */
export const prunedUntil = (reader: AuditReader): number => reader.archives().at(-1)?.until ?? 0;

/** Why a record has no content here. */
export function whereGone(reader: AuditReader, sequence: number): string {
  const archive = reader.archiveOf(sequence);
  if (!archive) return `record ${sequence} has lost its content; its checksum is kept`;
  return `record ${sequence} was pruned on ${showTime(archive.pruned_at)} into ${archive.file}; with --archive FILE it is read from there`;
}

/** The record that a person means by its number or its id, its content from the archive that is named where it is pruned. */
export function findRecord(reader: AuditReader, input: CliInput): Result<StoredRecord, string> {
  const found = findStored(reader, input.text('record'));
  const file = input.text('archive');
  if (!found.ok || found.value.body !== null || file === undefined) return found;
  const { sequence, leaf } = found.value;
  const [bytes, key] = [readArchive(file), keyOf(input)];
  if (!bytes.ok) return err(`--archive: ${bytes.error}`);
  const archive = key.ok ? unpackArchive(bytes.value, [key.value]) : err([key.error]);
  if (!archive.ok) return err(`--archive: ${archive.error.join(' ')}`);
  const body = bodyAt(archive.value, sequence);
  if (!body) return err(`--archive: ${file} holds ${recordsFrom(archive.value.first, archive.value.until)}`);
  return sameHash(leafHash(body), leaf) ? ok({ sequence, leaf, body: Buffer.from(body) }) : err(`--archive: ${file} is of another log`);
}

function findStored(reader: AuditReader, text: string | undefined): Result<StoredRecord, string> {
  if (text === undefined) return err('say which record, by its number or its id');
  const [, number, id] = /^(?:(\d{1,15})|r(\d{1,15})-[0-9a-f]{8})$/.exec(text) ?? [];
  const sequence = number ?? id;
  if (sequence === undefined) return err(`"${text}" is no record’s number; \`hookwarden audit list\` shows them`);
  const record = reader.find(Number(sequence));
  if (!record || (id !== undefined && record.body !== null && bodyOf(record)?.['id'] !== text))
    return err(`there is no record ${text}; \`hookwarden audit list\` shows the newest`);
  return ok(record);
}
