// What stages 2 and 3 cost together in a warm process: a key and a sealed session from a real database, and permissions on the analysis.
// node bench/caller.ts [RUNS]
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { analyze } from '../src/actions/index.ts';
import { authenticate } from '../src/authentication/authenticate.ts';
import { claim } from '../src/authentication/claim.ts';
import { authorize } from '../src/authorization/authorize.ts';
import { gatherFacts } from '../src/hook/facts.ts';
import { systemClock, systemRandom } from '../src/hook/machine.ts';
import { openMemory } from '../src/hook/memory.ts';
import { adapterFor } from '../src/hosts/index.ts';
import { BUILTIN } from '../src/policy/builtin.ts';
import { arrange } from '../src/policy/match.ts';
import { credentialFile } from '../src/state/credential.ts';
import { foldersOf } from '../src/state/folders.ts';
import { initialise } from '../src/state/initialise.ts';
import { LIMITS } from '../src/validation/limits.ts';
import { validate } from '../src/validation/validate.ts';
import { unwrap } from './filled-log.ts';
import { percentile } from './statistics.ts';

const WARM_UP = 500;
const runs = Number(process.argv[2] ?? 2000);
const home = mkdtempSync(join(tmpdir(), 'hookwarden-bench-'));
const folders = foldersOf({ HOOKWARDEN_HOME: home }, home, undefined);

const { keyId } = unwrap(initialise(folders, { random: systemRandom, now: systemClock.now() }));
const presented = readFileSync(credentialFile(folders.config), 'utf8').trim();
const opened = openMemory({
  folders,
  installId: undefined,
  keyFromEnvironment: undefined,
  remaining: () => 1000,
  now: systemClock.now(),
  random: systemRandom,
});
if (!opened.ok) throw new Error(opened.error.fault.message);
const { store, pepper } = opened.value;
const command = 'cd packages/api && npm run build && git add -A && git commit -m "Build"';
const raw = { session_id: 'bench', cwd: home, hook_event_name: 'PreToolUse', tool_name: 'Bash', tool_input: { command } };
const event = validate(Buffer.from(JSON.stringify(raw)), adapterFor('claude-code'), 'block', LIMITS);
if (!event.ok) throw new Error(event.error.finding.message);
const { value } = event;
const facts = gatherFacts({ now: systemClock.now(), attended: true, cwd: home, environment: { HOME: home }, folders, program: home });
const analysis = analyze(value, facts);

/** Nanoseconds at the start, and after reading, stage 2 and stage 3. */
function timed(): readonly bigint[] {
  const times = [process.hrtime.bigint()];
  const snapshot = unwrap(store.snapshot(keyId, 'bench', systemClock.now()));
  times.push(process.hrtime.bigint());
  const { now, steady } = snapshot;
  const principal = unwrap(authenticate(presented, snapshot, { host: value.host, project: facts.machine.project, now }, pepper));
  const sighting = {
    event: value,
    project: facts.machine.project,
    isRepository: () => false,
    now: steady,
    lifetime: BUILTIN.sessionLifetime,
  };
  const { session } = unwrap(claim(snapshot.session?.session, principal, sighting));
  times.push(process.hrtime.bigint());
  authorize(principal, value, arrange(analysis), BUILTIN, facts);
  times.push(process.hrtime.bigint());
  if (!snapshot.session) unwrap(store.append(draft(principal), { rate: false, session: { after: session, lifetime: DAY } }));
  return times;
}

const DAY = 86_400_000_000;
const NOTHING = { findings: [], decision: 'allow', mode: 'enforce', stage: 'governance', risk: 0, timings: {}, policy: '' } as const;
const draft = (principal: { readonly id: string; readonly name: string; readonly role: string; readonly keyId: string }) =>
  ({ time: systemClock.now(), kind: 'call', session: 'bench', principal, subject: {}, ...NOTHING }) as const;

for (let run = 0; run < WARM_UP; run++) timed();
const samples = Array.from({ length: runs }, timed);
store.close();
rmSync(home, { recursive: true });
const row = (name: string, from: number, to: number) => {
  const took = samples.map((times) => Number((times[to] ?? 0n) - (times[from] ?? 0n)) / 1000);
  console.log(
    `${name.padEnd(40)} p50 ${percentile(took, 0.5).toFixed(1).padStart(7)} µs   p95 ${percentile(took, 0.95).toFixed(1).padStart(7)} µs`,
  );
};
row('key and session read, session unsealed', 0, 1);
row('2 authentication, session bound', 1, 2);
row('3 authorization', 2, 3);
row('all of it, under 1,000', 0, 3);
