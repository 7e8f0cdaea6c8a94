import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { startFakeModel } from './fake-model.ts';
import { run } from './run.ts';

const root = resolve(import.meta.dirname, '../..');
const client = process.env['HOOKWARDEN_TEST_CLAUDE'] ?? '';
const folder = mkdtempSync(join(tmpdir(), 'hookwarden-newcomer-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** What the two commands may take together, packages from the registry included. */
const MOST_SECONDS = 60;

it.skipIf(!existsSync(client))(
  'whoever has Claude Code comes from the package to a stopped call with two commands, in less than a minute',
  async () => {
    const home = join(folder, 'home');
    const [prefix, project] = [join(folder, 'prefix'), join(folder, 'project')];
    for (const path of [home, prefix, project]) mkdirSync(path);
    writeFileSync(join(home, 'keep.txt'), 'keep');
    const path = [join(prefix, 'bin'), dirname(client), dirname(process.execPath), process.env['PATH']].join(':');
    const environment = { PATH: path, HOME: home, TMPDIR: folder, TERM: 'dumb' };
    // npm reaches the registry as it does for whoever runs this.
    const npm = Object.fromEntries(
      Object.entries({ ...process.env, npm_config_prefix: prefix }).flatMap(([name, value]) =>
        value === undefined ? [] : [[name, value]],
      ),
    );
    const packed = await run('npm', ['pack', '--ignore-scripts', '--pack-destination', folder], root, npm);
    expect(packed.status, packed.stderr).toBe(0);
    const tarball = readdirSync(folder).find((name) => name.endsWith('.tgz')) ?? '';

    const began = performance.now();
    const fetched = await run('npm', ['install', '--global', '--no-audit', '--no-fund', join(folder, tarball)], home, npm);
    expect(fetched.status, fetched.stderr).toBe(0);
    const installed = await run('hookwarden', ['install', '--yes'], home, environment);
    expect(installed.status, installed.stdout + installed.stderr).toBe(0);

    const model = await startFakeModel([[{ name: 'Bash', input: { command: `rm -rf ${home}`, description: 'clean up' } }]]);
    await run(client, ['-p', 'do it', '--permission-mode', 'bypassPermissions'], project, {
      ...environment,
      ANTHROPIC_BASE_URL: model.url,
      ANTHROPIC_API_KEY: 'none',
      DISABLE_AUTOUPDATER: '1',
      CLAUDE_CODE_DISABLE_NONESSENTIAL_TRAFFIC: '1',
      IS_SANDBOX: '1',
    });
    model.close();
    const seconds = (performance.now() - began) / 1000;
    expect(existsSync(join(home, 'keep.txt'))).toBe(true);
    expect(model.results.join('\n')).toContain('filesystem.delete-home');
    expect(seconds).toBeLessThan(MOST_SECONDS);
    console.info(`from npm install to a stopped call: ${seconds.toFixed(1)} s`);

    const found = await run('hookwarden', ['doctor'], home, environment);
    expect(found.stdout).toMatch(/ok +claude-code self-test/);
    expect(found.status, found.stdout).toBe(0);
  },
  180_000,
);
