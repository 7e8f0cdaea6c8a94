import { spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Installed, install, ROOT } from '../support/installed.ts';

const folder = mkdtempSync(join(tmpdir(), 'hookwarden-status-'));
const project = join(folder, 'project');
let installed: Installed;
beforeAll(() => {
  installed = install(join(folder, 'own'));
  mkdirSync(join(project, '.git'), { recursive: true });
  mkdirSync(join(project, '.hookwarden'));
  mkdirSync(join(folder, '.claude'));
  const example = readFileSync(join(ROOT, 'hooks.example.json'), 'utf8');
  writeFileSync(join(folder, '.claude/settings.json'), example.replaceAll('LAUNCHER', installed.launcher));
}, 60_000);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const status = (args: readonly string[] = [], home = installed.home) =>
  spawnSync(process.execPath, [join(ROOT, 'bin/hookwarden.cjs'), 'status', ...args], {
    encoding: 'utf8',
    cwd: project,
    env: { ...process.env, HOME: folder, CLAUDE_CONFIG_DIR: '', HOOKWARDEN_HOME: home, NO_COLOR: '1' },
  });
const user = () => join(installed.folders.config, 'policy.yaml');

it('one screen says what is enforced, for whom, and from which files', () => {
  const done = status();
  expect(done.stdout).toContain(project);
  expect(done.stdout).toMatch(/Mode +enforce, profile standard/);
  expect(done.stdout).toMatch(/Who +local \(local\), developer, by key \w{8} \(no end\) from .*credential/);
  expect(done.stdout).toMatch(/Wired in +claude-code .*settings\.json +PreToolUse/);
  expect(done.stdout).toMatch(/Log +1 record, the last /);
  expect(done.stdout).toMatch(/\nEnforced\.\n$/);
  expect(done.stdout.split('\n').length).toBeLessThan(24);
  expect(done.status).toBe(0);
});

it('a folder that is not there is no project', () => {
  expect(status(['--cwd', join(folder, 'prject')])).toMatchObject({
    status: 3,
    stdout: '',
    stderr: expect.stringMatching(/--cwd: there is no folder .*prject\n/),
  });
});

it('what layers loosen is counted and named with its line, and whether a project is trusted', () => {
  writeFileSync(user(), 'version: 1\nrules:\n  git.force-push: "off"\n', { mode: 0o600 });
  writeFileSync(join(project, '.hookwarden/policy.yaml'), 'version: 1\nprofile: strict\n');
  const done = status();
  expect(done.stdout).toMatch(/off +git\.force-push +.*policy\.yaml:3/);
  expect(done.stdout).toMatch(/project .*policy\.yaml \(untrusted: it can only tighten\)/);
  expect(done.stdout).toMatch(/profile strict/);
  expect(done.status).toBe(0);
});

it('a mode that only observes ends with 1, a broken layer too, and scripts read why', () => {
  writeFileSync(user(), 'version: 1\nmode: observe\n', { mode: 0o600 });
  const observing = status(['--json']);
  expect([observing.status, JSON.parse(observing.stdout)]).toMatchObject([
    1,
    { enforced: false, weaknesses: [expect.stringMatching(/observe/)] },
  ]);
  writeFileSync(user(), 'version: 1\nmod: observe\n', { mode: 0o600 });
  expect(status()).toMatchObject({ status: 1, stdout: expect.stringMatching(/policy is broken.*policy\.yaml:2:1/) });
  rmSync(user());
});

it('nothing of a key but its id is shown', () => {
  const credential = readFileSync(join(installed.folders.config, 'credential'), 'utf8').trim();
  expect(status().stdout + status(['--json']).stdout).not.toContain(credential.split('_')[2]);
});

it('without a set-up it ends with 3', () => {
  expect(status([], join(folder, 'nowhere'))).toMatchObject({ status: 3, stdout: '', stderr: expect.stringMatching(/hookwarden init/) });
});

it('doctor says one way out of a set-up that is missing, and another of one that cannot be used', () => {
  const doctor = (home: string) =>
    spawnSync(process.execPath, [join(ROOT, 'bin/hookwarden.cjs'), 'doctor'], {
      encoding: 'utf8',
      cwd: project,
      env: { ...process.env, HOME: folder, CLAUDE_CONFIG_DIR: '', HOOKWARDEN_HOME: home, NO_COLOR: '1' },
    });
  expect(doctor(join(folder, 'none')).stdout).toMatch(
    /^fail {2}set-up {2}nothing is set up here yet: .* is not there\n +Run in a terminal of your own: hookwarden install\n$/m,
  );
  chmodSync(installed.folders.config, 0o777);
  const open = doctor(installed.home).stdout;
  chmodSync(installed.folders.config, 0o700);
  expect(open).toMatch(/^fail {2}set-up {2}.* can be reached by others .*Run: chmod 700 .*\n +Then look again: hookwarden doctor\n$/m);
});
