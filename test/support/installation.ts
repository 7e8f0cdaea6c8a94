import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import type { RecordDraft, Store } from '../../src/domain/ports.ts';
import type { Result } from '../../src/domain/result.ts';
import { databaseIn, type Folders, foldersOf } from '../../src/state/folders.ts';
import { initialise } from '../../src/state/initialise.ts';
import { type Installation, readInstallation, signerOf } from '../../src/state/installation.ts';
import { openStore, type StoreOptions } from '../../src/state/store.ts';

export const random = { bytes: (count: number) => randomBytes(count) };
export const NOW = 1_750_000_000_000_000;

export function unwrap<T, E>(result: Result<T, E>): T {
  if (result.ok) return result.value;
  throw new Error(`expected a value, got ${JSON.stringify(result.error)}`);
}

export interface Fresh {
  readonly folders: Folders;
  readonly installation: Installation;
  readonly database: string;
  readonly keyId: string;
  readonly open: (options?: Partial<StoreOptions>) => Result<Store, { readonly reason: string; readonly message: string }>;
}

/** An installation in a folder of its own, gone after the test. */
export function freshInstallation(): Fresh {
  const home = mkdtempSync(join(tmpdir(), 'hookwarden-test-'));
  onTestFinished(() => rmSync(home, { recursive: true, force: true }));
  const folders = foldersOf({ HOOKWARDEN_HOME: home }, home, process.getuid?.());
  const { keyId = '' } = unwrap(initialise(folders, { random, now: NOW }));
  const installation = unwrap(readInstallation(folders.config));
  const database = databaseIn(folders);
  const options = {
    database,
    installId: installation.id,
    timeoutMs: 2000,
    signer: signerOf(installation),
    random,
    redact: (draft: RecordDraft) => draft,
  };
  return { folders, installation, database, keyId, open: (change) => openStore({ ...options, ...change }) };
}

export function draft(change: Partial<RecordDraft> = {}): RecordDraft {
  return {
    time: NOW,
    kind: 'call',
    host: 'claude-code',
    event: 'PreToolUse',
    tool: 'Bash',
    subject: { command: 'ls' },
    findings: [],
    decision: 'allow',
    mode: 'enforce',
    stage: 'governance',
    risk: 0,
    timings: { validation: 5, governance: 7 },
    policy: 'p',
    ...change,
  };
}
