// Run by store-race.test.ts as a process of its own: sets up, then appends, and names on stdout every record that was acknowledged.

import { randomBytes } from 'node:crypto';
import { writeSync } from 'node:fs';
import { redaction } from '../../src/audit/redact.ts';
import { databaseIn, foldersOf } from '../../src/state/folders.ts';
import { initialise } from '../../src/state/initialise.ts';
import { readInstallation, signerOf } from '../../src/state/installation.ts';
import { readSessionKeys } from '../../src/state/session-keys.ts';
import { openStore } from '../../src/state/store.ts';
import { openVault } from '../../src/state/vault.ts';

const [home = '', count = '0'] = process.argv.slice(2);
const random = { bytes: (length: number) => randomBytes(length) };
const now = () => Date.now() * 1000;
const folders = foldersOf({ HOOKWARDEN_HOME: home }, home, process.getuid?.());

const made = initialise(folders, { random, now: now() });
if (!made.ok) throw new Error(made.error.message);
const installation = readInstallation(folders.config);
if (!installation.ok) throw new Error(installation.error.message);
const { id } = installation.value;
const principal = { id: 'local', name: 'local', role: 'developer', keyId: made.value.keyId ?? '' };

for (let i = 0; i < Number(count); i++) {
  const store = openStore({
    database: databaseIn(folders),
    installId: id,
    timeoutMs: 5000,
    signer: signerOf(installation.value),
    random,
    vault: openVault(installation.value.pepper, () => readSessionKeys(folders.config), random),
    redact: redaction(installation.value.pepper),
  });
  if (!store.ok) throw new Error(store.error.message);
  const snapshot = store.value.snapshot(principal.keyId, `session-${process.pid}`, now());
  if (!snapshot.ok) throw new Error(snapshot.error.message);
  const appended = store.value.append(
    {
      time: now(),
      kind: 'call',
      session: `session-${process.pid}`,
      principal,
      tool: 'Bash',
      subject: { command: `echo ${process.pid} ${i}` },
      findings: [],
      decision: 'allow',
      mode: 'enforce',
      stage: 'governance',
      risk: 0,
      timings: {},
      policy: '',
      callHash: `${process.pid}-${i}`,
    },
    { epoch: snapshot.value.epoch, rate: true },
  );
  if (!appended.ok) throw new Error(appended.error.message);
  writeSync(1, `${appended.value.kind} ${'id' in appended.value ? appended.value.id : ''}\n`);
  // Some close and some just end, as processes do.
  if (i % 2 === 0) store.value.close();
}
process.exit(0);
