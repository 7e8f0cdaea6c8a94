import { parseVerifierKey } from '../../src/audit/note.ts';
import { type Verification, verifyLog } from '../../src/audit/verify.ts';
import { databaseIn, foldersOf } from '../../src/state/folders.ts';
import { readInstallation, verifierKeyOf } from '../../src/state/installation.ts';
import { openReader } from '../../src/state/reader.ts';
import { unwrap } from './installation.ts';

/** The log under a HOOKWARDEN_HOME, verified, and the ids of its records. */
export function auditOf(home: string): { readonly verification: Verification; readonly ids: readonly string[] } {
  const folders = foldersOf({ HOOKWARDEN_HOME: home }, home, undefined);
  const installation = unwrap(readInstallation(folders.config));
  const reader = unwrap(openReader(databaseIn(folders), installation.id, 5000));
  const verification = verifyLog(reader, { key: unwrap(parseVerifierKey(verifierKeyOf(installation))), installId: installation.id });
  const ids = reader.list(10_000).map(({ body }) => String(JSON.parse(String(body)).id));
  reader.close();
  return { verification, ids };
}
