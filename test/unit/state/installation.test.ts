import { chmodSync, readdirSync, readFileSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { userInfo } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { describe, expect, it } from 'vitest';
import { parseVerifierKey } from '../../../src/audit/note.ts';
import { authenticate } from '../../../src/authentication/authenticate.ts';
import { openAdmin } from '../../../src/state/admin.ts';
import { foldersOf } from '../../../src/state/folders.ts';
import { initialise } from '../../../src/state/initialise.ts';
import { credentialFile, installationFile, readCredential, readInstallation, signerOf } from '../../../src/state/installation.ts';
import { openReader } from '../../../src/state/reader.ts';
import { type Fresh, freshInstallation, NOW, random, unwrap } from '../../support/installation.ts';

const again = ({ folders }: Fresh) => initialise(folders, { random, now: NOW + 1 });
const admin = ({ installation, database }: Fresh) =>
  unwrap(
    openAdmin({
      database,
      installId: installation.id,
      timeoutMs: 1000,
      signer: signerOf(installation),
      random,
      pepper: installation.pepper,
    }),
  );
const whoIs = (fresh: Fresh, text: string | undefined, now = NOW) => {
  const store = unwrap(fresh.open());
  const known = authenticate(text, unwrap(store.snapshot(text?.split('_')[1], undefined)), now, fresh.installation.pepper);
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
    expect(whoIs(fresh, unwrap(readCredential(config)))).toBe('local');
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
    for (const secret of [...secrets, unwrap(readCredential(fresh.folders.config)) ?? '']) expect(text).not.toContain(secret);
  });

  it('makes a new key where the credential is gone, was revoked, or is of another installation', () => {
    const fresh = freshInstallation();
    rmSync(credentialFile(fresh.folders.config));
    const second = unwrap(again(fresh));
    expect(second.made.credential).toBe(true);
    unwrap(admin(fresh).revokeKey(second.keyId, NOW));
    const third = unwrap(again(fresh));
    expect(third.made.credential).toBe(true);
    writeFileSync(credentialFile(fresh.folders.config), unwrap(readCredential(freshInstallation().folders.config)) ?? '');
    expect(unwrap(again(fresh)).made.credential).toBe(true);
    expect(whoIs(fresh, unwrap(readCredential(fresh.folders.config)))).toBe('local');
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

describe('acts on keys', () => {
  it('make, rotate and revoke, each with its record, and end verdicts under way', () => {
    const fresh = freshInstallation();
    const keys = admin(fresh);
    const store = unwrap(fresh.open());
    const epochs = [unwrap(store.snapshot(undefined, undefined)).epoch];
    const made = unwrap(keys.createKey({ name: 'ci', role: 'service', expiresAt: NOW + 10 }, NOW));
    epochs.push(unwrap(store.snapshot(undefined, undefined)).epoch);
    expect(whoIs(fresh, made.text)).toBe(made.view.principal_id);
    expect(whoIs(fresh, made.text, NOW + 10)).toBe('authentication.key-expired');
    const next = unwrap(keys.rotateKey(made.view.key_id, NOW + 5));
    epochs.push(unwrap(store.snapshot(undefined, undefined)).epoch);
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
