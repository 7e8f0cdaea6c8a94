import { rmSync } from 'node:fs';
import { type ExitCode, fail, print } from './command.ts';
import { hooksHere, restore } from './git-hooks-path.ts';
import { failed } from './git-report.ts';

/** Puts the repository's configuration back, byte for byte where nothing else has changed it since. */
export async function uninstallHooks(): Promise<ExitCode> {
  const hooks = await hooksHere();
  if (!hooks.ok) return failed(hooks.error);
  const { here, folder, known, value } = hooks.value;
  if (!known) return fail('no hooks were put in here by `hookwarden git install`');
  if (value === folder) {
    const restored = await restore(here, known);
    if (!restored.ok) return failed(restored.error);
  }
  rmSync(folder, { recursive: true, force: true });
  print(
    value === folder
      ? `Commits and pushes of ${here.repository.root} are as they were before.`
      : `The scripts are gone. core.hooksPath was set to something else meanwhile, and stays so: ${value ?? 'nothing'}`,
  );
  return 0;
}
