// Bundles the script and the style of a scan's report, which src/reports/html.ts puts into the page.
import { writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { type BuildOptions, build } from 'esbuild';

const source = join(resolve(import.meta.dirname, '..'), 'src/reports/page');
const browser: BuildOptions = { bundle: true, format: 'iife', minify: true, target: 'chrome123', charset: 'ascii', write: false };

export async function writePage(path: string): Promise<void> {
  const [script, style] = await Promise.all(
    ['page.ts', 'style.css'].map((name) => build({ ...browser, entryPoints: [join(source, name)] })),
  );
  writeFileSync(path, JSON.stringify({ script: script?.outputFiles?.[0]?.text, style: style?.outputFiles?.[0]?.text }));
}
