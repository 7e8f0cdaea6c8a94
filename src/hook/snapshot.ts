import { statSync } from 'node:fs';
import { SNAPSHOT_REFUSED } from '../state/snapshot.ts';
import { rehearse } from './rehearsal.ts';
import { HELD_SAMPLES, SAMPLES } from './samples.ts';
import { setStage } from './stage.ts';

/**
 * Makes this process's heap the start of later ones (docs/adr/0004-startup-snapshot.md). A snapshot of a program that has been
 * replaced since ends at once, and the launcher runs the program itself.
 */
export function freeze(bundle: string, start: () => void): void {
  const made = identity(bundle);
  const stage = setStage();
  for (const command of SAMPLES) rehearse(command, stage);
  for (const command of HELD_SAMPLES) rehearse(command, stage, stage.held);
  stage.strike();
  process.getBuiltinModule('node:v8').startupSnapshot.setDeserializeMainFunction(() => {
    if (identity(bundle) === made) start();
    else process.exit(SNAPSHOT_REFUSED);
  });
}

function identity(path: string): string {
  const { dev, ino, size, mtimeNs, ctimeNs } = statSync(path, { bigint: true });
  return [dev, ino, size, mtimeNs, ctimeNs].join(' ');
}
