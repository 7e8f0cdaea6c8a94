import { execFile } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { promisify } from 'node:util';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { afterAll, expect, it } from 'vitest';
import type { JsonObject } from '../../src/domain/json.ts';
import { ok } from '../../src/domain/result.ts';
import { readArguments } from '../../src/hook/arguments.ts';
import { systemClock, systemRandom } from '../../src/hook/machine.ts';
import { systemProcesses } from '../../src/hook/processes.ts';
import { answer } from '../../src/hook/run.ts';
import { adapterFor } from '../../src/hosts/index.ts';
import { BUILTIN } from '../../src/policy/builtin.ts';
import { compilePolicy } from '../../src/policy/compile.ts';
import { openAdmin } from '../../src/state/admin.ts';
import { databaseIn } from '../../src/state/folders.ts';
import { grantFor } from '../../src/state/grant-acts.ts';
import { readInstallation, signerOf } from '../../src/state/installation.ts';
import { brokenWith, type Canary, canaries, drawing, eventsWith, searching } from '../support/canaries.ts';
import { unwrap, vaultIn } from '../support/installation.ts';
import { install, ROOT } from '../support/installed.ts';
import { launch } from '../support/launch.ts';

const FULL = process.env['HOOKWARDEN_TEST_CANARIES'];
/** The same in each run of the suite; any, and printed, in the long one. */
const SEED = Number(process.env['HOOKWARDEN_TEST_SEED'] ?? (FULL === undefined ? 20_261 : Date.now() % 1_000_000_007));
const COUNT = Number(FULL ?? 20);
/** Of the events with one secret, each how-manieth is sent; over all secrets, every event comes with several kinds. */
const STEP = FULL === undefined ? 14 : 4;
const isTurn = (at: number, canary: number, step = STEP): boolean => (at + canary + Math.floor(canary / 20)) % step === 0;

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
    adapter: adapterFor('claude-code'),
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

setFlagsFromString('--expose-gc');
const collect: unknown = runInNewContext('gc');
/** Each event opens the database and leaves closing it to the end of its process, which here is a long way off. */
async function closeUnused(): Promise<void> {
  if (typeof collect === 'function') collect();
  await setImmediate();
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

const elsewhere = mkdtempSync(join(tmpdir(), 'hookwarden-canaries-'));
afterAll(() => rmSync(elsewhere, { recursive: true, force: true }));

/** Files as people write them, each with secrets in it, several on a line. */
function sourcesWith(secrets: readonly Canary[]): string {
  for (const [i, { value }] of secrets.entries()) {
    const next = secrets[i + 1]?.value ?? '';
    writeFileSync(
      join(elsewhere, `settings-${i}.env`),
      `PASSWORD=${JSON.stringify(value)} API_TOKEN=${JSON.stringify(next)}\n# ${value}\n`,
    );
  }
  return elsewhere;
}

it(`no secret reaches anything that is kept or said (seed ${SEED})`, { timeout: 3_600_000 }, async () => {
  for (const [i, canary] of all.entries()) {
    for (const [at, event] of eventsWith(canary).entries())
      if (isTurn(at, i)) send(event, String(event['hook_event_name']).startsWith('P') ? 'block' : 'notify');
    if (i % 5 === 4) await closeUnused();
    for (const [at, broken] of brokenWith(canary).entries()) if (isTurn(at, i, 3)) send(broken);
    if (isTurn(0, i, 4)) grantBecause(`needs password=${JSON.stringify(canary.value)} for ${canary.shaped ? canary.value : 'a while'}`);
  }
  const [first, ...others] = all;
  const [command] = first ? eventsWith(first) : [];
  const { stdout, stderr } = launch(installed, command ?? {});
  hear(stdout, stderr);

  // A database that cannot be opened sends what is denied to the spool.
  const database = databaseIn(folders);
  renameSync(database, `${database}.away`);
  for (const [i, canary] of others.entries())
    for (const [at, event] of eventsWith(canary).entries()) if (isTurn(at, i, 2 * STEP)) send(event);
  const spooled = filesIn(folders.runtime);
  expect(spooled.length).toBeGreaterThan(10);
  for (const path of spooled) hear(readFileSync(path));
  renameSync(`${database}.away`, database);
  send({ ...command, tool_use_id: 'last' });

  const formats = (FULL === undefined ? ['ocsf', 'csv'] : ['jsonl', 'ocsf', 'cef', 'csv']).map((format) =>
    printed('audit', 'export', '--format', format),
  );
  const asked = `deploy --password '${others.find(({ kind }) => kind === 'password')?.value.replaceAll("'", '')}' > ~/.bashrc`;
  const sources = sourcesWith(all);
  const scans = (FULL === undefined ? ['sarif'] : ['sarif', 'junit', 'json', 'table']).map((format) =>
    printed('secrets', 'scan', sources, '--format', format),
  );
  const more = FULL === undefined ? [] : [printed('audit', 'list', '--count', '1000'), printed('why', '12'), printed('key', asked)];
  await Promise.all([...formats, ...scans, printed('metrics'), printed('check', '--explain', asked), ...more]);

  expect(
    said
      .filter((bytes) => bytes.includes('"results"'))
      .join('')
      .split('"ruleId"').length,
  ).toBeGreaterThan(COUNT / 2);
  const heldIn = searching(all);
  const kept = filesIn(home).map((path) => [path, readFileSync(path)] as const);
  const leaks = [...kept, ...said.map((bytes) => ['said', bytes] as const)].flatMap(([where, bytes]) => {
    const leak = heldIn(bytes);
    return leak === undefined ? [] : [`${where}: ${leak}`];
  });
  expect(leaks.slice(0, 20)).toEqual([]);
});
