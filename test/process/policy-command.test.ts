import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Installed, install } from '../support/installed.ts';
import { bash, launch } from '../support/launch.ts';

const program = resolve(import.meta.dirname, '../../bin/hookwarden.cjs');
const folder = mkdtempSync(join(tmpdir(), 'hookwarden-policy-'));
const project = join(folder, 'project');
const layer = join(project, '.hookwarden');
let installed: Installed;
beforeAll(() => {
  installed = install(join(folder, 'own'));
  mkdirSync(join(project, '.git'), { recursive: true });
  mkdirSync(layer);
}, 60_000);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const policy = (...args: readonly string[]) => hookwarden('policy', ...args);
const hookwarden = (...args: readonly string[]) =>
  spawnSync(process.execPath, [program, ...args], {
    encoding: 'utf8',
    cwd: project,
    env: { ...process.env, HOOKWARDEN_HOME: installed.home, NO_COLOR: '1' },
  });
const write = (text: string): void => writeFileSync(join(layer, 'policy.yaml'), text);
const forcePush = () => launch(installed, bash('git push --force origin feature', { cwd: project }));

it('a project’s layer loosens once it is trusted, and no longer when it has changed', () => {
  write('version: 1\nrules:\n  git.force-push: "off"\n');
  expect(forcePush().stdout).toContain('git.force-push');
  expect(policy('show').stdout).toMatch(/rules\.git\.force-push +off +project .*policy\.yaml:3 +an untrusted project can only tighten/);
  expect(policy('trust').stdout).toMatch(/is trusted as it is now/);
  expect(forcePush()).toMatchObject({ status: 0, stdout: '' });
  write('version: 1\nrules:\n  git.force-push: "off"\n\n');
  expect(forcePush().stdout).toContain('git.force-push');
  write('version: 1\nrules:\n  git.force-push: "off"\n');
  expect(forcePush().stdout).toBe('');
  expect(policy('untrust').stdout).toMatch(/can only tighten again/);
  expect(forcePush().stdout).toContain('git.force-push');
});

it('check judges by what holds in its folder, and says what is broken', () => {
  const answers = (...more: readonly string[]) => hookwarden('check', ...more, 'git push --force origin feature').status;
  rmSync(join(layer, 'policy.yaml'), { force: true });
  expect(answers()).toBe(1);
  write('version: 1\nrules:\n  git.force-push: deny\n');
  expect([answers(), answers('--cwd', folder)]).toEqual([2, 1]);
  write('version: 1\nrules:\n  git.force-psh: deny\n');
  const broken = hookwarden('check', 'ls');
  expect([broken.status, broken.stderr]).toEqual([3, expect.stringMatching(/every call is denied: .*policy\.yaml:3:3: .*did you mean/)]);
});

it('what a project cannot have is said before it is trusted', () => {
  write('version: 1\nrules:\n  git.force-psh: "off"\n');
  const done = policy('trust');
  expect([done.status, done.stderr]).toEqual([3, expect.stringMatching(/policy\.yaml:3:3: .*did you mean "git\.force-push"/)]);
});

it('lint says every fault with its line, and ends with 1', () => {
  write('version: 1\nmod: observe\nhours: { timeZone: Nowhere, days: [mon], from: "08:00", to: "09:00" }\n');
  const done = policy('lint');
  expect(done.status).toBe(1);
  expect(done.stdout).toMatch(/policy\.yaml:2:1: unknown key "mod"; did you mean "mode"/);
  expect(done.stdout).toMatch(/policy\.yaml:3:20: hours\.timeZone/);
  expect(policy('lint', '--json').stdout).toContain('"line":2');
});

it('lint says what is written well and does not count', () => {
  write('version: 1\nrules:\n  git.force-push: "off"\n');
  const done = policy('lint');
  expect(done.stdout).toMatch(
    /Nothing is wrong\.\n\nDropped\n.*\nrules\.git\.force-push +off .*policy\.yaml:3 +an untrusted project can only tighten\n$/,
  );
  expect(done.status).toBe(0);
});

it('diff shows what one file would change of another', () => {
  const [one, two] = [join(folder, 'one.yaml'), join(folder, 'two.yaml')];
  writeFileSync(one, 'version: 1\nmode: observe\n');
  writeFileSync(two, 'version: 1\nrules:\n  git.force-push: deny\n');
  const done = policy('diff', one, two);
  expect(done.status).toBe(1);
  expect(done.stdout).toMatch(/mode +observe +enforce\n/);
  expect(done.stdout).toMatch(/rules\.git\.force-push +ask +deny/);
  expect(policy('diff', one, one).status).toBe(0);
});

it('the schema is the one that is published', () => {
  expect(JSON.parse(policy('schema').stdout)).toMatchObject({ type: 'object', additionalProperties: false });
});

it('without a layer of its own there is nothing to trust', () => {
  rmSync(join(layer, 'policy.yaml'));
  expect(policy('trust').stderr).toMatch(/has no layer of its own/);
});

it('a rule that was begun where the guide says is tested, listed and counts', () => {
  rmSync(join(layer, 'policy.yaml'), { force: true });
  const guide = readFileSync(resolve(import.meta.dirname, '../../docs/guides/write-a-rule.md'), 'utf8');
  const [, shown = ''] = / {3}```yaml\n([\s\S]*?) {3}```/.exec(guide) ?? [];
  const begun = hookwarden('rules', 'new', 'shop.keep-golden', '--dir', '.hookwarden/rules').stdout;
  const [, written = ''] = /^Wrote (\S+\.yaml)\. .*: hookwarden rules test --dir \.hookwarden\/rules$/m.exec(begun) ?? [];
  writeFileSync(join(project, written), shown.replaceAll(/^ {3}/gm, ''));
  expect(hookwarden('rules', 'test', '--dir', '.hookwarden/rules').stdout).toBe('1 rule, 6 examples, 0 known gaps, 0 failures\n');
  expect(policy('lint').stdout).toContain(written);
  expect(hookwarden('rules', 'list', '--pack', 'shop').stdout).toMatch(/\nshop\.keep-golden +ask +medium +Deleting golden files\n$/);
  expect(hookwarden('rules', 'show', 'shop.keep-golden').stdout).toMatch(/^shop\.keep-golden {2}Deleting golden files\n/);
  expect(hookwarden('check', 'rm -r fixtures/golden')).toMatchObject({ status: 1, stdout: expect.stringContaining('shop.keep-golden') });
});
