import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import type { ProxyArguments } from './arguments.ts';
import type { Surroundings } from './calls.ts';
import { launcherGuard } from './guard.ts';
import type { Place } from './reach.ts';
import { relayReceived, relaySent } from './relay.ts';
import { type Ending, startServer } from './server.ts';
import { waitingRequests } from './waiting.ts';

/** What a server leaves unread or unsaid when it ends is waited for no longer. */
const LINGER_MS = 3000;
const PASSED_ON: readonly NodeJS.Signals[] = ['SIGTERM', 'SIGINT', 'SIGHUP', 'SIGQUIT'];

const say = (message: string): void => {
  process.stderr.write(`hookwarden: ${message}\n`);
};

/** Runs a server between this process's standard input and output until it ends; the error says why it never began. */
export async function runProxy(given: ProxyArguments, place: Place & { readonly launcher: string }): Promise<Ending | string> {
  const started = await startServer(given.command, given.args, place.environment);
  if (!started.ok) return started.error;
  const server = started.value;
  process.on('exit', server.kill);
  for (const name of PASSED_ON) process.on(name, () => server.signal(name));
  // A client that is gone takes its server along.
  process.stdout.on('error', () => server.signal('SIGTERM'));
  const surroundings: Surroundings = {
    server: given.server,
    ...(given.client !== undefined && { client: given.client }),
    session: `mcp-${randomBytes(12).toString('hex')}`,
    cwd: process.cwd(),
  };
  const guard = launcherGuard(place.launcher);
  const relay = {
    ...{ surroundings, guard, waiting: waitingRequests(), client: process.stdout, server: server.input, say },
    // Loaded with the first list, for it brings the database along.
    reach: async () => (await import('./reach.ts')).reachHere(place, surroundings),
  };
  const input = relaySent(process.stdin, relay).then(() => void server.input.end());
  const output = relayReceived(server.output, relay).then((how) => {
    if (how === 'ended') return;
    say('the server sent a line of more than 64 MB; it is ended');
    server.signal('SIGTERM');
  });
  // The first of them, and whatever fails before.
  const ending = await Promise.race([server.ended, Promise.all([input, output]).then(() => server.ended)]);
  await Promise.race([output.then(guard.settled), sleep(LINGER_MS)]);
  return ending;
}

/** Ends this process as the server ended. */
export async function endAs(ending: Ending): Promise<never> {
  process.removeAllListeners('exit');
  if (ending.kind === 'exit') process.exit(ending.code);
  for (const name of PASSED_ON) process.removeAllListeners(name);
  process.kill(process.pid, ending.signal);
  // A signal that this process does not die of.
  await once(AbortSignal.timeout(1000), 'abort');
  process.exit(1);
}
