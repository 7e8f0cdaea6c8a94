import type { StoreFault } from '../domain/ports.ts';
import { err, ok, type Result } from '../domain/result.ts';
import { databaseIn } from '../state/folders.ts';
import { type Installation, readInstallation } from '../state/installation.ts';
import { type AuditReader, openReader, type StoredRecord } from '../state/reader.ts';
import { bodyOf } from './audit-record.ts';
import { localFolders, PATIENCE_MS } from './machine.ts';

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
  } finally {
    reader.value.close();
  }
}

/** The record that a person means by its number or its id. */
export function findRecord(reader: AuditReader, text: string | undefined): Result<StoredRecord, string> {
  if (text === undefined) return err('say which record, by its number or its id');
  const [, number, id] = /^(?:(\d{1,15})|r(\d{1,15})-[0-9a-f]{8})$/.exec(text) ?? [];
  const sequence = number ?? id;
  if (sequence === undefined) return err(`"${text}" is no record’s number; \`hookwarden audit list\` shows them`);
  const record = reader.find(Number(sequence));
  if (!record || (id !== undefined && record.body !== null && bodyOf(record)?.['id'] !== text))
    return err(`there is no record ${text}; \`hookwarden audit list\` shows the newest`);
  return ok(record);
}
