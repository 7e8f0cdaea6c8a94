import { type SpawnSyncReturns, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import Database from 'better-sqlite3';
import type { Host } from '../../src/domain/event.ts';
import type { Verb } from '../../src/domain/host.ts';
import { isObject, type JsonObject } from '../../src/domain/json.ts';
import { databaseIn } from '../../src/state/folders.ts';
import type { Installed } from './installed.ts';

let calls = 0;

/** A tool call as Claude Code announces it, each with an id of its own. */
export const bash = (command: string, change: JsonObject = {}): JsonObject => ({
  session_id: 'session-1',
  transcript_path: '/home/ada/.claude/t.jsonl',
  cwd: '/home/ada/shop',
  permission_mode: 'default',
  hook_event_name: 'PreToolUse',
  tool_name: 'Bash',
  tool_input: { command },
  tool_use_id: `call-${process.pid}-${++calls}`,
  ...change,
});

export interface Launch {
  readonly verb?: Verb;
  /** `undefined` for a hook that is not told. */
  readonly host?: Host | undefined;
  readonly environment?: Readonly<Record<string, string>>;
}

/** Runs the installed launcher as a host does. */
export function launch(
  { launcher }: Pick<Installed, 'launcher'>,
  input: JsonObject | string | Uint8Array,
  { verb = 'block', environment = {}, ...told }: Launch = {},
): SpawnSyncReturns<string> {
  const host = 'host' in told ? told.host : 'claude-code';
  return spawnSync(launcher, host === undefined ? [verb] : [verb, '--host', host], {
    input: typeof input === 'string' || input instanceof Uint8Array ? input : JSON.stringify(input),
    encoding: 'utf8',
    env: { HOME: '/home/ada', SHELL: '/bin/bash', ...environment },
  });
}

export interface Launched {
  /** Null where it was killed. */
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
  readonly ms: number;
}

/** No run may take longer. */
export const HANGING_MS = 5000;

/** Runs it while others run. */
export async function launchBeside({ launcher }: Pick<Installed, 'launcher'>, input: JsonObject, verb: Verb = 'block'): Promise<Launched> {
  const begin = performance.now();
  const child = spawn(launcher, [verb, '--host', 'claude-code'], { env: { HOME: '/home/ada' }, timeout: 4 * HANGING_MS });
  const out: Buffer[] = [];
  const err: Buffer[] = [];
  child.stdout.on('data', (piece: Buffer) => out.push(piece));
  child.stderr.on('data', (piece: Buffer) => err.push(piece));
  // Who was killed does not read.
  child.stdin.on('error', () => undefined);
  child.stdin.end(JSON.stringify(input));
  await once(child, 'close');
  const [stdout, stderr] = [String(Buffer.concat(out)), String(Buffer.concat(err))];
  return { status: child.exitCode, stdout, stderr, ms: Math.round(performance.now() - begin) };
}

/** A denial whose reason names rules, none of which says that nothing was recorded. */
export const saysRecorded = (stderr: string): boolean =>
  /\[[a-z-]+\.[a-z-]+\]/.test(stderr) && !/not recorded|Nothing was recorded/.test(stderr);

/** The records of events, oldest first, as they are stored. */
export function records({ folders }: Pick<Installed, 'folders'>): readonly JsonObject[] {
  const db = new Database(databaseIn(folders), { readonly: true });
  const bodies = db.prepare<[], { body: Buffer }>('SELECT body FROM records ORDER BY sequence').all();
  db.close();
  return bodies
    .map(({ body }): unknown => JSON.parse(String(body)))
    .filter(isObject)
    .filter((record) => record['kind'] !== 'admin');
}
