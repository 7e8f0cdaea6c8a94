import { chmodSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { compareVersions } from '../../../../src/cli/doctor/check.ts';
import { hostChecks } from '../../../../src/cli/doctor/host-checks.ts';
import { filesCheck, launcherCheck, nodeCheck, sqliteCheck } from '../../../../src/cli/doctor/machine-checks.ts';
import { launcherText } from '../../../../src/state/launcher.ts';
import { heldEvents } from '../../../../src/wiring/host-wiring.ts';
import { WIRINGS } from '../../../../src/wiring/index.ts';
import { freshInstallation } from '../../../support/installation.ts';

it.each([
  ['2.1.295', '2.1.295', 0],
  ['2.1.330', '2.1.295', 1],
  ['2.1.30', '2.1.295', -1],
  ['3.0.0-beta.1', '2.9.9', 1],
  ['x', '0.0.1', -1],
])('%s against %s', (left, right, sign) => {
  expect(Math.sign(compareVersions(left, right))).toBe(sign);
});

describe('the machine', () => {
  it('has to have a Node that is new enough, and Windows is experimental', () => {
    expect(nodeCheck('22.13.9', 'linux')).toMatchObject({ state: 'fail', mend: expect.stringContaining('nodejs.org') });
    expect(nodeCheck('24.1.0', 'linux')).toMatchObject({ state: 'ok' });
    expect(nodeCheck('24.1.0', 'win32')).toMatchObject({ state: 'warn', text: expect.stringContaining('experimental') });
    expect(sqliteCheck()).toMatchObject({ state: 'ok', text: expect.stringMatching(/^SQLite 3\./) });
  });

  it('has to keep what is its owner’s alone from others', () => {
    const { folders } = freshInstallation();
    expect(filesCheck(folders)).toMatchObject({ state: 'ok' });
    chmodSync(join(folders.config, 'credential'), 0o644);
    expect(filesCheck(folders)).toMatchObject({ state: 'fail', text: expect.stringMatching(/credential.*chmod 600/) });
  });

  it('has to have a launcher whose Node and program are there, made by this version', () => {
    const { folders, installation } = freshInstallation();
    const [node, bundle] = [process.execPath, join(folders.state, "o'hook.cjs")];
    const target = { node, bundle, folders, installId: installation.id, privileged: true };
    const write = (text: string) => writeFileSync(join(folders.state, 'launcher'), text, { mode: 0o700 });
    const state = () => launcherCheck(folders, node, bundle);
    expect(state()).toMatchObject({ state: 'fail', text: expect.stringContaining('there is none') });
    write(launcherText(target));
    expect(state()).toMatchObject({ state: 'fail', text: `its program is gone: ${bundle}` });
    writeFileSync(bundle, '');
    write(launcherText({ ...target, snapshot: join(folders.state, 'hook.snapshot') }));
    expect(state()).toMatchObject({ state: 'ok' });
    write(launcherText({ ...target, node: '/nowhere/node' }));
    expect(state()).toMatchObject({ state: 'fail', text: 'its Node is gone: /nowhere/node' });
    write(`${launcherText(target)}# more\n`);
    expect(state()).toMatchObject({ state: 'warn', text: expect.stringContaining('another version') });
    write(launcherText({ ...target, bundle: node }));
    expect(state()).toMatchObject({ state: 'warn', text: expect.stringContaining(`and this is ${bundle}`) });
  });
});

describe('a host', () => {
  const wiring = WIRINGS['claude-code'];
  const here = { wiring, program: '/usr/bin/claude' };
  const wired = { host: 'claude-code', path: '/s.json', events: heldEvents(wiring), partly: [], commands: {} } as const;

  it.each([
    ['that is wired and new enough is fine', [wired], '2.1.330', ['ok']],
    ['that nothing guards is told', [], '2.1.330', ['warn']],
    ['that leaves an event out fails', [{ ...wired, events: ['PreToolUse'] }], '2.1.330', ['fail']],
    ['that asks about some tools only fails', [{ ...wired, events: [], partly: ['PreToolUse (Bash)'] }], '2.1.330', ['fail']],
    ['whose settings cannot be read fails once', [{ ...wired, events: [], fault: 'it cannot be read' }], '2.1.330', ['fail']],
    ['that is too old fails', [wired], '2.1.294', ['ok', 'fail']],
    ['whose version is not known is told', [wired], undefined, ['ok', 'warn']],
    [
      'whose hooks are off fails',
      [wired, { ...wired, path: '/t.json', events: [], fault: 'disableAllHooks is true' }],
      '2.1.330',
      ['fail', 'ok'],
    ],
  ] as const)('%s', (_, wirings, version, states) => {
    const checks = hostChecks(here, wirings, version);
    expect(checks.map(({ state }) => state)).toEqual(states);
    for (const { state, mend } of checks) expect(mend === undefined).toBe(state === 'ok');
  });
});
