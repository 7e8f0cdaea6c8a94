// Run by capability-race.test.ts as a process of its own: validates a capability until it is no longer good, and says on stdout by the
// machine's monotonic clock when each validation began that succeeded.
import { writeSync } from 'node:fs';
import { systemClock, systemRandom } from '../../src/hook/machine.ts';
import { openAdmin } from '../../src/state/admin.ts';
import { registryOf } from '../../src/state/capability-acts.ts';
import { databaseIn, foldersOf } from '../../src/state/folders.ts';
import { resolve } from '../../src/state/held.ts';
import { readInstallation, signerOf } from '../../src/state/installation.ts';
import { readSessionKeys } from '../../src/state/session-keys.ts';
import { openVault } from '../../src/state/vault.ts';

const [home = '', id = ''] = process.argv.slice(2);
const folders = foldersOf({ HOOKWARDEN_HOME: home }, home, process.getuid?.());
const installation = readInstallation(folders.config);
if (!installation.ok) throw new Error(installation.error.message);
const { id: installId, pepper } = installation.value;
const vault = openVault(pepper, () => readSessionKeys(folders.config), systemRandom);
const signer = signerOf(installation.value);
const admin = openAdmin({ database: databaseIn(folders), installId, timeoutMs: 5000, signer, random: systemRandom, vault, pepper });
if (!admin.ok) throw new Error(admin.error.message);

const GIVE_UP_NS = 30_000_000_000n;
const begun = process.hrtime.bigint();
let last = 0n;
for (;;) {
  const start = process.hrtime.bigint();
  const chain = admin.value.alone((log) => resolve(registryOf(log), id, systemClock.now()));
  if (!chain.ok) {
    writeSync(1, `${chain.error.reason} ${last}\n`);
    break;
  }
  if (last === 0n) writeSync(1, 'good\n');
  last = start;
  // The others are to get their turn.
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 1);
  if (start - begun > GIVE_UP_NS) break;
}
process.exit(0);
