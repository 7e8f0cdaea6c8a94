import { rmSync } from 'node:fs';
import { type ExitCode, fail, print } from './command.ts';
import { gitHere } from './git-here.ts';
import { configured, folderOf, readNote, restore } from './git-hooks-path.ts';
import { failed } from './git-report.ts';

/** Puts the repository's configuration back, byte for byte where nothing else has changed it since. */
export async function uninstallHooks(): Promise<ExitCode> {
  const here = await gitHere();
  if (!here.ok) return failed(here.error);
  const folder = folderOf(here.value);
  const known = readNote(folder);
  const own = await configured(here.value, '--local');
  if (!own.ok) return failed(own.error);
  if (!known) return fail('no hooks were put in here by `hookwarden git install`');
  if (own.value === folder) {
    const restored = await restore(here.value, known);
    if (!restored.ok) return failed(restored.error);
  }
  rmSync(folder, { recursive: true, force: true });
  print(
    own.value === folder
      ? `Commits and pushes of ${here.value.repository.root} are as they were before.`
      : `The scripts are gone. core.hooksPath was set to something else meanwhile, and stays so: ${own.value ?? 'nothing'}`,
  );
  return 0;
}
