import { redaction } from '../audit/redact.ts';
import type { Random, Store, StoreFault } from '../domain/ports.ts';
import { ok, type Result } from '../domain/result.ts';
import { redactSecrets } from '../domain/secrets/redact.ts';
import { databaseIn, type Folders } from '../state/folders.ts';
import { readCredential, readInstallation, signerOf } from '../state/installation.ts';
import { openStore } from '../state/store.ts';

/** The installation as one run uses it. */
export interface Memory {
  readonly store: Store;
  readonly pepper: Uint8Array;
  /** The API key that this run presents; secret. */
  readonly presented: string | undefined;
}

export interface MemoryOptions {
  readonly folders: Folders;
  readonly installId: string | undefined;
  /** For CI, where no credential file is. */
  readonly keyFromEnvironment: string | undefined;
  readonly timeoutMs: number;
  readonly random: Random;
}

export function openMemory({ folders, installId, keyFromEnvironment, timeoutMs, random }: MemoryOptions): Result<Memory, StoreFault> {
  const installation = readInstallation(folders.config, installId);
  if (!installation.ok) return installation;
  const credential = readCredential(folders.config);
  if (!credential.ok) return credential;
  const presented = credential.value ?? keyFromEnvironment;
  const { id, pepper } = installation.value;
  const store = openStore({
    database: databaseIn(folders),
    installId: id,
    timeoutMs,
    signer: signerOf(installation.value),
    random,
    redact: redaction(pepper, redactSecrets, presented === undefined ? [] : [presented]).draft,
  });
  return store.ok ? ok({ store: store.value, pepper, presented }) : store;
}
