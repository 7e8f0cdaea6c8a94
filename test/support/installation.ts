import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { claim } from '../../src/authentication/claim.ts';
import type { HookEvent } from '../../src/domain/event.ts';
import type { AppendOptions, RecordDraft, Snapshot, Store } from '../../src/domain/ports.ts';
import type { Principal } from '../../src/domain/principal.ts';
import type { Result } from '../../src/domain/result.ts';
import { databaseIn, type Folders, foldersOf } from '../../src/state/folders.ts';
import { initialise } from '../../src/state/initialise.ts';
import { type Installation, readInstallation, signerOf } from '../../src/state/installation.ts';
import { readSessionKeys } from '../../src/state/session-keys.ts';
import { openStore, type StoreOptions } from '../../src/state/store.ts';
import { openVault, type Vault } from '../../src/state/vault.ts';

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
  readonly vault: Vault;
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
  const vault = vaultIn(folders, installation);
  const options = {
    vault,
    database,
    installId: installation.id,
    timeoutMs: 2000,
    signer: signerOf(installation),
    random,
    redact: { text: (text: string) => text, draft: (draft: RecordDraft) => draft },
  };
  return { folders, installation, database, vault, keyId, open: (change) => openStore({ ...options, ...change }) };
}

export const vaultIn = ({ config }: Folders, { pepper }: Installation): Vault => openVault(pepper, () => readSessionKeys(config), random);

export const DAY = 86_400_000_000;

export const eventOf = (session: string, change: Partial<HookEvent> = {}): HookEvent => ({
  host: 'claude-code',
  name: 'PreToolUse',
  blocking: 'blocks',
  sessionId: session,
  cwd: '/home/ada/shop',
  raw: {},
  ...change,
});

/** What an append is told of a session that this principal may act in. */
export function acting(principal: Principal, snapshot: Snapshot, event: HookEvent = eventOf('s')): AppendOptions {
  const { session: before, steady: now, epoch } = snapshot;
  const sighting = { event, project: event.cwd, isRepository: () => false, now, lifetime: DAY };
  const claimed = unwrap(claim(before?.session, principal, sighting));
  return { epoch, rate: false, session: { ...(before && { before }), after: claimed.session, lifetime: DAY } };
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
