import { chmodSync, mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { describe, expect, it } from 'vitest';
import { absorbLine, spoolLine } from '../../../src/audit/spool.ts';
import { openReader } from '../../../src/state/reader.ts';
import { absorbSpool, spool, spoolIn } from '../../../src/state/spool.ts';
import { draft, type Fresh, freshInstallation, NOW, random, unwrap } from '../../support/installation.ts';

const denial = draft({ decision: 'deny', session: 's', subject: { command: 'rm -rf ~' } });
const always = () => true;
const bodies = (fresh: Fresh) => {
  const reader = unwrap(openReader(fresh.database, fresh.installation.id, 1000));
  const all = reader.list(100).map(({ body }) => JSON.parse(String(body)));
  reader.close();
  return all;
};

describe('a denial that could not be recorded', () => {
  it('waits in the runtime folder and is recorded by the next success', () => {
    const fresh = freshInstallation();
    const { runtime } = fresh.folders;
    const { pepper } = fresh.installation;
    unwrap(spool(runtime, denial, pepper, random));
    unwrap(spool(runtime, { ...denial, time: NOW - 1 }, pepper, random));
    const store = unwrap(fresh.open());
    expect(unwrap(absorbSpool(runtime, store, pepper, always))).toBe(2);
    expect(unwrap(absorbSpool(runtime, store, pepper, always))).toBe(0);
    expect(readdirSync(spoolIn(runtime))).toEqual([]);
    expect(bodies(fresh).map(({ kind, decision, time }) => [kind, decision, time])).toEqual([
      ['spooled', 'deny', NOW],
      ['spooled', 'deny', NOW - 1],
      ['admin', 'allow', NOW],
    ]);
  });

  it('goes on waiting while another process writes, or where a call has no time left, and costs neither any', () => {
    const fresh = freshInstallation();
    const { runtime } = fresh.folders;
    const { pepper } = fresh.installation;
    unwrap(spool(runtime, denial, pepper, random));
    const store = unwrap(fresh.open({ timeoutMs: 5000 }));
    const writer = new Database(fresh.database);
    writer.exec('BEGIN IMMEDIATE');
    const begin = performance.now();
    expect(absorbSpool(runtime, store, pepper, always)).toMatchObject({ error: { reason: 'locked' } });
    expect(performance.now() - begin).toBeLessThan(1000);
    writer.exec('ROLLBACK');
    expect(unwrap(absorbSpool(runtime, store, pepper, () => false))).toBe(0);
    expect(unwrap(absorbSpool(runtime, store, pepper, always))).toBe(1);
  });

  it('becomes one record, even when the process died before it removed the file', () => {
    const fresh = freshInstallation();
    const { runtime } = fresh.folders;
    const { pepper } = fresh.installation;
    unwrap(spool(runtime, denial, pepper, random));
    const [name = ''] = readdirSync(spoolIn(runtime));
    const file = join(spoolIn(runtime), name);
    const line = readFileSync(file);
    const store = unwrap(fresh.open());
    unwrap(absorbSpool(runtime, store, pepper, always));
    writeFileSync(file, line, { mode: 0o600 });
    unwrap(absorbSpool(runtime, store, pepper, always));
    expect(bodies(fresh)).toHaveLength(2);
  });

  it('is dropped where the line was changed or cut off', () => {
    const pepper = Buffer.alloc(32, 1);
    const line = spoolLine(denial, pepper);
    expect(absorbLine(line, pepper)?.subject).toEqual(denial.subject);
    expect(absorbLine(line.replace('rm', 'ls'), pepper)).toBeUndefined();
    expect(absorbLine(line.slice(0, -2), pepper)).toBeUndefined();
    expect(absorbLine(line, Buffer.alloc(32, 2))).toBeUndefined();
    expect(absorbLine('', pepper)).toBeUndefined();
  });

  it('is shortened where it is too large to keep', () => {
    const line = spoolLine({ ...denial, subject: { command: 'x'.repeat(200_000) } }, Buffer.alloc(32));
    expect(line.length).toBeLessThan(2000);
  });

  it('is not written where the folder is not ours alone', () => {
    const fresh = freshInstallation();
    const { runtime } = fresh.folders;
    const { pepper } = fresh.installation;
    const refusal = () => {
      const kept = spool(runtime, denial, pepper, random);
      return kept.ok ? 'kept' : `${kept.error.reason}: ${kept.error.message}`;
    };
    mkdirSync(runtime, { mode: 0o700 });
    chmodSync(runtime, 0o755);
    expect(refusal()).toMatch(/^unsafe: .*chmod 700/);
    chmodSync(runtime, 0o700);
    symlinkSync('/tmp', spoolIn(runtime));
    expect(refusal()).toMatch(/^unsafe: .*symbolic link/);
  });

  it('is never an allow', () => {
    expect(() => spool('/nowhere', draft(), Buffer.alloc(32), random)).toThrow('only denials');
  });
});
