import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { SourceFile } from '../policy/parse.ts';

/** Every rule file below a folder, in a fixed order, named from that folder on. */
export function ruleFiles(folder: string): readonly SourceFile[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.yaml'))
    .sort()
    .map((name) => ({ path: join(basename(folder), name), text: readFileSync(join(folder, name), 'utf8') }));
}
