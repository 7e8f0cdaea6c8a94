import type { Session } from '../domain/bound-session.ts';
import { steadyTime } from '../domain/high-water.ts';
import type { StoreFault } from '../domain/ports.ts';
import { err, ok, type Result } from '../domain/result.ts';
import { recordAct } from './act.ts';
import type { AdminLog } from './admin.ts';
import { fault } from './faults.ts';
import { readMarks } from './meta.ts';
import { newSessionKey, readSessionKeys, type SessionKeys, writeSessionKeys } from './session-keys.ts';
import { allRows, deleteRow, openRow, replaceSealed, type SessionRow, writeSession } from './sessions.ts';
import { openVault, shortHandle } from './vault.ts';

export interface ListedSession {
  /** What stands for it where it does not open. */
  readonly handle: string;
  readonly session?: Session;
}

export function listSessions({ db, vault }: AdminLog): readonly ListedSession[] {
  return allRows(db).map((row) => {
    const opened = openRow(vault, row);
    return { handle: shortHandle(row.handle), ...(opened.ok && { session: opened.value.session }) };
  });
}

/** By the host's name for it, or by its handle. */
function findSession(log: AdminLog, name: string): Result<SessionRow, StoreFault> {
  const handle = log.vault.handleOf(name);
  const row = allRows(log.db).find((one) => one.handle === handle || shortHandle(one.handle) === name);
  return row ? ok(row) : err(fault('missing', `There is no session ${name}. \`hookwarden session list\` shows them.`));
}

export function readSessionNamed(log: AdminLog, name: string): Result<Session, StoreFault> {
  const row = findSession(log, name);
  const opened = row.ok ? openRow(log.vault, row.value) : row;
  return opened.ok ? ok(opened.value.session) : opened;
}

/** Nobody acts in it any more. */
export function endSession(log: AdminLog, name: string, now: number): Result<Session, StoreFault> {
  const known = readSessionNamed(log, name);
  if (!known.ok) return known;
  const at = steadyTime(readMarks(log.db).highWater, now);
  const session: Session = { ...known.value, ended: { at, by: 'administrator' } };
  const written = writeSession(log.db, log.vault, session, 0, at);
  if (!written.ok) return written;
  const recorded = recordAct(log, { act: 'session.end', session: session.id, owner: session.owner }, now);
  return recorded.ok ? ok(session) : recorded;
}

/** Where it acts again it is bound as if it were seen for the first time. */
export function forgetSession(log: AdminLog, name: string, now: number): Result<string, StoreFault> {
  const row = findSession(log, name);
  if (!row.ok) return row;
  deleteRow(log.db, row.value.handle);
  const handle = shortHandle(row.value.handle);
  const recorded = recordAct(log, { act: 'session.forget', session: name, handle }, now);
  return recorded.ok ? ok(handle) : recorded;
}

export interface RotatedSessionKey {
  readonly keyId: string;
  readonly sealed: number;
  /** Rows that did not open and are as they were. */
  readonly unopened: number;
}

/**
 * The new key is in its file before a row needs it. The key of before stays for calls that are under way with it, and each older one
 * for as long as a row names it.
 */
export function rotateSessionKey(log: AdminLog, config: string, now: number): Result<RotatedSessionKey, StoreFault> {
  const before = readSessionKeys(config);
  if (!before.ok) return before;
  const named = new Set(allRows(log.db).map(({ key_id }) => key_id));
  const [last, ...older] = before.value;
  const fresh = newSessionKey(log.random);
  const keys: SessionKeys = [fresh, last, ...older.filter(({ id }) => named.has(id))];
  const written = writeSessionKeys(config, keys, fresh.id, true);
  if (!written.ok) return written;
  const vault = openVault(log.pepper, () => ok(keys), log.random);
  let sealed = 0;
  let unopened = 0;
  for (const row of allRows(log.db)) {
    const text = vault.open(row.handle, { keyId: row.key_id, bytes: row.sealed });
    const again = text.ok ? vault.seal(row.handle, text.value) : text;
    if (again.ok) replaceSealed(log.db, row.handle, again.value);
    if (again.ok) sealed += 1;
    else unopened += 1;
  }
  const recorded = recordAct(log, { act: 'session.rotate-key', key_id: fresh.id, sealed, unopened }, now);
  return recorded.ok ? ok({ keyId: fresh.id, sealed, unopened }) : recorded;
}
