import { readdirSync, unlinkSync } from 'node:fs';
import { join } from 'node:path';
import { absorbLine, spoolLine } from '../audit/spool.ts';
import type { Random, RecordDraft, Store, StoreFault } from '../domain/ports.ts';
import { err, ok, type Result } from '../domain/result.ts';
import { fault } from './faults.ts';
import { checkPrivate, guarded, makePrivateFolder, readPrivate, writePrivate } from './files.ts';

const MAX_WAITING = 1000;
const MAX_AT_ONCE = 50;
const MAX_FILE = 512 * 1024;

export const spoolIn = (runtime: string): string => join(runtime, 'spool');

/**
 * Keeps a denial that the database could not take. One file each: they need no lock, a torn one never gets its name, and none
 * is lost between reading and removing. `denial` is redacted.
 */
export function spool(runtime: string, denial: RecordDraft, pepper: Uint8Array, random: Random): Result<undefined, StoreFault> {
  if (denial.decision !== 'deny') throw new Error('only denials are spooled');
  const folder = spoolIn(runtime);
  for (const path of [runtime, folder]) {
    const made = makePrivateFolder(path);
    if (!made.ok) return made;
  }
  return guarded(folder, () => {
    if (readdirSync(folder).length >= MAX_WAITING) {
      return err(
        fault(
          'full',
          `${folder} already holds ${MAX_WAITING} denials that wait to be recorded. Mend the database; they are then taken in.`,
        ),
      );
    }
    const unique = Buffer.from(random.bytes(8)).toString('hex');
    const written = writePrivate(join(folder, `${denial.time}-${unique}.denied`), spoolLine(denial, pepper), unique, true);
    return written.ok ? ok(undefined) : written;
  });
}

/**
 * Records what waits, oldest first, a bounded number at a time and as long as there is time for it. Where nothing waits this is one system
 * call. Never waits for the lock: denials that waited for it have made the spool, and waiting for them here would make more. Returns how many.
 */
export function absorbSpool(runtime: string, store: Store, pepper: Uint8Array, hasTime: () => boolean): Result<number, StoreFault> {
  const folder = spoolIn(runtime);
  const names = waiting(folder);
  if (names.length === 0) return ok(0);
  for (const path of [runtime, folder]) {
    const safe = checkPrivate(path, 'folder');
    if (!safe.ok) return safe;
  }
  let absorbed = 0;
  for (const name of names) {
    if (!hasTime()) break;
    const taken = absorbFile(join(folder, name), store, pepper);
    if (!taken.ok) return taken;
    absorbed += taken.value;
  }
  return ok(absorbed);
}

function waiting(folder: string): readonly string[] {
  try {
    const names = readdirSync(folder).filter((name) => name.endsWith('.denied'));
    return names.sort().slice(0, MAX_AT_ONCE);
  } catch {
    // Not there, or not ours to read: nothing to take in.
    return [];
  }
}

function absorbFile(path: string, store: Store, pepper: Uint8Array): Result<number, StoreFault> {
  const line = readPrivate(path, MAX_FILE);
  // Another process was quicker.
  if (!line.ok) return line.error.reason === 'missing' ? ok(0) : line;
  const denial = absorbLine(line.value, pepper);
  if (denial) {
    const appended = store.append(denial, { rate: false, atOnce: true });
    if (!appended.ok) return appended;
  }
  return guarded(path, () => {
    unlinkSync(path);
    return ok(denial ? 1 : 0);
  });
}
