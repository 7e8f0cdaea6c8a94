import { existsSync } from 'node:fs';
import { launcherIn } from '../state/launcher.ts';
import { type CliCommand, fail, print } from './command.ts';
import { localFolders } from './machine.ts';

export const command: CliCommand = {
  options: (parser) => parser.epilogue('The path goes into the host’s hook settings: see hooks.example.json.'),
  run: () => {
    const path = launcherIn(localFolders());
    if (!existsSync(path)) return fail(`there is no launcher at ${path} yet. Run: hookwarden init`);
    print(path);
    return 0;
  },
};
