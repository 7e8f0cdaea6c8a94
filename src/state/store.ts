import { rootOf } from '../audit/merkle.ts';
import type { Random, RecordDraft, Signer, Store, StoreFault } from '../domain/ports.ts';
import { err, ok, type Result } from '../domain/result.ts';
import { appendWithin, type Log, readSnapshot } from './append.ts';
import { guarded } from './files.ts';
import { readHead } from './log.ts';
import { metaFault } from './meta.ts';
import { grantPromptedWithin } from './prompted.ts';
import type { Sealer } from './seal.ts';
import { connect, immediately, shortenLog } from './sqlite.ts';
import type { Vault } from './vault.ts';

export interface LogOptions {
  readonly database: string;
  readonly installId: string;
  /** How long a locked database is waited for. */
  readonly timeoutMs: number;
  readonly signer: Signer;
  readonly random: Random;
  readonly vault: Vault;
  readonly sealer?: () => Sealer;
}

export interface StoreOptions extends LogOptions {
  /** How many milliseconds the lock may be waited for, asked before each time; where absent, as long as a locked database. */
  readonly patience?: () => number;
  /** Comes before storage, always, and before the lock is taken: nothing is stored that did not pass it. */
  readonly redact: (draft: RecordDraft) => RecordDraft;
}

/** Opens the database for appending. A short-lived process need not close it: the next one recovers, and closing costs more. */
export function openStore(options: StoreOptions): Result<Store, StoreFault> {
  const log = openLog(options);
  if (!log.ok) return log;
  const { db, path } = log.value;
  const patience = options.patience ?? (() => options.timeoutMs);
  return ok({
    snapshot: (keyId, session, now) => guarded(path, () => readSnapshot(log.value, keyId, session, now)),
    append: (draft, appendOptions) => {
      const redacted = options.redact(draft);
      const also = (appendOptions.also ?? []).map(options.redact);
      const write = () => appendWithin(log.value, redacted, { ...appendOptions, also });
      const appended = immediately(db, path, write, appendOptions.atOnce ? 0 : patience());
      if (appended.ok) shortenLog(db, path);
      return appended;
    },
    grantPrompted: (request) =>
      immediately(
        db,
        path,
        () => {
          const result = grantPromptedWithin(log.value, request);
          return { commit: result.ok, result };
        },
        patience(),
      ),
    head: () =>
      guarded(path, () => {
        const frontier = readHead(db)?.frontier;
        return ok(frontier && { size: frontier.size, root: rootOf(frontier) });
      }),
    close: () => db.close(),
  });
}

export function openLog({ database, installId, timeoutMs, signer, random, vault, sealer }: LogOptions): Result<Log, StoreFault> {
  const db = connect(database, timeoutMs);
  if (!db.ok) return db;
  return guarded(database, () => {
    const found = metaFault(db.value, database, installId, 'write');
    if (!found) return ok({ db: db.value, path: database, installId, signer, random, vault, ...(sealer && { sealer }) });
    db.value.close();
    return err(found);
  });
}
