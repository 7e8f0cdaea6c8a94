// Writes docs/images/ anew: what the program prints, as pictures for light and dark pages. Run `npm run build` first.
import { spawnSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { pictureOf } from './terminal-picture.ts';

const root = resolve(import.meta.dirname, '..');
/** What stands out, and the worst of it: the whole is longer than a page. */
const TITLE = 'What hookwarden scan prints of a week of recorded sessions';
const demo = ['scan', 'examples/scan', '--home', '/home/sam'];
const { NO_COLOR: _, ...environment } = process.env;
const done = spawnSync(process.execPath, [join(root, 'bin/hookwarden.cjs'), ...demo], {
  cwd: root,
  env: { ...environment, FORCE_COLOR: '1' },
  encoding: 'utf8',
});
if (done.stdout === '') throw new Error(`hookwarden ${demo.join(' ')} printed nothing: ${done.stderr}`);
const sections = done.stdout.trimEnd().split('\n\n');
const worst = sections.find((section) => section.includes('the worst')) ?? '';
const excerpt = [...sections.slice(0, 4), '⋮', worst.split('\n').slice(0, 10).join('\n'), '⋮'].join('\n\n');
const folder = join(root, 'docs/images');
mkdirSync(folder, { recursive: true });
for (const theme of ['light', 'dark'] as const)
  writeFileSync(join(folder, `scan-${theme}.svg`), pictureOf(`$ hookwarden scan examples/scan\n${excerpt}`, TITLE, theme));
