import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isObject, parseJson } from '../../domain/json.ts';
import { commandFor } from '../../wiring/command.ts';
import type { Wiring } from '../../wiring/find.ts';
import { heldEvents, SELF_TEST } from '../../wiring/host-wiring.ts';
import { WIRINGS } from '../../wiring/index.ts';
import { uniqueName } from '../machine.ts';
import { type Check, failed, fine, warned } from './check.ts';

const HARMLESS = 'ls';
/** It is only ever asked about. */
const FORBIDDEN = 'rm -rf /';
const PATIENCE_MS = 20_000;

interface Answer {
  readonly denied: boolean;
  readonly reason: string;
  readonly took: number;
}

/** Asks what a host's settings hold about a harmless and a forbidden call, as the host would; neither is run. */
export function selfTest(wired: Wiring, launcher: string, enforced: boolean): Check {
  const wiring = WIRINGS[wired.host];
  const name = `${wired.host} self-test`;
  const held = heldEvents(wiring).find((event) => wired.commands[event] !== undefined);
  const command = (held === undefined ? undefined : wired.commands[held]) ?? commandFor(launcher, wired.host)('block');
  const cwd = mkdtempSync(join(tmpdir(), 'hookwarden-self-test-'));
  try {
    const session = `${SELF_TEST}-${uniqueName()}`;
    const ask = (text: string): Answer => answerOf(command, JSON.stringify(wiring.sample(text, { session, cwd })), cwd);
    const [harmless, forbidden] = [ask(HARMLESS), ask(FORBIDDEN)];
    if (harmless.denied)
      return failed(
        name,
        `\`${HARMLESS}\` is denied: ${harmless.reason}`,
        'Do what the reason says; without one, run: hookwarden doctor --fix',
      );
    if (!forbidden.denied && !enforced)
      return warned(name, `\`${FORBIDDEN}\` would run, for nothing is enforced`, 'See what weakens it: hookwarden status');
    if (!forbidden.denied) return failed(name, `\`${FORBIDDEN}\` would run`, 'Run: hookwarden doctor --fix');
    return fine(
      name,
      `\`${HARMLESS}\` passes, \`${FORBIDDEN}\` is denied (${harmless.took} and ${forbidden.took} ms); both are in the log as a self-test`,
    );
  } finally {
    rmSync(cwd, { recursive: true, force: true });
  }
}

function answerOf(command: string, input: string, cwd: string): Answer {
  const began = performance.now();
  const { HOME, USER, SHELL, TMPDIR, PATH } = process.env;
  const done = spawnSync('/bin/sh', ['-c', command], {
    input,
    cwd,
    env: { HOME, USER, SHELL, TMPDIR, PATH },
    encoding: 'utf8',
    timeout: PATIENCE_MS,
  });
  const took = Math.round(performance.now() - began);
  const reason = (done.stderr.trim() || done.stdout.trim() || `it ended with ${done.status ?? done.signal}`).slice(0, 500);
  return { denied: done.status !== 0 || saysNo(parseJson(done.stdout)), reason, took };
}

const REFUSALS: Readonly<Record<string, readonly unknown[]>> = {
  decision: ['deny', 'block'],
  permission: ['deny', 'ask'],
  permissionDecision: ['deny', 'ask'],
  cancel: [true],
};

/** A no in the words of any host. */
function saysNo(reply: unknown): boolean {
  if (!isObject(reply)) return false;
  return saysNo(reply['hookSpecificOutput']) || Object.entries(REFUSALS).some(([key, values]) => values.includes(reply[key]));
}
