import { execFile } from 'node:child_process';
import { readdirSync, readFileSync, renameSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, expect, it } from 'vitest';
import type { JsonObject } from '../../src/domain/json.ts';
import { ok } from '../../src/domain/result.ts';
import { readArguments } from '../../src/hook/arguments.ts';
import { systemClock, systemRandom } from '../../src/hook/machine.ts';
import { systemProcesses } from '../../src/hook/processes.ts';
import { answer } from '../../src/hook/run.ts';
import { ADAPTERS } from '../../src/hosts/index.ts';
import { BUILTIN } from '../../src/policy/builtin.ts';
import { compilePolicy } from '../../src/policy/compile.ts';
import { openAdmin } from '../../src/state/admin.ts';
import { databaseIn } from '../../src/state/folders.ts';
import { grantFor } from '../../src/state/grant-acts.ts';
import { readInstallation, signerOf } from '../../src/state/installation.ts';
import { brokenWith, canaries, drawing, eventsWith, searching } from '../support/canaries.ts';
import { unwrap, vaultIn } from '../support/installation.ts';
import { install, ROOT } from '../support/installed.ts';
import { launch } from '../support/launch.ts';

const FULL = process.env['HOOKWARDEN_TEST_CANARIES'];
/** The same in each run of the suite; any, and printed, in the long one. */
const SEED = Number(process.env['HOOKWARDEN_TEST_SEED'] ?? (FULL === undefined ? 20_261 : Date.now() % 1_000_000_007));
const COUNT = Number(FULL ?? 20);
/** Of the events with one secret, each how-manieth is sent in the short run; every kind of event comes with some kind of secret. */
const STEP = FULL === undefined ? 10 : 1;

const installed = install();
const { folders, home, installId } = installed;
const all = canaries(COUNT, drawing(SEED));
const said: Buffer[] = [];
afterAll(installed.remove);

const hear = (...texts: readonly (string | Buffer)[]): void => void said.push(...texts.map((text) => Buffer.from(text)));

/** As the hook does, in this process. */
function send(input: JsonObject | string, verb: 'block' | 'notify' = 'block'): void {
  const given = [folders.state, folders.config, folders.runtime, installId, verb, '--host', 'claude-code'];
  const bytes = Buffer.from(typeof input === 'string' ? input : JSON.stringify(input));
  const reply = answer(ok(bytes), {
    invocation: unwrap(readArguments(given)),
    folders,
    adapter: ADAPTERS['claude-code'],
    policy: BUILTIN,
    compiler: () => compilePolicy,
    sealer: () => {
      throw new Error('nothing is sealed here');
    },
    environment: { HOME: '/home/ada', SHELL: '/bin/bash' },
    program: ROOT,
    clock: systemClock,
    random: systemRandom,
    remaining: () => 4000,
    processes: systemProcesses([]),
    pause: () => undefined,
    here: () => ROOT,
  });
  hear(reply.stdout, reply.stderr);
}

function grantBecause(because: string): void {
  const installation = unwrap(readInstallation(folders.config));
  const admin = unwrap(
    openAdmin({
      database: databaseIn(folders),
      installId,
      timeoutMs: 4000,
      signer: signerOf(installation),
      random: systemRandom,
      vault: vaultIn(folders, installation),
      pepper: installation.pepper,
    }),
  );
  const request = { kind: 'allowance', rules: ['git.force-push'], expiresAt: systemClock.now() + 1, grantedBy: 'ada', because } as const;
  unwrap(admin.transact((log) => grantFor(log, request, systemClock.now())));
  admin.close();
}

const filesIn = (folder: string): readonly string[] =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((name) => join(folder, name))
    .filter((path) => statSync(path).isFile());

const run = promisify(execFile);
/** What a command prints, whatever it exits with. */
async function printed(...given: readonly string[]): Promise<void> {
  const options = { env: { ...process.env, HOOKWARDEN_HOME: home }, maxBuffer: 2 ** 30, encoding: 'utf8' } as const;
  const done = await run(process.execPath, [join(ROOT, 'bin/hookwarden.cjs'), ...given], options).catch((error: object) => error);
  for (const stream of ['stdout', 'stderr'] as const)
    if (stream in done) hear(String(Object.entries(done).find(([name]) => name === stream)?.[1]));
}

it(`no secret reaches anything that is kept or said (seed ${SEED})`, { timeout: 3_600_000 }, async () => {
  for (const [i, canary] of all.entries()) {
    const events = eventsWith(canary);
    for (const event of events.filter((_, at) => (at + i) % STEP === 0))
      send(event, String(event['hook_event_name']).startsWith('P') ? 'block' : 'notify');
    for (const broken of brokenWith(canary).filter((_, at) => (at + i) % Math.min(STEP, 3) === 0)) send(broken);
    if (i % 5 === 0 || STEP === 1)
      grantBecause(`needs password="${canary.value.replaceAll('\n', '\\n')}" and ${canary.shaped ? canary.value : 'that'}`);
  }
  const { stdout, stderr } = launch(installed, eventsWith(all[0] ?? { kind: '', value: '', random: '', shaped: false })[0] ?? {});
  hear(stdout, stderr);

  // A database that cannot be opened sends what is denied to the spool.
  const database = databaseIn(folders);
  renameSync(database, `${database}.away`);
  for (const [i, canary] of all.entries())
    for (const event of eventsWith(canary).filter((_, at) => (at + i) % (3 * STEP) === 0)) send(event);
  const spooled = filesIn(folders.runtime);
  expect(spooled.length).toBeGreaterThan(10);
  for (const path of spooled) hear(readFileSync(path));
  renameSync(`${database}.away`, database);
  send(eventsWith(all[1] ?? { kind: '', value: '', random: '', shaped: false })[0] ?? {});

  const formats = ['jsonl', 'ocsf', 'cef', 'csv'].map((format) => printed('audit', 'export', '--format', format));
  await Promise.all([
    ...formats,
    printed('audit', 'list', '--count', '1000'),
    printed('audit', 'stats', '--json'),
    printed('metrics'),
    printed('why', '12'),
  ]);

  const heldIn = searching(all);
  const leaks = [
    ...filesIn(home).map((path) => [path, readFileSync(path)] as const),
    ...said.map((bytes) => ['said', bytes] as const),
  ].flatMap(([where, bytes]) => {
    const leak = heldIn(bytes);
    return leak === undefined ? [] : [`${where}: ${leak}`];
  });
  expect(leaks.slice(0, 20)).toEqual([]);
});
