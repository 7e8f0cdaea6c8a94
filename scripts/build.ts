// Builds what runs: dist/hook.cjs (hot), its lazy sidecars, dist/git.cjs (what git's hooks run), dist/mcp.cjs (the proxy), dist/cli.mjs (everything else) with its workers, and dist/judge.mjs, dist/tlog.mjs and dist/capabilities.mjs, which others may import.
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { type BuildOptions, type BuildResult, build, type Plugin } from 'esbuild';
import { writeManifest } from './build-manifest.ts';
import { writePage } from './build-page.ts';
import { writeRules } from './build-rules.ts';
import { declare } from './build-types.ts';

const root = resolve(import.meta.dirname, '..');
const dist = join(root, 'dist');

/** Each loaded by the hot bundle only where it is needed; left out as long as its source is not there. */
const SIDECARS = {
  'compile.cjs': 'src/policy/compile.ts',
  'hook-js.cjs': 'src/actions/code/javascript-parser.ts',
  'seal.cjs': 'src/state/seal.ts',
};

/** What is started or imported by itself, and shares what it can. */
const MODULES = {
  cli: 'src/cli.ts',
  'secrets-worker': 'src/secrets/worker.ts',
  'scan-worker': 'src/scan/worker.ts',
  judge: 'src/judge-api.ts',
  tlog: 'src/tlog.ts',
  capabilities: 'src/capability-api.ts',
};

/** Part of every command's start: found and read in one file, they take half the time. */
const WITH_THE_COMMANDS = ['yargs', 'picomatch'];
const bundled = new Set<string>();
const packages = Object.keys(JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')).dependencies);

/** The help is plain text; what yargs asks of Unicode's tables for its width, they take longer to load than most commands run. */
const plainWidth: Plugin = {
  name: 'plain-width',
  setup: ({ onResolve, onLoad }) => {
    onResolve({ filter: /^string-width$/ }, ({ path }) => ({ path, namespace: 'plain-width' }));
    onLoad({ filter: /./, namespace: 'plain-width' }, () => ({ contents: 'export default (text) => [...text].length;' }));
  },
};

/** Nine queries of a call, each with a function of its own for its rows, made from a text: 0.4 ms. A row that is filled name by name takes no longer to read. */
const plainRows: Plugin = {
  name: 'plain-rows',
  setup: ({ onLoad }) => {
    onLoad({ filter: /[\\/]better-sqlite3[\\/]lib[\\/]database\.js$/ }, ({ path }) => {
      const source = readFileSync(path, 'utf8');
      const condition = "if (!keys.includes('__proto__')) {";
      if (source.split(condition).length !== 2) throw new Error(`${path} makes its rows another way than before.`);
      return { contents: source.replace(condition, 'if (false) {') };
    });
  },
};

const common: BuildOptions = {
  bundle: true,
  platform: 'node',
  target: 'node22.14',
  absWorkingDir: root,
  logLevel: 'warning',
  metafile: true,
};
const cjs: BuildOptions = {
  ...common,
  format: 'cjs',
  minify: true,
  plugins: [plainRows],
  external: Object.keys(SIDECARS).map((name) => `./${name}`),
};

writeRules(join(dist, 'rules.json'));
await writePage(join(dist, 'report-page.json'));
const hook = await bundle({ ...cjs, entryPoints: ['src/hook.ts'], outfile: join(dist, 'hook.cjs') });
writeFileSync(join(dist, 'hook.meta.json'), JSON.stringify(hook.metafile));
inAscii(join(dist, 'hook.cjs'));
await bundle({ ...cjs, entryPoints: ['src/git-hook.ts'], outfile: join(dist, 'git.cjs') });
inAscii(join(dist, 'git.cjs'));
await bundle({ ...cjs, entryPoints: ['src/mcp-proxy.ts'], outfile: join(dist, 'mcp.cjs') });
inAscii(join(dist, 'mcp.cjs'));
for (const [name, source] of Object.entries(SIDECARS)) {
  if (existsSync(join(root, source))) await bundle({ ...cjs, entryPoints: [source], outfile: join(dist, name) });
}
rmSync(join(dist, 'cli'), { recursive: true, force: true });
await bundle({
  ...common,
  format: 'esm',
  external: packages.filter((name) => !WITH_THE_COMMANDS.includes(name)),
  splitting: true,
  entryPoints: MODULES,
  outdir: dist,
  chunkNames: 'cli/[name]-[hash]',
  plugins: [plainWidth],
  outExtension: { '.js': '.mjs' },
});

declare(['src/judge-api.ts', 'src/tlog.ts', 'src/capability-api.ts'], { root, folder: join(dist, 'types') });
writeFileSync(join(dist, 'bundled.meta.json'), JSON.stringify([...bundled].toSorted()));
writeManifest(root);

/** Builds, and notes which packages have become part of what is built, by their paths in the lock file. */
async function bundle(options: BuildOptions): Promise<BuildResult> {
  const built = await build(options);
  for (const path of Object.keys(built.metafile?.inputs ?? {})) {
    const [found] = /^.*node_modules\/(?:@[^/]+\/)?[^/]+(?=\/)/.exec(path) ?? [];
    if (found !== undefined) bundled.add(found.slice(found.indexOf('node_modules/')));
  }
  return built;
}

/** One letter beyond Latin-1 doubles what V8 keeps of a source. esbuild escapes all of them but those in regular expressions. */
function inAscii(path: string): void {
  const escaped = readFileSync(path, 'utf8').replace(/[^\0-\x7f]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);
  writeFileSync(path, escaped);
}
