// Writes the plugins for agents anew from src/wiring: `npm run plugins`.
import { chmodSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { pluginFiles } from './plugin-files.ts';

const root = resolve(import.meta.dirname, '..');
rmSync(join(root, 'plugins'), { recursive: true, force: true });
for (const [path, text] of pluginFiles()) {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), text);
  if (text.startsWith('#!')) chmodSync(join(root, path), 0o755);
}
