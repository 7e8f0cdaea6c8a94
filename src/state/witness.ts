import { closeSync, constants, existsSync, fstatSync, openSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { StoreFault } from '../domain/ports.ts';
import { err, ok, type Result } from '../domain/result.ts';
import { fault } from './faults.ts';
import { guarded, readPrivate, writePrivate } from './files.ts';
import { holding } from './lock.ts';

/** Files elsewhere, each with the newest head of the log that its keeper has seen. A log that does not lead there is not the one it was. */

const MAX_NOTE = 256 * 1024;
const MAX_WITNESSES = 64;

/** Undefined where there is none yet. */
export function readWitness(path: string): Result<string | undefined, StoreFault> {
  return guarded(path, () => {
    if (!existsSync(path)) return ok(undefined);
    // The other end of a pipe would be waited for without an end.
    const descriptor = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK);
    try {
      const stats = fstatSync(descriptor);
      if (!stats.isFile()) return err(fault('unsafe', `${path} is no plain file, and holds no signed head.`));
      if (stats.size > MAX_NOTE) return err(fault('unsafe', `${path} is too large to be a signed head.`));
      return ok(readFileSync(descriptor, 'utf8'));
    } finally {
      closeSync(descriptor);
    }
  });
}

/** Lets `next` say what is to stand in the file; others who come meanwhile are turned away, so that it never moves back. */
export function moveWitness<E>(
  path: string,
  unique: string,
  next: (note: string | undefined) => Result<string, E>,
): Result<string, E | StoreFault> {
  const moved = holding(`${path}.lock`, `${path} is being moved by another process. Try again.`, () => {
    const before = readWitness(path);
    if (!before.ok) return before;
    const note = next(before.value);
    if (!note.ok || note.value === before.value) return ok(note);
    const written = writePrivate(path, note.value, unique, true);
    return written.ok ? ok(note) : written;
  });
  return moved.ok ? moved.value : moved;
}

const witnessList = (config: string): string => join(config, 'witnesses');

/** The files that `audit verify` asks by itself. */
export function readWitnessList(config: string): Result<readonly string[], StoreFault> {
  const text = readPrivate(witnessList(config));
  if (!text.ok) return text.error.reason === 'missing' ? ok([]) : text;
  return ok(text.value.split('\n').filter((path) => path !== ''));
}

/** Two that change it at once would leave one file out. */
export function changeWitnessList(
  config: string,
  change: (paths: readonly string[]) => readonly string[],
  unique: string,
): Result<boolean, StoreFault> {
  const file = witnessList(config);
  return holding(`${file}.lock`, `${file} is being changed by another process. Try again.`, () => {
    const list = readWitnessList(config);
    if (!list.ok) return list;
    const paths = change(list.value);
    if (paths.length > MAX_WITNESSES) return err(fault('full', `No more than ${MAX_WITNESSES} witness files are remembered.`));
    return writePrivate(file, paths.map((path) => `${path}\n`).join(''), unique, true);
  });
}
