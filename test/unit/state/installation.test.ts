import { chmodSync, readdirSync, readFileSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { userInfo } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { describe, expect, it } from 'vitest';
import { parseVerifierKey } from '../../../src/audit/note.ts';
import { authenticate } from '../../../src/authentication/authenticate.ts';
import { type KeyRequest, openAdmin } from '../../../src/state/admin.ts';
import { credentialFile, readCredentialFile } from '../../../src/state/credential.ts';
import { foldersOf } from '../../../src/state/folders.ts';
import { initialise } from '../../../src/state/initialise.ts';
import { installationFile, readInstallation, signerOf } from '../../../src/state/installation.ts';
import { openReader } from '../../../src/state/reader.ts';
import { draft, type Fresh, freshInstallation, NOW, random, unwrap } from '../../support/installation.ts';

const again = ({ folders }: Fresh) => initialise(folders, { random, now: NOW + 1 });
const admin = ({ installation, database, vault }: Fresh) =>
  unwrap(
    openAdmin({
      database,
      installId: installation.id,
      timeoutMs: 1000,
      signer: signerOf(installation),
      random,
      vault,
      pepper: installation.pepper,
    }),
  );
const whoIs = (fresh: Fresh, text: string | undefined, now = NOW) => {
  const store = unwrap(fresh.open());
  const known = authenticate(
    text,
    unwrap(store.snapshot(text?.split('_')[1], undefined, now)),
    { host: 'claude-code', project: '/p', now },
    fresh.installation.pepper,
  );
  return known.ok ? known.value.id : known.error.ruleId;
};

describe('where things are kept', () => {
  it.each([
    ['by default in the home folder', {}, ['/home/ada/.local/state/hookwarden', '/home/ada/.config/hookwarden']],
    [
      'where XDG says',
      { XDG_STATE_HOME: '/s', XDG_CONFIG_HOME: '/c', XDG_RUNTIME_DIR: '/r' },
      ['/s/hookwarden', '/c/hookwarden', '/r/hookwarden'],
    ],
    ['not where XDG is relative', { XDG_STATE_HOME: 's' }, ['/home/ada/.local/state/hookwarden']],
    ['all under HOOKWARDEN_HOME', { HOOKWARDEN_HOME: '/h', XDG_STATE_HOME: '/s' }, ['/h/state', '/h/config', '/h/run']],
  ])('is %s', (_, environment, expected) => {
    const { state, config, runtime } = foldersOf(environment, '/home/ada', 1000);
    expect([state, config, runtime].slice(0, expected.length)).toEqual(expected);
  });
});

it('without a home folder in the environment, in the one that the system knows', () => {
  expect(foldersOf({}, '', 1000).config).toBe(join(userInfo().homedir, '.config/hookwarden'));
});

describe('setting up', () => {
  it('says that it cannot where no folder can be made', () => {
    const folders = foldersOf({ HOOKWARDEN_HOME: '/proc/none/of/these' }, '/home/ada', 1000);
    expect(initialise(folders, { random, now: NOW })).toMatchObject({ ok: false });
  });

  it('makes private folders and files, and a key that works', () => {
    const fresh = freshInstallation();
    const { state, config } = fresh.folders;
    for (const folder of [state, config]) {
      expect(statSync(folder).mode & 0o777).toBe(0o700);
      for (const name of readdirSync(folder)) expect(statSync(join(folder, name)).mode & 0o777).toBe(0o600);
    }
    expect(whoIs(fresh, unwrap(readCredentialFile(config)))).toBe('local');
  });

  it('done again changes nothing and says the same', () => {
    const fresh = freshInstallation();
    const before =
      readFileSync(installationFile(fresh.folders.config), 'utf8') + readFileSync(credentialFile(fresh.folders.config), 'utf8');
    expect(unwrap(again(fresh))).toMatchObject({
      id: fresh.installation.id,
      keyId: fresh.keyId,
      made: { installation: false, credential: false },
    });
    expect(readFileSync(installationFile(fresh.folders.config), 'utf8') + readFileSync(credentialFile(fresh.folders.config), 'utf8')).toBe(
      before,
    );
  });

  it('shows the public key and nothing secret', () => {
    const fresh = freshInstallation();
    const shown = unwrap(again(fresh));
    expect(unwrap(parseVerifierKey(shown.verifierKey)).publicKey).toEqual(Buffer.from(fresh.installation.publicKey));
    const secrets = [fresh.installation.seed, fresh.installation.pepper].map((bytes) => Buffer.from(bytes).toString('base64'));
    const text = JSON.stringify(shown);
    for (const secret of [...secrets, unwrap(readCredentialFile(fresh.folders.config)) ?? '']) expect(text).not.toContain(secret);
  });

  it('makes a new key where the credential is gone, was revoked, or is of another installation', () => {
    const fresh = freshInstallation();
    rmSync(credentialFile(fresh.folders.config));
    const second = unwrap(again(fresh));
    expect(second.made.credential).toBe(true);
    unwrap(admin(fresh).revokeKey(second.keyId ?? '', NOW));
    const third = unwrap(again(fresh));
    expect(third.made.credential).toBe(true);
    writeFileSync(credentialFile(fresh.folders.config), unwrap(readCredentialFile(freshInstallation().folders.config)) ?? '');
    expect(unwrap(again(fresh)).made.credential).toBe(true);
    expect(whoIs(fresh, unwrap(readCredentialFile(fresh.folders.config)))).toBe('local');
  });

  it('starts a new log for the same installation where the database was deleted', () => {
    const fresh = freshInstallation();
    rmSync(fresh.database);
    expect(unwrap(again(fresh))).toMatchObject({ id: fresh.installation.id, made: { installation: false, credential: true } });
  });

  it('refuses a database of other keys', () => {
    const fresh = freshInstallation();
    rmSync(fresh.folders.config, { recursive: true });
    const refused = again(fresh);
    expect(refused.ok ? 'made' : refused.error.reason).toBe('foreign');
  });
});

describe('the files of an installation', () => {
  const cases: readonly [reason: string, what: string, spoil: (fresh: Fresh) => void][] = [
    ['missing', 'that are not there', ({ folders }) => rmSync(installationFile(folders.config))],
    ['missing', 'in a folder that is not there', ({ folders }) => rmSync(folders.config, { recursive: true })],
    ['unsafe', 'that others can read', ({ folders }) => chmodSync(installationFile(folders.config), 0o640)],
    ['unsafe', 'in a folder that others can enter', ({ folders }) => chmodSync(folders.config, 0o711)],
    [
      'unsafe',
      'behind a symbolic link',
      ({ folders }) => {
        rmSync(installationFile(folders.config));
        symlinkSync(credentialFile(folders.config), installationFile(folders.config));
      },
    ],
    ['corrupt', 'that are empty', ({ folders }) => writeFileSync(installationFile(folders.config), '')],
    [
      'corrupt',
      'that are cut off',
      ({ folders }) => writeFileSync(installationFile(folders.config), readFileSync(installationFile(folders.config)).subarray(0, 100)),
    ],
  ];

  it.each(cases)('are refused as %s: %s', (reason, _, spoil) => {
    const fresh = freshInstallation();
    spoil(fresh);
    const read = readInstallation(fresh.folders.config);
    expect(read.ok ? 'read' : read.error.reason).toBe(reason);
  });

  it('are refused by a launcher that was made for another', () => {
    const fresh = freshInstallation();
    expect(readInstallation(fresh.folders.config, fresh.installation.id).ok).toBe(true);
    const read = readInstallation(fresh.folders.config, '0000000000000000');
    expect(read.ok ? 'read' : read.error.reason).toBe('foreign');
  });
});

describe('a key', () => {
  const withKey = (request: Partial<KeyRequest> = {}) => {
    const fresh = freshInstallation();
    const keys = admin(fresh);
    return { fresh, keys, made: unwrap(keys.createKey({ principal: 'local', ...request }, NOW)) };
  };

  it('and its successor overlap for as long as was said', () => {
    const { fresh, keys, made } = withKey();
    const next = unwrap(keys.rotateKey(made.view.key_id, NOW, 100));
    const at = (now: number) => [whoIs(fresh, made.text, now), whoIs(fresh, next.text, now)];
    expect(at(NOW + 99)).toEqual(['local', 'local']);
    expect(at(NOW + 100)).toEqual(['authentication.key-revoked', 'local']);
  });

  it('remembers when it was last used, to the minute', () => {
    const { fresh, keys, made } = withKey();
    const store = unwrap(fresh.open());
    const principal = { id: 'local', name: 'local', role: 'developer', keyId: made.view.key_id };
    const used = () => unwrap(keys.listKeys()).find(({ key_id }) => key_id === made.view.key_id)?.last_used_at;
    const use = (time: number) => {
      const { epoch } = unwrap(store.snapshot(made.view.key_id, 's', NOW));
      unwrap(store.append(draft({ principal, session: 's', time }), { epoch, rate: true }));
    };
    expect(used()).toBeNull();
    use(NOW);
    use(NOW + 30_000_000);
    expect(used()).toBe(NOW);
    use(NOW + 61_000_000);
    expect(used()).toBe(NOW + 61_000_000);
  });

  it.each([
    [{ hosts: ['codex'] }, 'authentication.key-host'],
    [{ hosts: ['claude-*'] }, 'local'],
    [{ projects: ['/q/**'] }, 'authentication.key-project'],
    [{ projects: ['/p'] }, 'local'],
  ])('that is good for %j is %s', (request, expected) => {
    const { fresh, made } = withKey(request);
    expect(whoIs(fresh, made.text)).toBe(expected);
  });

  it('of a principal that is suspended is refused, and of nobody else', () => {
    const { fresh, keys, made } = withKey();
    unwrap(keys.createPrincipal({ id: 'ci', name: 'CI', kind: 'service', role: 'service' }, NOW));
    const other = unwrap(keys.createKey({ principal: 'ci' }, NOW));
    unwrap(keys.changePrincipal('ci', { status: 'suspended' }, NOW));
    expect([whoIs(fresh, made.text), whoIs(fresh, other.text)]).toEqual(['local', 'authentication.suspended']);
    unwrap(keys.changePrincipal('ci', { status: 'active' }, NOW));
    expect(whoIs(fresh, other.text)).toBe('ci');
  });

  it('is made for a principal that there is', () =>
    expect(admin(freshInstallation()).createKey({ principal: 'nobody' }, NOW)).toMatchObject({
      ok: false,
      error: { reason: 'missing' },
    }));
});

describe('rows beside the log', () => {
  const unvouched = (change: string) => {
    const fresh = freshInstallation();
    const keys = admin(fresh);
    const made = unwrap(keys.createKey({ principal: 'local' }, NOW));
    unwrap(keys.rotateKey(made.view.key_id, NOW, 0));
    const db = new Database(fresh.database);
    db.exec(change);
    db.close();
    return unwrap(openReader(fresh.database, fresh.installation.id, 1000)).unvouched();
  };
  it('are none after any number of acts', () => expect(unvouched('SELECT 1')).toEqual([]));
  it.each([
    ["UPDATE principals SET role = 'admin'", /^The principal local was changed beside the log: role is "admin" and was made "developer"/],
    ['UPDATE keys SET revoked_at = NULL WHERE revoked_at IS NOT NULL', /^The key \w+ was changed beside the log: revoked_at is null/],
    ["UPDATE keys SET hash = 'ff' WHERE revoked_at IS NULL", /was changed beside the log: proof is/],
    ['UPDATE keys SET expires_at = 9', /expires_at is 9 and was made null/],
    [
      "INSERT INTO principals VALUES ('eve', 'Eve', 'user', 'admin', NULL, 'active')",
      /^The principal eve was put into the database beside the log/,
    ],
    ['DELETE FROM keys WHERE revoked_at IS NOT NULL', /^The key \w+ was taken out of the database/],
  ])('are told: %s', (change, expected) => {
    const found = unvouched(change);
    expect(found.length).toBeGreaterThan(0);
    expect(found[0]).toMatch(expected);
  });
  it('do not come from using a key', () => expect(unvouched('UPDATE keys SET last_used_at = 9')).toEqual([]));
});

describe('failed attempts', () => {
  it('are counted by what was attempted, raise an incident, and are over after an hour', () => {
    const fresh = freshInstallation();
    const store = unwrap(fresh.open());
    const fail = (failure: string, time = NOW) => unwrap(store.append(draft({ time, callHash: 'same' }), { rate: false, failure }));
    const failures = (appended: ReturnType<typeof fail>) => (appended.kind === 'appended' ? appended.failures : appended.kind);
    expect([1, 2, 3, 4, 5].map(() => failures(fail('key a')))).toEqual([1, 2, 3, 4, 5]);
    expect(failures(fail('key b'))).toBe(1);
    expect(failures(fail('key a', NOW + 3_600_000_001))).toBe(1);
    const reader = unwrap(openReader(fresh.database, fresh.installation.id, 1000));
    const incidents = reader
      .list(50)
      .map(({ body }) => JSON.parse(String(body)))
      .filter(({ kind }) => kind === 'incident');
    expect(incidents.map(({ subject }) => subject)).toEqual([{ incident: 'failed-attempts', source: 'key a', failures: 5 }]);
  });
});

describe('acts on keys', () => {
  it('make, rotate and revoke, each with its record, and end verdicts under way', () => {
    const fresh = freshInstallation();
    const keys = admin(fresh);
    const store = unwrap(fresh.open());
    const epochs = [unwrap(store.snapshot(undefined, undefined, NOW)).epoch];
    const ci = unwrap(keys.createPrincipal({ id: 'ci', name: 'CI', kind: 'service', role: 'service' }, NOW));
    const made = unwrap(keys.createKey({ principal: ci.principal_id, expiresAt: NOW + 10 }, NOW));
    epochs.push(unwrap(store.snapshot(undefined, undefined, NOW)).epoch);
    expect(whoIs(fresh, made.text)).toBe(made.view.principal_id);
    expect(whoIs(fresh, made.text, NOW + 10)).toBe('authentication.key-expired');
    const next = unwrap(keys.rotateKey(made.view.key_id, NOW + 5, 0));
    epochs.push(unwrap(store.snapshot(undefined, undefined, NOW)).epoch);
    expect(next.view).toMatchObject({ principal_id: made.view.principal_id, role: 'service', expires_at: NOW + 15 });
    expect([whoIs(fresh, made.text, NOW + 6), whoIs(fresh, next.text, NOW + 6)]).toEqual([
      'authentication.key-revoked',
      made.view.principal_id,
    ]);
    unwrap(keys.revokeKey(next.view.key_id, NOW + 7));
    expect(whoIs(fresh, next.text, NOW + 8)).toBe('authentication.key-revoked');
    expect(new Set(epochs).size).toBe(3);
    const reader = unwrap(openReader(fresh.database, fresh.installation.id, 1000));
    expect(reader.list(10).map(({ body }) => JSON.parse(String(body)).subject.act)).toEqual([
      'key.revoke',
      'key.create',
      'key.revoke',
      'key.create',
      'principal.create',
      'key.create',
    ]);
  });

  it('say so where there is no such key, and leave no record', () => {
    const fresh = freshInstallation();
    const refused = admin(fresh).revokeKey('nobody00', NOW);
    expect(refused.ok ? 'revoked' : refused.error.message).toContain('no key nobody00');
    expect(unwrap(openReader(fresh.database, fresh.installation.id, 1000)).list(10)).toHaveLength(1);
  });

  it('list keys without secret or hash', () => {
    const fresh = freshInstallation();
    const stored = new Database(fresh.database).prepare<[], { hash: string }>('SELECT hash FROM keys').get();
    expect(JSON.stringify(unwrap(admin(fresh).listKeys()))).not.toContain(stored?.hash);
  });
});
