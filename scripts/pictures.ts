// Writes docs/images/ anew: what the program prints, as pictures for light and dark pages. Run `npm run build` first.
import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { pictureOf } from './terminal-picture.ts';

const root = resolve(import.meta.dirname, '..');
const demo = ['scan', 'examples/scan', '--home', '/home/sam'];
const { NO_COLOR: _, ...environment } = process.env;
const done = spawnSync(process.execPath, [join(root, 'bin/hookwarden.cjs'), ...demo], {
  cwd: root,
  env: { ...environment, FORCE_COLOR: '1' },
  encoding: 'utf8',
});
if (done.stdout === '') throw new Error(`hookwarden ${demo.join(' ')} printed nothing: ${done.stderr}`);
const printed = `$ hookwarden scan examples/scan\n${done.stdout}`;
for (const theme of ['light', 'dark'] as const)
  writeFileSync(
    join(root, `docs/images/scan-${theme}.svg`),
    pictureOf(printed, 'What hookwarden scan prints of a week of recorded sessions', theme),
  );
