import type { Random, RecordDraft, Signer, Store, StoreFault } from '../domain/ports.ts';
import { err, ok, type Result } from '../domain/result.ts';
import { appendWithin, type Log, readSnapshot } from './append.ts';
import { guarded } from './files.ts';
import { metaFault } from './meta.ts';
import { connect, immediately } from './sqlite.ts';

export interface StoreOptions {
  readonly database: string;
  readonly installId: string;
  /** How long a locked database is waited for. */
  readonly timeoutMs: number;
  readonly signer: Signer;
  readonly random: Random;
  readonly redact: (draft: RecordDraft) => RecordDraft;
}

/** Opens the database for appending. A short-lived process need not close it: the next one recovers, and closing costs more. */
export function openStore(options: StoreOptions): Result<Store, StoreFault> {
  const log = openLog(options);
  if (!log.ok) return log;
  const { db, path } = log.value;
  return ok({
    snapshot: (keyId, session) => guarded(path, () => ok(readSnapshot(db, keyId, session))),
    append: (draft, appendOptions) => immediately(db, path, () => appendWithin(log.value, draft, appendOptions)),
    close: () => db.close(),
  });
}

export function openLog({ database, installId, timeoutMs, signer, random, redact }: StoreOptions): Result<Log, StoreFault> {
  const db = connect(database, timeoutMs);
  if (!db.ok) return db;
  return guarded(database, () => {
    const found = metaFault(db.value, database, installId, 'write');
    if (!found) return ok({ db: db.value, path: database, installId, signer, random, redact });
    db.value.close();
    return err(found);
  });
}
