import { spawnSync } from 'node:child_process';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { JsonObject } from '../../src/domain/json.ts';
import { type Installed, install } from '../support/installed.ts';
import { bash, launch, records } from '../support/launch.ts';

const PROGRAM = resolve(import.meta.dirname, '../../bin/hookwarden.cjs');

let installed: Installed;
beforeAll(() => {
  installed = install();
  rmSync(join(installed.folders.config, 'credential'));
}, 60_000);
afterAll(() => installed.remove());

/** A key of three calls in a minute, one at once, unless the rate is another one. */
function keyOf(name: string, ...options: readonly string[]): string {
  const env = { ...process.env, HOOKWARDEN_HOME: installed.home, NO_COLOR: '1' };
  const made = spawnSync(process.execPath, [PROGRAM, 'key', 'create', '--name', name, '--rate', '3/m', ...options], {
    encoding: 'utf8',
    env,
  });
  return made.stdout.trim();
}

const callWith = (key: string, change: JsonObject = {}) =>
  launch(installed, bash('ls', { session_id: key, ...change }), {
    verb: change['hook_event_name'] === 'PostToolUse' ? 'notify' : 'block',
    environment: { HOOKWARDEN_API_KEY: key },
  });

describe('a key that is used more often than its rate', () => {
  it('is denied, is told when to go on, and what was denied is on record', () => {
    const key = keyOf('ann');
    expect(callWith(key).status).toBe(0);
    const denied = callWith(key);
    expect(denied).toMatchObject({ status: 2, stdout: '' });
    expect(denied.stderr).toMatch(/Wait (?:1\d|20) seconds/);
    expect(records(installed).at(-1)).toMatchObject({ decision: 'deny', findings: [{ ruleId: 'audit.over-rate' }] });
  });

  it('is not set back by calls of another class, another principal, and what tools give back', () => {
    const key = keyOf('ben');
    const read = { tool_name: 'Read', tool_input: { file_path: '/usr/include/stdio.h' } };
    const after = { hook_event_name: 'PostToolUse', tool_response: 'done' };
    const answers = [
      callWith(key),
      callWith(key, after),
      callWith(key, after),
      callWith(key, read),
      callWith(keyOf('cara')),
      callWith(key),
    ];
    expect(answers.map(({ status }) => status)).toEqual([0, 0, 0, 0, 0, 2]);
  });

  it('is counted once for a call that several events announce', () => {
    const key = keyOf('dora');
    const call = { tool_use_id: 'one-call' };
    const announced = [callWith(key, call), callWith(key, call), callWith(key, { ...call, hook_event_name: 'PermissionRequest' })];
    expect(announced.map(({ status }) => status)).toEqual([0, 0, 0]);
  });

  it('may not exceed what its role allows, however generous the key', () => {
    mkdirSync(installed.folders.config, { recursive: true });
    const policy = join(installed.folders.config, 'policy.yaml');
    writeFileSync(policy, 'version: 1\nroles:\n  slow:\n    extends: [developer]\n    rate: 3/m\n', { mode: 0o600 });
    const key = keyOf('emil', '--role', 'slow', '--rate', '6000/m');
    expect([callWith(key).status, callWith(key).status]).toEqual([0, 2]);
    rmSync(policy);
  });
});
