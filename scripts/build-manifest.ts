import { readdirSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { digestOf, MANIFEST } from '../src/cli/doctor/program-files.ts';

const FOLDERS = ['bin', 'dist', 'rules'];
/** Of no use to whoever has installed the program, and not packed. */
const LEFT_OUT = /^dist\/[^/]+\.meta\.json$/;

/** Notes the hashes of all that runs, for `hookwarden doctor`; to be called when everything else is built. */
export function writeManifest(root: string): void {
  const paths = FOLDERS.flatMap((folder) => readdirSync(join(root, folder), { recursive: true, withFileTypes: true }))
    .filter((entry) => entry.isFile())
    .map((entry) => relative(root, join(entry.parentPath, entry.name)).replaceAll('\\', '/'))
    .filter((path) => path !== MANIFEST && !LEFT_OUT.test(path));
  const digests = paths.toSorted().map((path) => [path, digestOf(join(root, path))]);
  writeFileSync(join(root, MANIFEST), JSON.stringify(Object.fromEntries(digests), null, 1));
}
