import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { systemClock } from '../../src/hook/machine.ts';
import { delegateCapability, requestCapability, revokeCapability } from '../../src/state/capability-acts.ts';
import { administered, granted, HOUR, READ_SOURCES } from '../support/capabilities.ts';
import { unwrap } from '../support/installation.ts';

const SCRIPT = fileURLToPath(new URL('./validate-many.ts', import.meta.url));
/** Sixteen of them with `npm run test:revoking`. */
const PROCESSES = Number(process.env['HOOKWARDEN_TEST_PROCESSES'] ?? 3);

it('once revoking has returned, no process validates what descends from it', { timeout: 60_000 }, async () => {
  const { admin, folders } = administered();
  const now = systemClock.now();
  const root = granted(unwrap(admin.transact((log) => requestCapability(log, { ...READ_SOURCES, expiresAt: now + HOUR }, now))));
  const child = granted(unwrap(admin.transact((log) => delegateCapability(log, root, { principal: 'local' }, now))));
  const home = folders.config.replace(/\/config$/, '');
  const validating = Array.from({ length: PROCESSES }, () => {
    const process_ = spawn(process.execPath, [SCRIPT, home, child], { stdio: ['ignore', 'pipe', 'inherit'] });
    let output = '';
    const begun = new Promise<void>((resolve) => {
      process_.stdout.on('data', (chunk) => {
        output += String(chunk);
        resolve();
      });
    });
    const ended = new Promise<string>((resolve) => process_.on('close', () => resolve(output)));
    return { begun, ended };
  });
  await Promise.all(validating.map(({ begun }) => begun));
  unwrap(admin.transact((log) => revokeCapability(log, root, 'enough', systemClock.now())));
  const returned = process.hrtime.bigint();
  const outputs = await Promise.all(validating.map(({ ended }) => ended));
  for (const output of outputs) {
    const [, reason, last] = /^good\n(\S+) (\d+)\n$/.exec(output) ?? [];
    expect(reason).toBe('revoked');
    expect(BigInt(last ?? 0)).toBeLessThan(returned);
  }
});
