import { homedir } from 'node:os';
import { dirname } from 'node:path';
import { type JavaScriptParser, setJavaScriptParser } from './actions/code/javascript-loader.ts';
import type { Finding } from './domain/finding.ts';
import type { HostAdapter, Reply } from './domain/host.ts';
import { isObject, parseJson } from './domain/json.ts';
import { type Invocation, isLaunched, readArguments } from './hook/arguments.ts';
import { exit, writeReply } from './hook/exit.ts';
import { readInput } from './hook/input.ts';
import { systemClock, systemPause, systemRandom } from './hook/machine.ts';
import { systemProcesses } from './hook/processes.ts';
import { answer, unknownEvent } from './hook/run.ts';
import { freeze } from './hook/snapshot.ts';
import { adapterFor, detectHost } from './hosts/index.ts';
import { BUILTIN } from './policy/builtin.ts';
import type { compilePolicy } from './policy/compile.ts';
import { shown } from './policy/message.ts';
import { foldersOf } from './state/folders.ts';
import type { sealerIn } from './state/seal.ts';
import { MAKE_SNAPSHOT } from './state/snapshot.ts';
import { LIMITS } from './validation/limits.ts';

/** Below what hosts wait for, so that the host still reads a denial. */
const DEADLINE_MS = 4500;
/** A host writes its event at once; the rest of the time is for the database. */
const INPUT_MS = 2000;

/** Not `require`: a process that started from a snapshot has it for built-in modules only. */
const besideBundle = (name: string) => process.getBuiltinModule('node:module').createRequire(__filename)(`./${name}`);
const loadCompiler = (): { readonly compilePolicy: typeof compilePolicy } => besideBundle('compile.cjs');
const loadSealer = (): { readonly sealerIn: typeof sealerIn } => besideBundle('seal.cjs');
const loadScriptParser = (): { readonly parseJavaScript: JavaScriptParser } => besideBundle('hook-js.cjs');

async function main(invocation: Invocation): Promise<void> {
  const input = await readInput(LIMITS.bytes, INPUT_MS);
  const reply = answer(input, {
    invocation,
    folders: invocation.folders ?? foldersOf(process.env, homedir(), process.getuid?.()),
    adapter: adapterOf(invocation, input.ok ? input.value : undefined),
    policy: BUILTIN,
    compiler: () => loadCompiler().compilePolicy,
    sealer: () => loadSealer().sealerIn,
    environment: process.env,
    program: dirname(__dirname),
    here: () => process.cwd(),
    clock: systemClock,
    random: systemRandom,
    remaining: () => DEADLINE_MS - process.uptime() * 1000,
    processes: systemProcesses(invocation.launched ?? []),
    pause: systemPause,
  });
  end(reply, !input.ok && input.error === 'not-closed');
}

/** Whoever cannot be told is answered as most hosts understand it. */
function adapterOf({ host }: Invocation, bytes: Uint8Array | undefined): HostAdapter {
  const event = host === undefined && bytes ? parseJson(Buffer.from(bytes).toString('utf8')) : undefined;
  return adapterFor(host ?? (isObject(event) ? detectHost(event) : undefined) ?? 'claude-code');
}

function end(reply: Reply, reading: boolean): void {
  const delivered = writeReply(reply, isLaunched(process.argv.slice(2)));
  // A question that does not reach the host is no question.
  exit(delivered || reply.stdout === '' ? reply.exitCode : 2, reading);
}

function crash(finding: Finding, invocation: Invocation): void {
  const adapter = adapterOf(invocation, undefined);
  end(adapter.failure(unknownEvent(adapter, invocation.verb), [finding]), true);
}

const failure = (message: string, instead: string): Finding => ({
  stage: 'audit',
  ruleId: 'audit.failure',
  severity: 'critical',
  decision: 'deny',
  message,
  instead,
});

function start(): void {
  setJavaScriptParser(() => loadScriptParser().parseJavaScript);
  const given = readArguments(process.argv.slice(2));
  if (given.ok) {
    process.on('uncaughtException', (error: unknown) => {
      const what = error instanceof Error ? shown(`${error.name}: ${error.message}`) : 'an error';
      crash(
        failure(
          `Nothing was recorded. The guard itself failed (${what}).`,
          'Try again; if it stays so, report this and run `hookwarden init`.',
        ),
        given.value,
      );
    });
    void main(given.value);
  } else {
    crash(failure(given.error, 'Run `hookwarden init` and wire the launcher as it says.'), { verb: 'block' });
  }
}

if (process.argv[2] === MAKE_SNAPSHOT) freeze(__filename, start);
else start();
