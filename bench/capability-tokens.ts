// What tokens cost: to verify, issue and hand on in this process, and a hook whose session holds one three links deep beside one that holds none.
// node bench/capability-tokens.ts [RUNS] [PAIRS]; build first.
import { spawnSync } from 'node:child_process';
import { calculateJwkThumbprint, exportJWK, generateKeyPair } from 'jose';
import { delegate } from '../src/capabilities/delegate.ts';
import { publicJwk } from '../src/capabilities/jwk.ts';
import { verifyToken } from '../src/capabilities/token.ts';
import { type Signing, signingWith, tokenFor } from '../src/cli/capability-issue.ts';
import type { Chain } from '../src/domain/capability.ts';
import type { TokenAlgorithm } from '../src/domain/capability-key.ts';
import { systemClock } from '../src/hook/machine.ts';
import { writeKeyring } from '../src/state/capability-keyring.ts';
import { readInstallation } from '../src/state/installation.ts';
import { install } from '../test/support/installed.ts';
import { printBudget } from './table.ts';

const runs = Number(process.argv[2] ?? 2000);
const pairs = Number(process.argv[3] ?? 100);
const now = systemClock.now();
const installed = install();

async function signing(algorithm: TokenAlgorithm): Promise<Signing> {
  const { publicKey, privateKey } = await generateKeyPair(algorithm, { modulusLength: 3072 });
  const jwk = publicJwk(await exportJWK(publicKey));
  if (!jwk) throw new Error('no public key');
  const kid = await calculateJwkThumbprint({ ...jwk });
  const own = { issuer: installed.installId, audience: installed.installId, since: now, kept: { command: 'false' } };
  return signingWith({ kid, jwk, algorithm, ...own }, privateKey);
}

const root: Chain = [
  {
    id: 'cap_root',
    type: 'filesystem',
    resource: 'src/**',
    operations: ['read'],
    constraints: { extensions: ['.ts', '.md'] },
    principal: 'local',
    issuedAt: now,
    expiresAt: now + 3_600_000_000,
    depth: 0,
  },
];

function handedOn(chain: Chain): Chain {
  const made = delegate(chain, { id: `cap_${chain.length}`, principal: 'local' }, now);
  if (!made.ok) throw new Error(made.error);
  return made.value.chain;
}

const deep = handedOn(handedOn(handedOn(root)));

async function must(token: ReturnType<typeof tokenFor>): Promise<string> {
  const made = await token;
  if (made.ok) return made.value;
  throw new Error(made.error);
}

/** Milliseconds of each run. */
async function timed(count: number, work: () => unknown): Promise<readonly number[]> {
  const times: number[] = [];
  for (let at = 0; at < count; at++) {
    const start = performance.now();
    await work();
    times.push(performance.now() - start);
  }
  return times;
}

interface Spent {
  /** Milliseconds by the clock. */
  readonly wall: number;
  /** Milliseconds of processor time, which other work on the machine lengthens less. */
  readonly cpu: number;
}

/** The shell tells what the call has used, in thousandths of a second. */
const TIMED = 'TIMEFORMAT="%3U %3S"; time "$0" block --host claude-code';

function hook(session: string, token: string | undefined): Spent {
  const input = {
    session_id: session,
    cwd: '/home/ada/shop',
    hook_event_name: 'PreToolUse',
    tool_name: 'Read',
    tool_use_id: crypto.randomUUID(),
  };
  const event = { ...input, tool_input: { file_path: '/home/ada/shop/src/a.ts' } };
  const start = performance.now();
  const { status, stderr } = spawnSync('bash', ['-c', TIMED, installed.launcher], {
    input: JSON.stringify(event),
    encoding: 'utf8',
    env: { HOME: '/home/ada', PATH: '/usr/bin:/bin', ...(token !== undefined && { HOOKWARDEN_CAPABILITY: token }) },
  });
  if (status !== 0) throw new Error(stderr);
  const wall = performance.now() - start;
  const [user = 0, system = 0] = stderr.trim().split(' ').map(Number);
  return { wall, cpu: (user + system) * 1000 };
}

/** What a call of a session with the token costs more than one of a session without, in turns; each session is known, or each is new. */
function comparePairs(token: string, each: 'known' | 'new'): void {
  const pair = (at: number): readonly [bare: Spent, held: Spent] => {
    const name = each === 'known' ? '' : `${at}`;
    // Neither is always the first.
    const before = at % 2 === 0 ? hook(`without${name}`, undefined) : undefined;
    const held = hook(`with${name}`, token);
    return [before ?? hook(`without${name}`, undefined), held];
  };
  const spent = Array.from({ length: pairs + 4 }, (_, at) => pair(at)).slice(4);
  const what = `a hook with it, more than without (${each} session)`;
  for (const clock of ['cpu', 'wall'] as const) {
    const name = clock === 'cpu' ? 'processor time' : 'by the clock';
    printBudget(
      `${what}, ${name}`,
      3,
      spent.map(([bare, held]) => held[clock] - bare[clock]),
    );
  }
}

try {
  const [ed, rsa] = [await signing('EdDSA'), await signing('RS256')];
  for (const key of [ed, rsa]) {
    const [shallow, long] = [await must(tokenFor(root, key)), await must(tokenFor(deep, key))];
    const name = key.key.algorithm;
    const verify = (token: string) => () => {
      if (!verifyToken(token, [key.key], now).ok) throw new Error('not verified');
    };
    await timed(500, verify(long));
    printBudget(`verify, a root (${name})`, 0.3, await timed(runs, verify(shallow)));
    printBudget(`verify, three below a root (${name})`, 0.3, await timed(runs, verify(long)));
    const few = Math.ceil(runs / 10);
    await timed(20, () => must(tokenFor(root, key)));
    printBudget(`issue, verified (${name})`, 2, await timed(few, () => must(tokenFor(root, key))));
    printBudget(
      `delegate to the fourth link (${name})`,
      2,
      await timed(few, () => must(tokenFor(handedOn(handedOn(handedOn(root))), key))),
    );
  }
  const installation = readInstallation(installed.folders.config);
  if (!installation.ok) throw new Error(installation.error.message);
  const written = writeKeyring(installed.folders.config, { mode: 'token', keys: [ed.key] }, installation.value.pepper, 'bench');
  if (!written.ok) throw new Error(written.error.message);
  const token = await must(tokenFor(deep, ed));
  console.log(`a token three below a root has ${token.length} characters`);
  comparePairs(token, 'known');
  comparePairs(token, 'new');
} finally {
  installed.remove();
}
