import { rootOf } from '../audit/merkle.ts';
import type { Aftermath } from '../domain/exception.ts';
import type { Random, Signer, Store, StoreFault } from '../domain/ports.ts';
import { err, ok, type Result } from '../domain/result.ts';
import type { Redact } from './act.ts';
import { appendWithin, type Log, readSnapshot } from './append.ts';
import { usualOf } from './behaviour.ts';
import { guarded } from './files.ts';
import type { Holdings } from './holdings.ts';
import { readHead } from './log.ts';
import { metaFault } from './meta.ts';
import { grantPromptedWithin } from './prompted.ts';
import type { Sealer } from './seal.ts';
import { allOrNothing, connect, immediately, shortenLog } from './sqlite.ts';
import type { Vault } from './vault.ts';

export interface LogOptions {
  readonly database: string;
  readonly installId: string;
  /** How long a locked database is waited for. */
  readonly timeoutMs: number;
  readonly signer: Signer;
  readonly random: Random;
  readonly vault: Vault;
  readonly holdings?: Holdings;
}

export interface StoreOptions extends LogOptions {
  /** How many milliseconds the lock may be waited for, asked before each time; where absent, as long as a locked database. */
  readonly patience?: () => number;
  /** Loads what seals inputs: only where one is to be sealed, once for each, before the lock is taken. */
  readonly sealer?: () => Sealer;
  /** Comes before storage, always: nothing is stored that did not pass it. */
  readonly redact: Redact;
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
      // Before the lock is taken, for it takes time.
      const redacted = options.redact.draft(draft);
      const also = (appendOptions.also ?? []).map(options.redact.draft);
      const { aftermath } = appendOptions;
      const left = aftermath && { aftermath: withoutSecrets(aftermath, (text) => options.redact.text(text, draft.withheld)) };
      const sealer = guarded(path, () => ok(appendOptions.seal && options.sealer?.()));
      if (!sealer.ok) return sealer;
      const on = sealer.value ? { ...log.value, sealer: sealer.value } : log.value;
      const write = () => appendWithin(on, redacted, { ...appendOptions, ...left, also });
      const appended = immediately(db, path, write, appendOptions.atOnce ? 0 : patience());
      if (appended.ok) shortenLog(db, path);
      return appended;
    },
    grantPrompted: (request) =>
      allOrNothing(db, path, () => grantPromptedWithin({ ...log.value, redact: options.redact }, request), patience()),
    usual: (principal, project) => {
      const read = guarded(path, () => ok(usualOf(db, principal, project)));
      return read.ok ? read.value : undefined;
    },
    head: () =>
      guarded(path, () => {
        const frontier = readHead(db)?.frontier;
        return ok(frontier && { size: frontier.size, root: rootOf(frontier) });
      }),
    close: () => db.close(),
  });
}

/** The summary of a stopped call stands in a table of its own. */
function withoutSecrets(aftermath: Aftermath, text: (text: string) => string): Aftermath {
  const { stopped } = aftermath;
  return stopped ? { ...aftermath, stopped: { ...stopped, summary: text(stopped.summary) } } : aftermath;
}

export function openLog({ database, installId, timeoutMs, signer, random, vault, holdings }: LogOptions): Result<Log, StoreFault> {
  const db = connect(database, timeoutMs);
  if (!db.ok) return db;
  return guarded(database, () => {
    const found = metaFault(db.value, database, installId, 'write');
    const held = holdings && { holdings };
    if (!found) return ok({ db: db.value, path: database, installId, signer, random, vault, ...held });
    db.value.close();
    return err(found);
  });
}
