import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import type { Readable, Writable } from 'node:stream';
import { err, ok, type Result } from '../domain/result.ts';
import type { Environment } from '../state/folders.ts';

export interface Server {
  readonly input: Writable;
  readonly output: Readable;
  /** Resolves when the process has ended, however that came. */
  readonly ended: Promise<Ending>;
  /** Passes a signal on; where it is meant to end the server and does not, the server is killed. */
  readonly signal: (name: NodeJS.Signals) => void;
  /** At once, for a moment in which nothing can be waited for. */
  readonly kill: () => void;
}

export type Ending = { readonly kind: 'exit'; readonly code: number } | { readonly kind: 'signal'; readonly signal: NodeJS.Signals };

const ENDS: readonly NodeJS.Signals[] = ['SIGTERM', 'SIGHUP'];
/** Less than what clients wait before they kill us, and the server would be left alone. */
const GRACE_MS = 1500;

/** In the user's own environment, less the key that is not for servers. Its standard error is ours. */
export async function startServer(command: string, args: readonly string[], environment: Environment): Promise<Result<Server, string>> {
  const { HOOKWARDEN_API_KEY: _key, HOOKWARDEN_CAPABILITY: _held, ...env } = environment;
  const child = spawn(command, args, { stdio: ['pipe', 'pipe', 'inherit'], env });
  const ended = endingOf(child);
  try {
    await once(child, 'spawn');
  } catch (error) {
    return err(`${command} cannot be started (${error instanceof Error ? error.message : 'an error'})`);
  }
  // Whoever no longer reads is told of by its end.
  child.stdin.on('error', () => undefined);
  return ok({
    input: child.stdin,
    output: child.stdout,
    ended,
    signal: (name) => {
      child.kill(name);
      if (ENDS.includes(name)) setTimeout(() => child.kill('SIGKILL'), GRACE_MS).unref();
    },
    kill: () => void child.kill('SIGKILL'),
  });
}

const endingOf = (child: ChildProcess): Promise<Ending> =>
  new Promise((resolve) => {
    child.once('exit', (code, signal) => resolve(signal === null ? { kind: 'exit', code: code ?? 0 } : { kind: 'signal', signal }));
  });
