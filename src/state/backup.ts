import { closeSync, fsyncSync, openSync, renameSync } from 'node:fs';
import { dirname } from 'node:path';
import type { StoreFault } from '../domain/ports.ts';
import { ok, type Result } from '../domain/result.ts';
import { guarded, syncFolder } from './files.ts';
import type { Connection } from './sqlite.ts';

/** Copies the database as it stands into a file beside it, which is there as a whole or not at all, and takes the place of an older one. */
export function backUp(db: Connection, path: string, name: string): Result<string, StoreFault> {
  const backup = `${path}.${name}`;
  const temporary = `${backup}.${process.pid}.new`;
  return guarded(backup, () => {
    closeSync(openSync(temporary, 'w', 0o600));
    db.prepare<[string]>('VACUUM INTO ?').run(temporary);
    const descriptor = openSync(temporary, 'r');
    fsyncSync(descriptor);
    closeSync(descriptor);
    renameSync(temporary, backup);
    syncFolder(dirname(backup));
    return ok(backup);
  });
}
