import { spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { blocksOf, written } from './support/pages.ts';

const root = resolve(import.meta.dirname, '..');
/** In the order in which they are read; what several documents show is run where it first stands. */
const commands = written()
  .flatMap((page) =>
    blocksOf(page, 'sh').flatMap((script) =>
      script
        .trim()
        .split('\n')
        .map((command) => ({ document: page.path, command })),
    ),
  )
  .filter(({ command }, at, all) => all.findIndex((other) => other.command === command) === at);

describe('what a document shows', () => {
  const folder = mkdtempSync(join(tmpdir(), 'hookwarden-documents-'));
  const shim = join(folder, 'hookwarden');
  beforeAll(() => {
    writeFileSync(shim, `#!/bin/sh\nexec '${process.execPath}' '${join(root, 'bin/hookwarden.cjs')}' "$@"\n`);
    chmodSync(shim, 0o755);
    // Whoever reads them has an agent.
    mkdirSync(join(folder, 'home/.claude'), { recursive: true });
    spawnSync('git', ['init', '--quiet', folder]);
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it.each(commands)('$document: $command', ({ command }) => {
    const environment = {
      ...process.env,
      PATH: `${folder}:${process.env['PATH']}`,
      HOME: join(folder, 'home'),
      HOOKWARDEN_HOME: join(folder, 'own'),
    };
    const done = spawnSync('sh', ['-c', command], { cwd: folder, env: environment, encoding: 'utf8' });
    expect(done.stderr).toBe('');
    expect([0, 1, 2]).toContain(done.status);
  });

  it('is something', () => {
    expect(commands.length).toBeGreaterThan(5);
  });
});
