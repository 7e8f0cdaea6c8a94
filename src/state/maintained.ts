import { existsSync, readFileSync, statSync } from 'node:fs';
import { uptime } from 'node:os';
import { join } from 'node:path';
import { isObject, parseJson, stringAt } from '../domain/json.ts';
import type { StoreFault } from '../domain/ports.ts';
import type { Result } from '../domain/result.ts';
import { readPrivate, writePrivate } from './files.ts';
import type { Folders } from './folders.ts';
import { installationFile } from './installation.ts';

/** When the log was last looked after, since which start of the machine its pages are known to be whole, and what was wrong with them. */
export interface Maintained {
  readonly boot: string;
  readonly damage?: string;
}

const DAY_MS = 86_400_000;
const file = (state: string): string => join(state, 'maintained');

/**
 * Stands for this run of the machine. Ending a process, however hard, harms no page of the database; losing power or the kernel may, and
 * then the machine starts anew.
 */
export function bootOfMachine(now: number): string {
  const id = '/proc/sys/kernel/random/boot_id';
  // Elsewhere to the ten minutes, for the clock is set now and then; a check too many does no harm.
  return existsSync(id) ? readFileSync(id, 'utf8').trim() : `started ${Math.round((now / 1_000_000 - uptime()) / 600)}`;
}

export function readMaintained(state: string): Maintained | undefined {
  const text = readPrivate(file(state));
  const value = text.ok ? parseJson(text.value) : undefined;
  if (!isObject(value)) return undefined;
  const damage = stringAt(value, 'damage');
  return { boot: stringAt(value, 'boot') ?? '', ...(damage !== undefined && { damage }) };
}

export const writeMaintained = (state: string, maintained: Maintained, unique: string): Result<boolean, StoreFault> =>
  writePrivate(file(state), `${JSON.stringify(maintained)}\n`, unique, true);

/** A day after the last time, or after the set-up where there was none. Never in a folder that cannot be read: nothing could be done there. */
export function isMaintenanceDue({ state, config }: Folders, nowMs: number): boolean {
  try {
    const times = [file(state), installationFile(config)].map((path) => statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? 0);
    const last = Math.max(...times);
    return last > 0 && nowMs - last > DAY_MS;
  } catch {
    return false;
  }
}
