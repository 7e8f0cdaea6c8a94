// Capabilities that are kept on disk: what it takes to check, grant, hand on and take back, in this process.
// node bench/capabilities.ts [RUNS]
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Answered } from '../src/capabilities/answers.ts';
import type { StoreFault } from '../src/domain/ports.ts';
import type { Result } from '../src/domain/result.ts';
import { systemClock, systemRandom } from '../src/hook/machine.ts';
import { type AdminLog, openAdmin } from '../src/state/admin.ts';
import { insertCapability } from '../src/state/capabilities.ts';
import { delegateCapability, registryOf, requestCapability, revokeCapability } from '../src/state/capability-acts.ts';
import { databaseIn, foldersOf } from '../src/state/folders.ts';
import { resolve } from '../src/state/held.ts';
import { initialise } from '../src/state/initialise.ts';
import { readInstallation, signerOf } from '../src/state/installation.ts';
import { readSessionKeys } from '../src/state/session-keys.ts';
import { openVault } from '../src/state/vault.ts';
import { unwrap } from './filled-log.ts';
import { printBudget } from './table.ts';

const runs = Number(process.argv[2] ?? 300);
const home = mkdtempSync(join(tmpdir(), 'hookwarden-bench-'));
const folders = foldersOf({ HOOKWARDEN_HOME: home }, home, undefined);
const now = systemClock.now;

unwrap(initialise(folders, { random: systemRandom, now: now() }));
const installation = unwrap(readInstallation(folders.config));
const { id: installId, pepper } = installation;
const vault = openVault(pepper, () => readSessionKeys(folders.config), systemRandom);
const database = databaseIn(folders);
const admin = unwrap(
  openAdmin({ database, installId, timeoutMs: 5000, signer: signerOf(installation), random: systemRandom, vault, pepper }),
);
const act = <T>(work: (log: AdminLog) => Result<T, StoreFault>): T => unwrap(admin.transact(work));

function last(answered: Answered): string {
  const id = answered.kind === 'granted' ? answered.chain.at(-1)?.id : undefined;
  if (id === undefined) throw new Error(`not granted: ${JSON.stringify(answered)}`);
  return id;
}

const ROOT = {
  type: 'filesystem',
  resource: 'src/**',
  operations: ['read'],
  constraints: { extensions: ['.ts'] },
  principal: 'local',
} as const;
const request = (): string => last(act((log) => requestCapability(log, { ...ROOT, expiresAt: now() + 3_600_000_000 }, now())));
const delegate = (parent: string): string => last(act((log) => delegateCapability(log, parent, { principal: 'local' }, now())));

/** Milliseconds of each run. */
function timed(count: number, work: () => void): readonly number[] {
  return Array.from({ length: count }, () => {
    const start = process.hrtime.bigint();
    work();
    return Number(process.hrtime.bigint() - start) / 1e6;
  });
}

/** Four generations of five below a root, and the rest below the last: a thousand in all, written at once. */
function grow(): string {
  const root = request();
  admin.alone((log) => {
    const { db, key } = registryOf(log);
    const [capability] = unwrap(asMessage(resolve(registryOf(log), root, now())));
    if (!capability) throw new Error('no root');
    let parents = [capability];
    let made = 0;
    db.exec('BEGIN');
    for (let depth = 1; depth <= 5; depth++) {
      const wanted = depth === 5 ? 1000 - made : parents.length * 5;
      parents = Array.from({ length: wanted }, (_, at) => {
        const parent = parents[at % parents.length] ?? capability;
        const child = { ...capability, id: `cap_${depth}_${at}_${root.slice(4, 12)}`, parent: parent.id, depth };
        insertCapability(db, key, child);
        made++;
        return child;
      });
    }
    db.exec('COMMIT');
  });
  return root;
}

const asMessage = <T, E>(result: Result<T, E>): Result<T, { readonly message: string }> =>
  result.ok ? result : { ok: false, error: { message: JSON.stringify(result.error) } };

try {
  const root = request();
  const deep = delegate(delegate(delegate(root)));
  const validate = (id: string) => () => void unwrap(asMessage(admin.alone((log) => resolve(registryOf(log), id, now(), 'local'))));
  timed(500, validate(deep));
  const rows: (readonly [what: string, budget: number, times: readonly number[]])[] = [
    ['validate, a root', 0.2, timed(5000, validate(root))],
    ['validate, three below a root', 0.2, timed(5000, validate(deep))],
    ['request, recorded', 2, timed(runs, () => void request())],
    ['delegate, recorded', 2, timed(runs, () => void delegate(root))],
    [
      'revoke 1,000 descendants, five deep',
      20,
      Array.from({ length: 10 }, grow).flatMap((id) =>
        timed(1, () => {
          const { descendants } = act((log) => revokeCapability(log, id, 'bench', now()));
          if (descendants !== 1000) throw new Error(`${descendants} descendants`);
        }),
      ),
    ],
  ];
  for (const row of rows) printBudget(...row);
  const start = process.hrtime.bigint();
  for (let count = 0; count < 20_000; count++) validate(deep)();
  console.log(`${Math.round(20_000 / (Number(process.hrtime.bigint() - start) / 1e9))} validations a second, budget 5000`);
} finally {
  admin.close();
  rmSync(home, { recursive: true, force: true });
}
