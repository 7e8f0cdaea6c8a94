import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';

/** Writes the types of modules into a folder, with those of what they name and of nothing else, for whoever imports the built ones. */
export function declare(entries: readonly string[], { root, folder }: { readonly root: string; readonly folder: string }): void {
  rmSync(folder, { recursive: true, force: true });
  const compiler = join(root, 'node_modules/typescript/bin/tsc');
  const options = ['--ignoreConfig', '--strict', '--declaration', '--emitDeclarationOnly', '--allowImportingTsExtensions'];
  const places = ['--target', 'es2023', '--module', 'nodenext', '--types', 'node', '--rootDir', 'src', '--outDir', folder];
  execFileSync(process.execPath, [compiler, ...entries, ...options, ...places], { cwd: root, stdio: 'inherit' });
  const named = reachable(entries.map((entry) => resolve(folder, entry.replace(/^src\//, '').replace(/\.ts$/, '.d.ts'))));
  for (const name of readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((path) => path.endsWith('.d.ts'))) {
    const path = join(folder, name);
    if (named.has(path)) writeFileSync(path, readFileSync(path, 'utf8').replace(SPECIFIER, "$1$2.js'"));
    else rmSync(path);
  }
}

/** Where a declaration names another of ours: `from './x.ts'`, `import('./x.ts')`. */
const SPECIFIER = /(from |import\()('\.[^']*)\.ts'/g;

function reachable(entries: readonly string[]): ReadonlySet<string> {
  const found = new Set(entries);
  for (const path of found) {
    for (const [, , specifier = ''] of readFileSync(path, 'utf8').matchAll(SPECIFIER))
      found.add(resolve(dirname(path), `${specifier.slice(1)}.d.ts`));
  }
  return found;
}
