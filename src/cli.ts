import { existsSync } from 'node:fs';
import { enableCompileCache } from 'node:module';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { foldersOf } from './state/folders.ts';

/** The launcher's own, where it has made one: Node's default lies where others can write. */
const cache = join(foldersOf(process.env, homedir(), process.getuid?.()).state, 'cache');
if (existsSync(cache)) enableCompileCache(cache);
await import('./cli/main.ts');
