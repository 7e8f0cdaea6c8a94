import { copyFileSync, existsSync, mkdirSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { readRoot } from '../audit/anchors.ts';
import { rootOf } from '../audit/merkle.ts';
import type { Verifier } from '../audit/note.ts';
import { redaction } from '../audit/redact.ts';
import type { Random, StoreFault } from '../domain/ports.ts';
import { err, ok, type Result } from '../domain/result.ts';
import { recordAct } from './act.ts';
import type { AdminLog } from './admin.ts';
import { takeOver } from './capability-list-acts.ts';
import { EVERYTHING, putRevocation } from './capability-revocations.ts';
import { createStore } from './create.ts';
import { fault } from './faults.ts';
import { guarded, makePrivateFolder, readPrivate, syncFolder, writePrivate } from './files.ts';
import { databaseIn, type Folders } from './folders.ts';
import { formatInstallation, type Installation, installationFile, readInstallation, signerOf } from './installation.ts';
import { insertKey } from './keys.ts';
import { readHead } from './log.ts';
import { checkPages } from './maintain.ts';
import { metaFault, readMarks, writeHighWater } from './meta.ts';
import { putPrincipal } from './principals.ts';
import { allRemoteWitnesses } from './remote-witnesses.ts';
import { attempt, lengthen, readableRecords, type Salvaged, salvageRecords, signedRoots, type Vouched, vouchedRows } from './salvage.ts';
import { readSessionKeys } from './session-keys.ts';
import { allOrNothing, type Connection, connect, emptyLog } from './sqlite.ts';
import { openVault } from './vault.ts';
import { readVerified, verifiedFile } from './verified.ts';
import { keyProof } from './vouching.ts';
import { readWitness, readWitnessList } from './witness.ts';

export interface RepairPorts {
  readonly random: Random;
  /** Microseconds since 1970. */
  readonly now: number;
  readonly unique: string;
  /** Makes the launcher anew, for a log of that name. */
  readonly relaunch: (installId: string) => Result<string, StoreFault>;
}

/** A head of the old log that somebody remembers; the root in base64. */
interface OldHead {
  readonly from: string;
  readonly size: number;
  readonly root: string;
}

export interface Repaired extends Pick<Salvaged, 'records' | 'agreed'>, Vouched {
  readonly quarantine: string;
  readonly heads: readonly OldHead[];
  readonly installId: string;
}

const PATIENCE_MS = 2000;
const PARTS = ['', '-wal', '-shm'];

/** What there is to repair: a damaged database, or what a repair that was killed has left to do. An error says why nothing is. */
export function repairable(folders: Folders): Result<'damaged' | 'begun', StoreFault> {
  const installation = readInstallation(folders.config);
  if (!installation.ok) return installation;
  if (existsSync(journalIn(folders.state))) return ok('begun');
  const damaged = healthOf(databaseIn(folders), installation.value.id);
  return damaged.ok ? ok('damaged') : damaged;
}

/** Why nothing is repaired; undefined where the database is damaged. */
function healthOf(path: string, installId: string): Result<undefined, StoreFault> {
  const db = connect(path, PATIENCE_MS);
  if (!db.ok) return db.error.reason === 'corrupt' ? ok(undefined) : db;
  try {
    const damaged = guarded(path, (): Result<undefined, StoreFault> => {
      const unusable = metaFault(db.value, path, installId, 'read');
      if (unusable) return err(unusable);
      const pages = checkPages({ db: db.value, path });
      if (!pages.ok) return pages;
      const last = db.value.prepare<[], number | null>('SELECT max(sequence) FROM records').pluck().get() ?? -1;
      const whole = readHead(db.value)?.frontier.size === last + 1;
      return whole ? ok(undefined) : err(fault('corrupt', 'the head of the log is not that of its records'));
    });
    if (damaged.ok)
      return err(
        fault(
          'exists',
          `${path} is not damaged, and nothing is repaired. \`hookwarden audit verify --full\` tells whether it was changed.`,
        ),
      );
    return damaged.error.reason === 'corrupt' ? ok(undefined) : damaged;
  } finally {
    db.value.close();
  }
}

/** What a repair is about to do, kept until it is done: killed in between, the next one goes on. */
interface Journal {
  readonly quarantine: string;
  /** Of the new log. */
  readonly installId: string;
}

const journalIn = (state: string): string => join(state, 'repair.json');
const repairedIn = (folders: Folders): string => `${databaseIn(folders)}.repaired`;

/**
 * Moves a damaged database aside, with all that lies beside it, and begins a new log under a new name, whose first record names the heads that
 * are remembered of the old one. INVARIANT: only while nobody else maintains the log. Undefined where it only ended what was begun before.
 */
export function repair(folders: Folders, ports: RepairPorts): Result<Repaired | undefined, StoreFault> {
  const installation = readInstallation(folders.config);
  if (!installation.ok) return installation;
  if (existsSync(journalIn(folders.state))) return endRepair(folders, installation.value, ports);
  const path = databaseIn(folders);
  const damaged = healthOf(path, installation.value.id);
  if (!damaged.ok) return damaged;
  return guarded(path, () => {
    const quarantine = join(folders.state, `quarantine-${new Date(ports.now / 1000).toISOString().replaceAll(/[:.]/g, '-')}`);
    const made = makePrivateFolder(quarantine);
    if (!made.ok) return made;
    const begun = begin(folders, installation.value, quarantine, ports);
    const ended = begun.ok ? endRepair(folders, installation.value, ports) : begun;
    return begun.ok && ended.ok ? begun : ended;
  });
}

/** Up to the journal. Until then nothing of the old log has moved, and there are only copies to leave behind. */
function begin(folders: Folders, installation: Installation, quarantine: string, ports: RepairPorts): Result<Repaired, StoreFault> {
  const begun = guarded(databaseIn(folders), (): Result<Repaired, StoreFault> => {
    const found = salvage(folders, installation, quarantine);
    const renewed: Installation = { ...installation, id: Buffer.from(ports.random.bytes(8)).toString('hex') };
    const made = beginAnew(folders, installation, renewed, found, ports);
    if (!made.ok) return made;
    const journal: Journal = { quarantine, installId: renewed.id };
    const noted = writePrivate(journalIn(folders.state), JSON.stringify(journal), ports.unique, true);
    return noted.ok ? ok({ ...found, installId: renewed.id }) : noted;
  });
  if (!begun.ok) rmSync(quarantine, { recursive: true, force: true });
  return begun;
}

/** Every step may have been done before. */
function endRepair(folders: Folders, installation: Installation, { unique, relaunch }: RepairPorts): Result<undefined, StoreFault> {
  const { state, config } = folders;
  const text = readPrivate(journalIn(state));
  if (!text.ok) return text;
  const { quarantine, installId }: Journal = JSON.parse(text.value);
  return guarded(state, () => {
    const path = databaseIn(folders);
    if (existsSync(repairedIn(folders))) {
      for (const part of PARTS) if (existsSync(path + part)) renameSync(path + part, join(quarantine, `hookwarden.db${part}`));
      renameSync(repairedIn(folders), path);
      syncFolder(state);
    }
    const written = writePrivate(installationFile(config), formatInstallation({ ...installation, id: installId }), unique, true);
    if (!written.ok) return written;
    // It speaks of the old log.
    const verified = verifiedFile(config);
    if (existsSync(verified)) renameSync(verified, join(quarantine, 'verified'));
    const launcher = relaunch(installId);
    if (!launcher.ok) return launcher;
    rmSync(journalIn(state), { force: true });
    return ok(undefined);
  });
}

type Found = Omit<Repaired, 'installId'> & { readonly highWater: number };

/** By a copy, for opening a database may write to it; the damaged one stays byte for byte. */
function salvage(folders: Folders, installation: Installation, quarantine: string): Found {
  const work = join(quarantine, 'work');
  mkdirSync(work, { mode: 0o700 });
  try {
    const copy = join(work, 'hookwarden.db');
    for (const part of PARTS.slice(0, 2)) if (existsSync(databaseIn(folders) + part)) copyFileSync(databaseIn(folders) + part, copy + part);
    lengthen(copy);
    return salvageFrom(copy, folders, installation, quarantine);
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}

function salvageFrom(copy: string, folders: Folders, installation: Installation, quarantine: string): Found {
  const db = connect(copy, PATIENCE_MS);
  try {
    const key = signerOf(installation);
    const roots = db.ok ? signedRoots(db.value, copy, key, installation.id) : new Map<number, Uint8Array>();
    const last = Math.max(0, ...roots.keys(), ...(db.ok ? [lastRecord(db.value, copy)] : []));
    const rows = db.ok ? readableRecords(db.value, copy, last) : [];
    const { records, agreed, admin } = salvageRecords(rows, roots, join(quarantine, 'records.unsigned.jsonl.gz'));
    const vouched = db.ok ? vouchedRows(db.value, copy, admin) : { principals: [], keys: [], revoked: [], refused: [] };
    const highWater = db.ok ? attempt(copy, 0, () => readMarks(db.value).highWater) : 0;
    return { quarantine, records, agreed, ...vouched, heads: rememberedHeads(folders, installation, key, roots), highWater };
  } finally {
    if (db.ok) attempt(copy, undefined, () => void db.value.close());
  }
}

const lastRecord = (db: Connection, path: string): number =>
  attempt(path, 0, () => db.prepare<[], number | null>('SELECT max(sequence) FROM records').pluck().get() ?? 0);

/** The newest head by each that remembers one. */
function rememberedHeads(
  { config }: Folders,
  { id, pepper }: Installation,
  key: Verifier,
  roots: ReadonlyMap<number, Uint8Array>,
): readonly OldHead[] {
  const newest = Math.max(-1, ...roots.keys());
  const verified = readVerified(config, pepper);
  const [witnesses, remote] = [readWitnessList(config), allRemoteWitnesses(config)];
  const notes = [
    ...(witnesses.ok ? witnesses.value : []).map((path) => ({ from: path, note: readWitness(path) })),
    ...(remote.ok ? remote.value : []).map(({ url, note }) => ({ from: url, note: ok(note) })),
  ];
  const remembered = [
    { from: 'the database', size: newest, root: roots.get(newest) },
    ...(verified.ok && verified.value
      ? [{ from: 'audit verify', size: verified.value.verified.frontier.size, root: rootOf(verified.value.verified.frontier) }]
      : []),
    ...notes.flatMap(({ from, note }) => {
      const head = note.ok && note.value !== undefined ? readRoot(note.value, key, id) : '';
      return typeof head === 'string' ? [] : [{ from, ...head }];
    }),
  ];
  return remembered.flatMap(({ from, size, root }) => (root ? [{ from, size, root: Buffer.from(root).toString('base64') }] : []));
}

/** The new database, whole before it gets its name. */
function beginAnew(
  folders: Folders,
  old: Installation,
  renewed: Installation,
  found: Found,
  { random, now }: RepairPorts,
): Result<undefined, StoreFault> {
  const path = `${repairedIn(folders)}.new`;
  for (const part of PARTS) rmSync(path + part, { force: true });
  const signer = signerOf(renewed);
  const db = createStore(path, renewed.id, signer, PATIENCE_MS);
  if (!db.ok) return db;
  const vault = openVault(renewed.pepper, () => readSessionKeys(folders.config), random);
  const log: AdminLog = {
    db: db.value,
    path,
    installId: renewed.id,
    signer,
    random,
    vault,
    pepper: renewed.pepper,
    redact: redaction(renewed.pepper),
  };
  const filled = allOrNothing(db.value, path, () => bringOver(log, old.id, found, now));
  if (filled.ok) emptyLog(db.value);
  db.value.close();
  if (!filled.ok) return filled;
  renameSync(path, repairedIn(folders));
  return ok(undefined);
}

function bringOver(log: AdminLog, oldId: string, found: Found, now: number): Result<undefined, StoreFault> {
  const { heads, records, agreed, quarantine, principals, keys, revoked } = found;
  // A record that could not be read may have taken back anything; a clock that was set back brings nothing to life.
  const taken = Math.max(now, found.highWater);
  const about = { old: oldId, heads: heads.map((head) => ({ ...head })), records, agreed, quarantine };
  const subject = { act: 'state.repair', ...about, revoked_at: taken };
  const acts = [() => recordAct(log, subject, now)];
  for (const row of principals)
    acts.push(() => {
      putPrincipal(log.db, row);
      return recordAct(log, { act: 'principal.create', ...row }, now);
    });
  for (const row of keys)
    acts.push(() => {
      insertKey(log.db, row);
      return recordAct(log, { act: 'key.create', ...keyProof(row) }, now);
    });
  acts.push(() => takeOver(log, oldId, revoked, now));
  putRevocation(log.db, { subject: EVERYTHING, revokedAt: taken, because: 'the database was repaired' });
  writeHighWater(log.db, found.highWater);
  for (const act of acts) {
    const done = act();
    if (!done.ok) return done;
  }
  return ok(undefined);
}
