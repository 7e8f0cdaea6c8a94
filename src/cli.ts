import { existsSync } from 'node:fs';
import { enableCompileCache } from 'node:module';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { foldersOf } from './state/folders.ts';

/** The launcher's own, where it has made one: Node's default lies where others can write. */
const cache = join(foldersOf(process.env, homedir(), process.getuid?.()).state, 'cache');
if (existsSync(cache)) enableCompileCache(cache);
if (isSomewhere()) await import('./cli/main.ts');
else process.exitCode = (await import('./cli/command.ts')).fail('the folder that this was run in is no longer there: go to another one');

/** The parser asks for the folder as soon as it is imported, where nobody would catch what it throws. */
function isSomewhere(): boolean {
  try {
    return process.cwd() !== '';
  } catch {
    return false;
  }
}
