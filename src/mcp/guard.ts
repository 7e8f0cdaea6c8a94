import { spawn } from 'node:child_process';
import type { JsonObject } from '../domain/json.ts';

/** Asks the hook about calls, and tells it what became of them, one after another, in the order in which it was asked. */
export interface Guard {
  /** Why the call must not run; undefined where nothing speaks against it. */
  readonly objection: (event: JsonObject) => Promise<string | undefined>;
  readonly tell: (event: JsonObject) => Promise<void>;
  /** Resolves when all that was asked and told is done. */
  readonly settled: () => Promise<void>;
}

interface Ended {
  readonly status: number | undefined;
  readonly stdout: string;
  readonly stderr: string;
}

/** Longer than the hook allows itself. */
const PATIENCE_MS = 15_000;
const MAX_SAID = 64 * 1024;

/**
 * The launcher is run for each call, as hosts run it: what this process inherited does not reach the judgement, which can fail, hang or
 * run out of memory without the messages of other calls noticing.
 */
export function launcherGuard(launcher: string, patienceMs = PATIENCE_MS): Guard {
  let last: Promise<unknown> = Promise.resolve();
  const run = (verb: 'block' | 'notify', event: JsonObject): Promise<Ended> => {
    const next = last.then(() => launch(launcher, verb, JSON.stringify(event), patienceMs)).catch(() => UNSTARTED);
    last = next;
    return next;
  };
  return {
    objection: async (event) => {
      const { status, stdout, stderr } = await run('block', event);
      // Silence is consent; whatever else is said would have to be understood first.
      if (status === 0 && stdout === '') return undefined;
      return stderr.trim() === '' ? unjudged(launcher) : stderr;
    },
    tell: async (event) => {
      await run('notify', event);
    },
    settled: async () => {
      await last;
    },
  };
}

/** Some errors of the system `spawn` throws, and does not tell as an event. */
const UNSTARTED: Ended = { status: undefined, stdout: '', stderr: '' };

const unjudged = (launcher: string): string =>
  `Hookwarden could not judge this call: ${launcher} did not answer. A person runs \`hookwarden init\`, or \`hookwarden doctor\` to see what is wrong.`;

function killGroup(leader: number | undefined): void {
  try {
    if (leader !== undefined) process.kill(-leader, 'SIGKILL');
  } catch {
    // It has ended in this moment.
  }
}

/** A launcher that is not there has ended without a status. */
function launch(launcher: string, verb: string, input: string, patienceMs: number): Promise<Ended> {
  return new Promise((resolve) => {
    // In a group of its own, so that what the launcher has started can be ended with it.
    const child = spawn(launcher, [verb, '--host', 'mcp'], { detached: true });
    const said = { stdout: '', stderr: '' };
    for (const name of ['stdout', 'stderr'] as const)
      child[name].setEncoding('utf8').on('data', (text: string) => {
        if (said[name].length < MAX_SAID) said[name] += text;
      });
    const deadline = setTimeout(() => {
      end(undefined);
      killGroup(child.pid);
    }, patienceMs);
    const end = (status: number | undefined): void => {
      clearTimeout(deadline);
      resolve({ ...said, status });
    };
    child.on('error', () => end(undefined));
    child.on('close', (code) => end(code ?? undefined));
    // One that ends without reading is told of by its status.
    child.stdin.on('error', () => undefined);
    child.stdin.end(input);
  });
}
