import { type Redaction, redaction } from '../audit/redact.ts';
import type { Random, RecordDraft, Store, StoreFault } from '../domain/ports.ts';
import { err, ok, type Result } from '../domain/result.ts';
import { readCredential, readHeld } from '../state/credential.ts';
import { databaseIn, type Folders } from '../state/folders.ts';
import { heldTexts } from '../state/held-texts.ts';
import { holdingsOf } from '../state/holdings.ts';
import { readInstallation, signerOf } from '../state/installation.ts';
import type { sealerIn } from '../state/seal.ts';
import { readSessionKeys } from '../state/session-keys.ts';
import { absorbSpool, spool } from '../state/spool.ts';
import { openStore } from '../state/store.ts';
import { openVault } from '../state/vault.ts';

/** The installation as one run uses it. */
export interface Memory {
  readonly store: Store;
  readonly pepper: Uint8Array;
  /** The API key that this run presents; secret. */
  readonly presented: string | undefined;
  /** When it stops being unlocked, in microseconds since 1970, where it was. */
  readonly until: number | undefined;
  readonly redact: Redaction;
  readonly spool: Spool;
  /** Takes in what the spool holds from worse times; what cannot be taken in now waits on. */
  readonly absorb: () => void;
}

/** Keeps a denial that the database did not take. */
type Spool = (denial: RecordDraft) => Result<undefined, StoreFault>;

/** Without a spool where there are not even keys to sign what goes into it. */
export interface Unopened {
  readonly fault: StoreFault;
  readonly pepper?: Uint8Array;
  readonly spool?: Spool;
}

/** A call that has waited longer leaves what waits in the spool to a later one. */
const KEPT_FOR_CALLS_MS = 2500;

export interface MemoryOptions {
  readonly folders: Folders;
  readonly installId: string | undefined;
  /** For CI, where no credential file is. */
  readonly keyFromEnvironment: string | undefined;
  /** Milliseconds that are left until the deadline. */
  readonly remaining: () => number;
  /** Microseconds since 1970. */
  readonly now: number;
  readonly random: Random;
  /** Loads what seals inputs; without it none is. */
  readonly sealer?: () => typeof sealerIn;
  /** Sessions may hold capabilities; where absent none does. The environment counts where no file says what they hold. */
  readonly held?: { readonly fromEnvironment: string | undefined };
}

export function openMemory({
  folders,
  installId,
  keyFromEnvironment,
  remaining,
  now,
  random,
  sealer: load,
  held: holding,
}: MemoryOptions): Result<Memory, Unopened> {
  const installation = readInstallation(folders.config, installId);
  if (!installation.ok) return err({ fault: installation.error });
  const { id, pepper } = installation.value;
  const credential = readCredential(folders, keyFromEnvironment, now);
  const presented = credential.ok ? credential.value.text : undefined;
  const redact = redaction(pepper, presented === undefined ? [] : [presented]);
  const keep: Spool = (denial) => spool(folders.runtime, redact.draft(denial), pepper, random);
  if (!credential.ok) return err({ fault: credential.error, pepper, spool: keep });
  const held = holding ? readHeld(folders.config, holding.fromEnvironment) : ok(undefined);
  if (!held.ok) return err({ fault: held.error, pepper, spool: keep });
  const holdings = holding && { holdings: holdingsOf(heldTexts(held.value), pepper, folders.config) };
  const signer = signerOf(installation.value);
  const vault = openVault(pepper, () => readSessionKeys(folders.config), random);
  const sealer = load && { sealer: () => load()(folders.config, pepper) };
  const database = databaseIn(folders);
  const store = openStore({
    database,
    installId: id,
    timeoutMs: remaining(),
    patience: remaining,
    signer,
    random,
    vault,
    redact,
    ...sealer,
    ...holdings,
  });
  if (!store.ok) return err({ fault: store.error, pepper, spool: keep });
  return ok({
    store: store.value,
    pepper,
    presented,
    redact,
    until: credential.value.until,
    spool: keep,
    absorb: () => void absorbSpool(folders.runtime, store.value, pepper, () => remaining() > KEPT_FOR_CALLS_MS),
  });
}
