import { chmodSync, mkdirSync, readdirSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { type Installed, install } from '../support/installed.ts';
import { bash, launch, records } from '../support/launch.ts';

let installed: Installed;
let file = '';
let project = '';
beforeAll(() => {
  installed = install();
  file = join(installed.folders.config, 'policy.yaml');
  project = join(installed.home, 'project');
  mkdirSync(join(project, '.git'), { recursive: true });
  mkdirSync(join(project, '.hookwarden'));
}, 60_000);
afterEach(() => {
  rmSync(file, { force: true });
  rmSync(join(project, '.hookwarden/policy.yaml'), { force: true });
});
afterAll(() => installed.remove());

const writePolicy = (text: string, mode = 0o600, at = file): void => {
  writeFileSync(at, text);
  chmodSync(at, mode);
};
const forcePush = () => launch(installed, bash('git push --force origin feature', { cwd: project }));

it('what the user’s policy denies is denied, from the compiled policy the second time', () => {
  writePolicy('version: 1\nrules:\n  git.force-push: deny\n');
  expect(forcePush().status).toBe(2);
  const folder = join(installed.folders.state, 'policies');
  const [compiled = ''] = readdirSync(folder);
  expect(statSync(join(folder, compiled)).mode & 0o777).toBe(0o600);
  expect(forcePush().status).toBe(2);
  expect(readdirSync(folder)).toEqual([compiled]);
});

it('a compiled policy that someone changed is compiled anew', () => {
  writePolicy('version: 1\nrules:\n  git.force-push: deny\n');
  forcePush();
  const folder = join(installed.folders.state, 'policies');
  for (const name of readdirSync(folder))
    writeFileSync(join(folder, name), `${'0'.repeat(64)}\n{"mode":"observe","rules":[],"hash":"${name.slice(0, 64)}"}`);
  expect(forcePush().status).toBe(2);
});

it('a project may tighten and not loosen', () => {
  writePolicy('version: 1\nrules:\n  git.force-push: deny\n', 0o644, join(project, '.hookwarden/policy.yaml'));
  expect(forcePush().status).toBe(2);
  writePolicy('version: 1\nmode: observe\nrules:\n  filesystem.delete-root: "off"\n', 0o644, join(project, '.hookwarden/policy.yaml'));
  expect(launch(installed, bash('rm -rf /', { cwd: project })).status).toBe(2);
});

it('the names of a policy are held against the environment of the agent and the files of the project', () => {
  writePolicy('version: 1\nproduction: { variable: ["STAGE=live"], gitBranch: [trunk] }\nrules: { infrastructure.production: deny }\n');
  const apply = (STAGE: string) =>
    launch(installed, bash('kubectl apply -f app.yaml', { cwd: project }), { environment: { STAGE } }).status;
  expect([apply('live'), apply('test')]).toEqual([2, 0]);
  writeFileSync(join(project, '.git/HEAD'), 'ref: refs/heads/trunk\n');
  expect(apply('test')).toBe(2);
  rmSync(join(project, '.git/HEAD'));
});

it('hours that are over hold a push, by a clock that knows its time zone', () => {
  const window = (timeZone: string, days: string) =>
    `version: 1\nhours: { timeZone: ${timeZone}, days: [${days}], from: "00:00", to: "00:00", outside: deny }\n`;
  const push = () => launch(installed, bash('git push', { cwd: project })).status;
  writePolicy(window('Asia/Kathmandu', 'mon, tue, wed, thu, fri, sat, sun'));
  expect(push()).toBe(0);
  const today = new Date().getUTCDay();
  writePolicy(window('UTC', ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'][(today + 3) % 7] ?? ''));
  expect(push()).toBe(2);
  expect(records(installed).at(-1)).toMatchObject({ decision: 'deny', findings: [{ ruleId: 'context.hours' }] });
});

it('in mode observe nothing is blocked and the verdict is recorded', () => {
  writePolicy('version: 1\nmode: observe\n');
  const done = launch(installed, bash('rm -rf /', { cwd: project }));
  expect([done.status, done.stdout]).toEqual([0, '']);
  expect(records(installed).at(-1)).toMatchObject({ mode: 'observe', decision: 'deny' });
});

it.each([
  ['unknown key', 'version: 1\nruls: {}\n', 0o600, /policy\.yaml:2:1: unknown key "ruls"; did you mean "rules"/],
  ['unknown rule', 'version: 1\nrules:\n  git.force-psh: deny\n', 0o600, /policy\.yaml:3:3: .*did you mean "git\.force-push"/],
  ['no YAML', 'version: [1\n', 0o600, /policy\.yaml:\d+:\d+/],
  ['an alias bomb', 'version: &a 1\nmode: *a\n', 0o600, /policy\.yaml:\d+:\d+/],
  ['not UTF-8', 'version: 1\n# \xff\n', 0o600, /policy\.yaml/],
  ['writable by everyone', 'version: 1\n', 0o666, /chmod o-w/],
  ['too large', `version: 1\n#${'x'.repeat(300 * 1024)}\n`, 0o600, /256 KiB/],
])('a policy that is %s denies, and says where and how to mend it', (_, text, mode, says) => {
  writeFileSync(file, Buffer.from(text, 'latin1'));
  chmodSync(file, mode);
  const done = launch(installed, bash('ls', { cwd: project }));
  expect(done.status).toBe(2);
  expect(done.stdout).toBe('');
  expect(done.stderr).toMatch(says);
  expect(records(installed).at(-1)).toMatchObject({ decision: 'deny', findings: [{ ruleId: 'audit.policy' }] });
});

it('a policy that is no file denies without waiting', () => {
  mkdirSync(file);
  const done = launch(installed, bash('ls', { cwd: project }));
  expect([done.status, /not a regular file/.test(done.stderr)]).toEqual([2, true]);
  rmSync(file, { recursive: true });
});

it('a policy that is a link to nothing denies, for somebody wanted one', () => {
  symlinkSync(join(project, 'gone'), file);
  const done = launch(installed, bash('ls', { cwd: project }));
  expect([done.status, /policy\.yaml cannot be read \(ENOENT\)/.test(done.stderr)]).toEqual([2, true]);
});

it('a broken policy does not hold a session back from ending', () => {
  writePolicy('nonsense');
  const stop = { session_id: 's', cwd: project, hook_event_name: 'Stop' };
  expect(launch(installed, stop, { verb: 'notify' }).status).toBe(0);
});
