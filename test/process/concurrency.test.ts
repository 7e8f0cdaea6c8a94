import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Installed, install, ROOT } from '../support/installed.ts';
import { bash, records } from '../support/launch.ts';

const PROCESSES = 32;
/** `npm run test:load` asks for 50. */
const EVENTS = Number(process.env['HOOKWARDEN_TEST_EVENTS'] ?? 10);

let installed: Installed;
beforeAll(() => {
  installed = install();
}, 60_000);
afterAll(() => installed.remove());

/** Undefined where the call was answered without objection; else what was said. */
async function objection(command: string): Promise<string | undefined> {
  const child = spawn(installed.launcher, ['block', '--host', 'claude-code'], {
    env: { HOME: '/home/ada' },
    stdio: ['pipe', 'ignore', 'pipe'],
  });
  const said: Buffer[] = [];
  child.stderr.on('data', (piece: Buffer) => said.push(piece));
  child.stdin.end(JSON.stringify(bash(command)));
  const [status] = await once(child, 'close');
  return status === 0 ? undefined : `${status}: ${Buffer.concat(said)}`;
}

it(`32 processes at once, ${EVENTS} times, are each answered and recorded, and none is denied for it`, { timeout: 400_000 }, async () => {
  const lane = async (own: number): Promise<readonly (string | undefined)[]> => {
    const objections: (string | undefined)[] = [];
    for (let i = 0; i < EVENTS; i++) objections.push(await objection(`echo ${own} ${i}`));
    return objections;
  };
  const lanes = await Promise.all(Array.from({ length: PROCESSES }, (_, own) => lane(own)));
  expect(lanes.flat().filter((said) => said !== undefined)).toEqual([]);
  const recorded = records(installed).filter(({ kind }) => kind === 'call');
  expect(recorded.filter(({ decision }) => decision !== 'allow')).toEqual([]);
  expect(new Set(recorded.map(({ toolUseId }) => toolUseId)).size).toBe(PROCESSES * EVENTS);
  const verified = spawnSync(process.execPath, [join(ROOT, 'bin/hookwarden.cjs'), 'audit', 'verify'], {
    env: { HOOKWARDEN_HOME: installed.home },
  });
  expect(verified.status).toBe(0);
});
