import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createLocalJWKSet } from 'jose';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { alone } from '../support/alone.ts';
import { type Installed, install } from '../support/installed.ts';

const PASSPHRASE = ['a passphrase', 'for the tests'].join(' ');

let [here, there]: Installed[] = [];
beforeAll(() => {
  [here, there] = [install(), install()];
}, 60_000);
afterAll(() => {
  here?.remove();
  there?.remove();
});

const at = (place: Installed | undefined, args: readonly string[], lines: readonly string[] = []) =>
  alone(place?.home ?? '', ['capability', ...args], lines);
const keys = (place: Installed | undefined) =>
  at(place, ['keys', 'list', '--json'])
    .stdout.split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line));
const withPassphrase = ['--passphrase-fd', '3'];

// One course of events, each step on what the ones before have left.
describe('keys of tokens, from the first to the last', () => {
  it('no token is given out before there is a key, and none has a poor passphrase', () => {
    expect(at(here, ['mode', 'token'])).toMatchObject({ status: 3, stderr: expect.stringMatching(/keys create/) });
    expect(at(here, ['keys', 'create', ...withPassphrase], ['short'])).toMatchObject({
      status: 3,
      stderr: expect.stringMatching(/12 to 512/),
    });
  });

  it('a key is made, its private half locked away from the state, and tokens are the mode', () => {
    expect(at(here, ['keys', 'create', '--audience', 'ci', ...withPassphrase], [PASSPHRASE])).toMatchObject({ status: 0, stderr: '' });
    expect(at(here, ['mode', 'token'])).toMatchObject({ status: 0, stdout: expect.stringMatching(/^token/) });
    const [key] = keys(here);
    expect(key).toMatchObject({ algorithm: 'EdDSA', issuer: here?.installId, audience: 'ci', signs: true });
    const folder = join(here?.folders.config ?? '', 'capability-keys');
    expect(readdirSync(folder)).toEqual([key.kid]);
    expect(readFileSync(join(folder, key.kid), 'utf8')).not.toMatch(/PRIVATE KEY/);
    expect(at(here, ['keys', 'create', ...withPassphrase], [PASSPHRASE])).toMatchObject({
      status: 3,
      stderr: expect.stringMatching(/rotate/),
    });
  });

  it('its public half goes to another machine, as others read it too, and nothing secret with it', async () => {
    const { stdout } = at(here, ['keys', 'export']);
    const [key] = keys(here);
    const set = JSON.parse(stdout);
    expect(set.keys).toEqual([{ ...key.jwk, kid: key.kid, alg: 'EdDSA', use: 'sig', iss: here?.installId }]);
    await expect(createLocalJWKSet(set)({ alg: 'EdDSA', kid: key.kid })).resolves.toMatchObject({ type: 'public' });
    const file = join(there?.home ?? '', 'keys.json');
    writeFileSync(file, stdout);
    expect(at(there, ['keys', 'import', file, '--audience', 'ci'])).toMatchObject({ status: 0, stdout: expect.stringContaining(key.kid) });
    expect(keys(there)).toMatchObject([{ kid: key.kid, issuer: here?.installId, audience: 'ci', signs: false }]);
  });

  it('another key takes its place, from a password manager, and the private half of the old one is gone', () => {
    const [old] = keys(here);
    const file = join(here?.home ?? '', 'manager');
    const [store, command] = [`umask 077; cat > '${file}'`, `cat '${file}'`];
    const rotated = at(here, ['keys', 'rotate', '--overlap', '1h', '--store', store, '--command', command]);
    expect(rotated).toMatchObject({ status: 0, stderr: '', stdout: expect.stringMatching(/count until/) });
    expect(keys(here)).toMatchObject([
      { kid: old.kid, signs: false },
      { audience: 'ci', kept: { command }, signs: true },
    ]);
    expect(keys(here)[0].kept).toBeUndefined();
    expect(readdirSync(join(here?.folders.config ?? '', 'capability-keys'))).toEqual([]);
    expect(at(here, ['keys', 'retire', old.kid])).toMatchObject({ status: 0 });
    expect(JSON.parse(at(here, ['keys', 'export']).stdout).keys).toHaveLength(1);
  });

  it('all of it is in the log, and no secret', () => {
    const log = alone(here?.home ?? '', ['audit', 'list', '--json', '--count', '10']).stdout;
    for (const act of ['key.create', 'mode', 'key.retire']) expect(log).toContain(`"capability.${act}"`);
    expect(log).not.toMatch(/PRIVATE KEY|passphrase/);
  });

  it('what there is not to do is said to be nothing, with what there is', () => {
    expect(at(here, ['keys', 'frobnicate'])).toMatchObject({ status: 3, stderr: expect.stringMatching(/list, create, rotate/) });
  });
});
