import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createLocalJWKSet } from 'jose';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { alone } from '../support/alone.ts';
import { type Installed, install } from '../support/installed.ts';
import { bash, launch } from '../support/launch.ts';

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
const ASKED = ['--for', 'local', '--type', 'filesystem', '--resource', 'src/**', '--operation', 'read'];
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

  it('a password manager takes its place, and the private half of before is gone; nothing is granted with a wrong passphrase', () => {
    const [old] = keys(here);
    const wrong = at(here, ['request', ...ASKED, ...withPassphrase], ['some other passphrase']);
    expect(wrong).toMatchObject({ status: 3, stdout: '', stderr: expect.stringMatching(/not the passphrase/) });
    expect(at(here, ['list', '--json']).stdout).not.toContain('cap_');
    const file = join(here?.home ?? '', 'manager');
    const [store, command] = [`umask 077; cat > '${file}'`, `cat '${file}'`];
    const rotated = at(here, ['keys', 'rotate', '--overlap', '1h', '--store', store, '--command', command]);
    expect(rotated).toMatchObject({ status: 0, stderr: '', stdout: expect.stringMatching(/count until/) });
    const [before, after] = keys(here);
    expect(before).toMatchObject({ kid: old.kid, signs: false });
    expect(before.kept).toBeUndefined();
    expect(after).toMatchObject({ audience: 'ci', kept: { command }, signs: true });
    expect(readdirSync(join(here?.folders.config ?? '', 'capability-keys'))).toEqual([]);
    expect(at(here, ['keys', 'retire', old.kid]).status).toBe(0);
  });

  it('its public half goes to another machine, as others read it too, and nothing secret with it', async () => {
    const { stdout } = at(here, ['keys', 'export']);
    const key = keys(here)[1];
    const set = JSON.parse(stdout);
    expect(set.keys).toEqual([{ ...key.jwk, kid: key.kid, alg: 'EdDSA', use: 'sig', iss: here?.installId }]);
    await expect(createLocalJWKSet(set)({ alg: 'EdDSA', kid: key.kid })).resolves.toMatchObject({ type: 'public' });
    const file = join(there?.home ?? '', 'keys.json');
    writeFileSync(file, stdout);
    expect(at(there, ['keys', 'import', file, '--audience', 'ci'])).toMatchObject({ status: 0, stdout: expect.stringContaining(key.kid) });
    expect(keys(there)).toMatchObject([{ kid: key.kid, issuer: here?.installId, audience: 'ci', signs: false }]);
  });

  let token = '';
  let child = '';
  it('a token is given out, and another that is narrower', () => {
    token = at(here, ['request', ...ASKED]).stdout.trim();
    child = at(here, ['delegate', token, '--for', 'local', '--constraints', '{"extensions":[".ts"]}']).stdout.trim();
    expect([token, child]).toEqual([expect.stringMatching(/^ey/), expect.stringMatching(/^ey/)]);
  });

  it('it counts on the other machine, without this one’s database, for what it says and no more', () => {
    expect(at(there, ['validate', child, '--for', 'local'])).toMatchObject({ status: 0, stdout: expect.stringMatching(/\.ts/) });
    const run = (file: string) => {
      const read = { tool_name: 'Read', tool_input: { file_path: `/home/ada/shop/${file}` } };
      return launch(
        { launcher: there?.launcher ?? '' },
        { ...bash(''), ...read, session_id: 'bound' },
        { environment: { HOOKWARDEN_CAPABILITY: child } },
      );
    };
    expect(run('src/a.ts').stderr).toBe('');
    expect(run('src/a.md')).toMatchObject({ status: 2, stderr: expect.stringMatching(/allows files of other extensions/) });
  });

  it('what is taken back here is taken back there by a signed list, and by no older one', () => {
    const id = JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString()).jti;
    const older = at(here, ['revocations', 'export']).stdout;
    expect(at(here, ['revoke', id]).status).toBe(0);
    const newer = at(here, ['revocations', 'export']).stdout;
    const file = join(there?.home ?? '', 'revoked');
    writeFileSync(file, newer);
    expect(at(there, ['revocations', 'import', file])).toMatchObject({ status: 0, stdout: expect.stringMatching(/1 of it was not known/) });
    for (const held of [token, child])
      expect(at(there, ['validate', held])).toMatchObject({ status: 2, stdout: expect.stringMatching(/revoked/) });
    writeFileSync(file, older);
    expect(at(there, ['revocations', 'import', file])).toMatchObject({ status: 3, stderr: expect.stringMatching(/counts here already/) });
    writeFileSync(file, newer.replace(/^ey/, 'eX'));
    expect(at(there, ['revocations', 'import', file])).toMatchObject({ status: 3, stderr: expect.stringMatching(/malformed/) });
  });

  it('no token lies where nobody should read it', () => {
    for (const { folders } of [here, there].filter((place) => place !== undefined))
      for (const name of readdirSync(folders.state).filter((entry) => entry.startsWith('hookwarden.db'))) {
        const bytes = readFileSync(join(folders.state, name));
        for (const held of [token, child]) expect(bytes.includes(held.slice(-40))).toBe(false);
      }
  });

  it('all of it is in the log, and no secret', () => {
    const log = alone(here?.home ?? '', ['audit', 'list', '--json', '--count', '10']).stdout;
    for (const act of ['key.create', 'mode', 'key.retire']) expect(log).toContain(`"capability.${act}"`);
    expect(log).not.toMatch(/PRIVATE KEY|passphrase/);
  });
});
