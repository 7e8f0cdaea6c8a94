import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ed25519PublicKey } from '../audit/ed25519.ts';
import { appendLeaf, EMPTY_FRONTIER, encodeFrontier, leafHash } from '../audit/merkle.ts';
import { hmacSha256 } from '../authentication/hmac.ts';
import { formatKey, generateKey, hashSecret } from '../authentication/key.ts';
import { encodeCapability } from '../capabilities/encode.ts';
import type { Capability } from '../domain/capability.ts';
import type { Random } from '../domain/ports.ts';
import { capabilityKey } from '../state/capabilities.ts';
import { writeKeyring } from '../state/capability-keyring.ts';
import { credentialFile } from '../state/credential.ts';
import { databaseIn, type Folders } from '../state/folders.ts';
import { formatInstallation, installationFile } from '../state/installation.ts';
import { SCHEMA_VERSION } from '../state/schema.ts';
import { writeSessionKeys } from '../state/session-keys.ts';
import { standInFor } from '../state/sqlite.ts';
import { standInAddon } from '../state/stand-in.ts';
import { systemClock } from './machine.ts';
import { sampleFiles, sampleKey, samplePrograms, sampleToken } from './sample-holdings.ts';

/** Draws nothing: what is kept of real random numbers would come again at each start. */
export const noRandom: Random = { bytes: (count) => new Uint8Array(count) };

const NO_SECRET = new Uint8Array(32);
const ID = '0'.repeat(16);

/** An installation of zeros in a temporary folder, with the key of nobody and a database that is none. */
export interface Stage {
  readonly folders: Folders;
  readonly installId: string;
  /** What a session may present there: the id of a capability, and a token. */
  readonly held: string;
  readonly strike: () => void;
}

export function setStage(): Stage {
  const root = mkdtempSync(join(tmpdir(), 'hookwarden-'));
  const folders = { state: join(root, 'state'), config: join(root, 'config'), runtime: join(root, 'run') };
  for (const folder of Object.values(folders)) mkdirSync(folder, { mode: 0o700 });
  const key = generateKey(noRandom);
  const installation = { id: ID, pepper: NO_SECRET, seed: NO_SECRET, publicKey: ed25519PublicKey(NO_SECRET) };
  const files = [
    [installationFile(folders.config), formatInstallation(installation)],
    [credentialFile(folders.config), formatKey(key)],
    [databaseIn(folders), ''],
  ] as const;
  for (const [path, text] of files) {
    writeFileSync(path, text);
    chmodSync(path, 0o600);
  }
  writeSessionKeys(folders.config, [{ id: '', bytes: NO_SECRET }], '0', true);
  const signing = sampleKey(ID, NO_SECRET);
  writeKeyring(folders.config, { mode: 'token', keys: [signing] }, NO_SECRET, ID);
  const programs = samplePrograms(ID, systemClock.now());
  const token = sampleToken(sampleFiles(ID, systemClock.now()), signing, NO_SECRET);
  standInFor(standInAddon(new Map(Object.entries(rowsOf(key.id, hashSecret(key.secret, NO_SECRET), programs)))));
  const strike = (): void => {
    standInFor(undefined);
    rmSync(root, { recursive: true, force: true });
  };
  return { folders, installId: ID, held: `${programs.id} ${token}`, strike };
}

function rowsOf(keyId: string, hash: Uint8Array, capability: Capability): Readonly<Record<string, object>> {
  const leaf = leafHash(NO_SECRET);
  const frontier = appendLeaf(appendLeaf(EMPTY_FRONTIER, leaf), leaf);
  const body = encodeCapability(capability);
  const signature = Buffer.from(hmacSha256(capabilityKey(NO_SECRET), body));
  const whose = { key_id: keyId, principal_id: ID, name: '', role: 'developer', status: 'active', hash: Buffer.from(hash).toString('hex') };
  return {
    meta: { install_id: ID, schema_version: SCHEMA_VERSION, min_reader: 0, min_writer: 0, epoch: 0, highWater: 0 },
    keys: { ...whose, expires_at: null, revoked_at: null, per_minute: 60, burst: 1000, hosts: null, projects: '["**"]' },
    capabilities: { id: capability.id, parent: null, principal: ID, body, signature },
    behaviour: { usual: '\nprogram *\nhost *\nplace *\n' },
    head: { size: frontier.size, frontier: encodeFrontier(frontier), note: '', retained_at: 0 },
  };
}
