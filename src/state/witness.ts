import { existsSync, readFileSync } from 'node:fs';
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
    const note = readFileSync(path);
    return note.length <= MAX_NOTE ? ok(note.toString()) : err(fault('unsafe', `${path} is too large to be a signed head.`));
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

export function writeWitnessList(config: string, paths: readonly string[], unique: string): Result<boolean, StoreFault> {
  if (paths.length > MAX_WITNESSES) return err(fault('full', `No more than ${MAX_WITNESSES} witness files are remembered.`));
  return writePrivate(witnessList(config), paths.map((path) => `${path}\n`).join(''), unique, true);
}
