import { statfsSync } from 'node:fs';
import { ed25519PublicKey } from '../audit/ed25519.ts';
import { redaction } from '../audit/redact.ts';
import type { Random, StoreFault } from '../domain/ports.ts';
import { err, ok, type Result } from '../domain/result.ts';
import { recordAct } from './act.ts';
import { type AdminLog, createKeyWithin } from './admin.ts';
import { createStore, type Upgrade, type UpgradePorts } from './create.ts';
import { readCredentialFile, readKeyCommand, writeCredential } from './credential.ts';
import { fault } from './faults.ts';
import { guarded, makePrivateFolder, writePrivate } from './files.ts';
import { databaseIn, type Folders } from './folders.ts';
import { formatInstallation, type Installation, installationFile, readInstallation, signerOf, verifierKeyOf } from './installation.ts';
import { workingKey } from './keys.ts';
import { findPrincipal } from './principals.ts';
import { newSessionKey, readSessionKeys, writeSessionKeys } from './session-keys.ts';
import { immediately } from './sqlite.ts';
import { openVault } from './vault.ts';

/** What `init` may show: nothing secret. */
export interface Initialised {
  readonly id: string;
  /** The public half of the signing key, as others pin it. */
  readonly verifierKey: string;
  /** The key in the credential file; none where a command gives the key. */
  readonly keyId?: string;
  /** Whether this run made the installation and the credential, or found them. */
  readonly made: { readonly installation: boolean; readonly credential: boolean };
  /** Where an older database was brought up to date. */
  readonly upgrade?: Upgrade;
}

export interface InitialisePorts {
  readonly random: Random;
  /** Microseconds since 1970. */
  readonly now: number;
  /** What takes long while an older database is brought up to date. */
  readonly progress?: UpgradePorts['progress'];
}

const TIMEOUT_MS = 10_000;

/** Whoever set the installation up. */
const LOCAL = { id: 'local', name: 'local', kind: 'user', role: 'developer' } as const;

/** NFS, SMB and their kin: their locks and their memory maps do not hold what WAL needs of them. */
const NETWORK = new Set([0x6969, 0x517b, 0xff534d42, 0xfe534d42, 0x01021997, 0x5346414f, 0x73757245]);

/** Makes what is missing and leaves what is there; any number of these at once make one installation. */
export function initialise(folders: Folders, ports: InitialisePorts): Result<Initialised, StoreFault> {
  for (const folder of [folders.state, folders.config]) {
    const made = makePrivateFolder(folder);
    if (!made.ok) return made;
  }
  const local = checkLocal(folders.state);
  if (!local.ok) return local;
  const unique = Buffer.from(ports.random.bytes(8)).toString('hex');
  const written = makeInstallation(folders.config, ports.random, unique);
  if (!written.ok) return written;
  const keys = writeSessionKeys(folders.config, [newSessionKey(ports.random)], unique, false);
  if (!keys.ok) return keys;
  const installation = readInstallation(folders.config);
  if (!installation.ok) return installation;
  const store = readyStore(folders, installation.value, ports);
  if (!store.ok) return store;
  const { log, upgrade } = store.value;
  const credential = makeCredential(log, folders, unique, ports.now);
  log.db.close();
  if (!credential.ok) return credential;
  const { made, ...key } = credential.value;
  const { id } = installation.value;
  return ok({
    id,
    verifierKey: verifierKeyOf(installation.value),
    ...key,
    made: { installation: written.value, credential: made },
    ...(upgrade && { upgrade }),
  });
}

/** The database of an installation, made or brought up to date where it is not, and opened. */
export function readyStore(
  folders: Folders,
  installation: Installation,
  { random, now, progress = () => undefined }: InitialisePorts,
): Result<{ readonly log: AdminLog; readonly upgrade?: Upgrade }, StoreFault> {
  const { id, pepper } = installation;
  const [path, signer] = [databaseIn(folders), signerOf(installation)];
  const vault = openVault(pepper, () => readSessionKeys(folders.config), random);
  const rest = { path, installId: id, signer, random, vault, pepper, redact: redaction(pepper) };
  let upgrade: Upgrade | undefined;
  const record: UpgradePorts['record'] = (db, upgraded) => {
    upgrade = upgraded;
    return recordAct({ ...rest, db }, { act: 'upgrade', ...upgraded }, now);
  };
  const db = createStore(path, id, signer, TIMEOUT_MS, { progress, record });
  return db.ok ? ok({ log: { ...rest, db: db.value }, ...(upgrade && { upgrade }) }) : db;
}

function makeInstallation(config: string, random: Random, unique: string): Result<boolean, StoreFault> {
  const found = readInstallation(config);
  if (found.ok) return ok(false);
  if (found.error.reason !== 'missing') return found;
  const seed = random.bytes(32);
  const made: Installation = {
    id: Buffer.from(random.bytes(8)).toString('hex'),
    pepper: random.bytes(32),
    seed,
    publicKey: ed25519PublicKey(seed),
  };
  return writePrivate(installationFile(config), formatInstallation(made), unique, false);
}

interface MadeCredential {
  readonly keyId?: string;
  readonly made: boolean;
}

/** Under the database's write lock, so that of two at once the second finds what the first made. */
function makeCredential(log: AdminLog, { config }: Folders, unique: string, now: number): Result<MadeCredential, StoreFault> {
  return immediately<MadeCredential>(log.db, log.path, () => {
    const [command, found] = [readKeyCommand(config), readCredentialFile(config)];
    if (!command.ok) return { commit: false, result: command };
    if (!found.ok) return { commit: false, result: found };
    const known = found.value === undefined ? undefined : workingKey(log.db, found.value, log.pepper, now);
    if (known) return { commit: false, result: ok({ keyId: known.keyId, made: false }) };
    if (command.value !== undefined) return { commit: false, result: ok({ made: false }) };
    const principal = findPrincipal(log.db, LOCAL.id) ? LOCAL.id : LOCAL;
    const key = createKeyWithin(log, { principal }, now);
    if (!key.ok) return { commit: false, result: key };
    const written = writeCredential(config, key.value.text, unique);
    if (!written.ok) return { commit: false, result: written };
    return { commit: true, result: ok({ keyId: key.value.view.key_id, made: true }) };
  });
}

export const isOnNetwork = (path: string): boolean => NETWORK.has(statfsSync(path).type);

function checkLocal(path: string): Result<undefined, StoreFault> {
  return guarded(path, () => {
    if (!isOnNetwork(path)) return ok(undefined);
    return err(
      fault(
        'unsafe',
        `${path} is on a network file system, where a database cannot be shared safely. Set XDG_STATE_HOME or HOOKWARDEN_HOME to a folder on a local disk and run \`hookwarden init\` again.`,
      ),
    );
  });
}
