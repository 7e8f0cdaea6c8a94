import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, readFileSync, renameSync, rmSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import Database from 'better-sqlite3';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { JsonObject } from '../../src/domain/json.ts';
import { databaseIn } from '../../src/state/folders.ts';
import { sessionKeysFile } from '../../src/state/session-keys.ts';
import { type Installed, install } from '../support/installed.ts';
import { bash, launch, records } from '../support/launch.ts';

const PROGRAM = resolve(import.meta.dirname, '../../bin/hookwarden.cjs');

let installed: Installed;
const keys: Record<string, string> = {};
beforeAll(() => {
  installed = install();
  for (const name of ['ann', 'ben']) keys[name] = hookwarden('key', 'create', '--name', name).stdout.trim();
  rmSync(join(installed.folders.config, 'credential'));
}, 60_000);
afterAll(() => installed.remove());

function hookwarden(...args: readonly string[]) {
  const env = { ...process.env, HOOKWARDEN_HOME: installed.home, NO_COLOR: '1' };
  return spawnSync(process.execPath, [PROGRAM, ...args], { encoding: 'utf8', env });
}

const as = (who: string, change: JsonObject & { session_id: string }) =>
  launch(installed, bash('ls', change), {
    verb: change['hook_event_name'] === undefined ? 'block' : 'notify',
    environment: { HOOKWARDEN_API_KEY: keys[who] ?? '' },
  });
const statuses = (who: string, ...events: readonly (JsonObject & { session_id: string })[]) => events.map((event) => as(who, event).status);
const of = (session: string) => records(installed).filter((record) => record['session'] === session);
const incidents = (session: string) => of(session).filter(({ kind }) => kind === 'incident');
const boundAgain = (session: string) =>
  of(session)
    .filter(({ event }) => event === 'SessionBound')
    .map(({ subject }) => subject);

describe('two principals in one session', () => {
  it('are the one who began it, undisturbed, and one who is refused, with one incident', () => {
    const session = { session_id: 'shared' };
    expect(statuses('ann', session)).toEqual([0]);
    const refused = as('ben', session);
    expect(refused).toMatchObject({ status: 2, stdout: '' });
    expect(refused.stderr).toContain('belongs to another principal');
    expect(statuses('ben', session, session)).toEqual([2, 2]);
    expect(statuses('ann', session, session)).toEqual([0, 0]);
    expect(incidents('shared')).toMatchObject([
      { principal: { id: 'ben' }, subject: { incident: 'session-of-another', owner: 'ann', intruder: 'ben' } },
    ]);
    expect(statuses('ben', { session_id: 'own' })).toEqual([0]);
  });

  it('that begin it at once: one of them has it', { timeout: 60_000 }, async () => {
    const start = async (who: string, session_id: string) => {
      const env = { HOME: '/home/ada', SHELL: '/bin/bash', HOOKWARDEN_API_KEY: keys[who] ?? '' };
      const child = spawn(installed.launcher, ['block', '--host', 'claude-code'], { env, stdio: ['pipe', 'ignore', 'ignore'] });
      child.stdin.end(JSON.stringify(bash('ls', { session_id })));
      const [status] = await once(child, 'close');
      return status;
    };
    for (let at = 0; at < 4; at++) {
      const both = await Promise.all(['ann', 'ben'].map((who) => start(who, `race-${at}`)));
      expect(both.toSorted()).toEqual([0, 2]);
      expect(incidents(`race-${at}`)).toHaveLength(1);
    }
  });
});

describe('a session', () => {
  it('is bound anew, with a record, where it is resumed or goes on elsewhere, and not in a folder below', () => {
    const session = { session_id: 'moving', cwd: installed.home };
    expect(statuses('ann', session, { ...session, cwd: join(installed.home, 'state') })).toEqual([0, 0]);
    expect(boundAgain('moving')).toEqual([]);
    statuses('ann', { ...session, cwd: '/usr' }, { ...session, hook_event_name: 'SessionStart', source: 'resume', cwd: '/usr' });
    expect(boundAgain('moving')).toMatchObject([
      { because: ['project'], from: { project: installed.home }, to: { project: '/usr' } },
      { because: ['resumed'] },
    ]);
  });

  it('that has ended is bound anew where it acts again', () => {
    const session = { session_id: 'ended' };
    expect(statuses('ann', session, { ...session, hook_event_name: 'SessionEnd' }, session)).toEqual([0, 0, 0]);
    expect(boundAgain('ended')).toMatchObject([{ because: ['ended'] }]);
  });

  it('that an administrator ends is refused, and a new one is not', () => {
    const session = { session_id: 'stopped' };
    statuses('ann', session);
    expect(hookwarden('session', 'end', 'stopped')).toMatchObject({
      status: 0,
      stdout: 'Session stopped of ann is ended: its calls are refused.\n',
    });
    const refused = as('ann', session);
    expect(refused).toMatchObject({ status: 2, stdout: '' });
    expect(refused.stderr).toMatch(/An administrator has ended this session[\s\S]*new session/);
    expect(statuses('ann', { ...session, hook_event_name: 'SessionStart', source: 'resume' }, { session_id: 'another' })).toEqual([0, 0]);
    expect(as('ann', session).status).toBe(2);
    expect(hookwarden('session', 'forget', 'stopped').status).toBe(0);
    expect(as('ann', session).status).toBe(0);
  });

  it('knows its agents, and a call of theirs in a worktree moves nothing', () => {
    const agent = { session_id: 'team', agent_id: 'a1', agent_type: 'explorer' };
    statuses(
      'ann',
      { session_id: 'team', cwd: '/usr' },
      { ...agent, cwd: '/opt' },
      { ...agent, hook_event_name: 'SubagentStop', cwd: '/opt' },
    );
    const shown = JSON.parse(hookwarden('session', 'show', 'team', '--json').stdout);
    expect(shown).toMatchObject({
      project: '/usr',
      agents: [{ id: 'a1', type: 'explorer', project: '/opt', stoppedAt: expect.any(Number) }],
    });
    expect(boundAgain('team')).toEqual([]);
  });
});

describe('on the disk', () => {
  it('no session of the table has its name, its owner or its project', () => {
    as('ann', { session_id: 'canary-session-name', cwd: '/usr/share' });
    const db = new Database(databaseIn(installed.folders), { readonly: true });
    const rows = db.prepare<[], Record<string, unknown>>('SELECT * FROM sessions').all();
    db.close();
    expect(rows.length).toBeGreaterThan(0);
    const bytes = rows
      .flatMap((row) => Object.values(row))
      .map((value) => (Buffer.isBuffer(value) ? value.toString('latin1') : String(value)));
    for (const canary of ['canary-session-name', '/usr/share', 'ann']) expect(bytes.join('\n')).not.toContain(canary);
  });

  it('no file of the state folder has the secret of a key, or the key of the sessions', () => {
    const { keys: stored } = JSON.parse(readFileSync(sessionKeysFile(installed.folders.config), 'utf8'));
    const secrets = [...Object.values(keys).map((key) => key.split('_')[2] ?? ''), ...stored.map(({ key }: { key: string }) => key)];
    const raw = stored.map(({ key }: { key: string }) => Buffer.from(key, 'base64'));
    const files = readdirSync(installed.folders.state, { recursive: true, encoding: 'utf8' })
      .map((name) => join(installed.folders.state, name))
      .filter((path) => statSync(path).isFile());
    expect(files.length).toBeGreaterThan(1);
    for (const path of files) {
      const bytes = readFileSync(path);
      for (const secret of [...secrets.map((text) => Buffer.from(text)), ...raw]) expect(bytes.includes(secret), path).toBe(false);
    }
  });

  it('what does not open is a denial that names what mends it, and only of that session', () => {
    statuses('ann', { session_id: 'spoilt' }, { session_id: 'whole' });
    const path = sessionKeysFile(installed.folders.config);
    renameSync(path, `${path}.away`);
    expect(as('ann', { session_id: 'spoilt' }).stderr).toContain('hookwarden init');
    renameSync(`${path}.away`, path);
    const db = new Database(databaseIn(installed.folders));
    db.exec("UPDATE sessions SET sealed = CAST(sealed || x'00' AS BLOB)");
    db.close();
    const refused = as('ann', { session_id: 'spoilt' });
    expect(refused).toMatchObject({ status: 2, stdout: '' });
    const [, mend = ''] = /hookwarden (session forget [0-9a-f]{16})/.exec(refused.stderr) ?? [];
    expect(as('ann', { session_id: 'spoilt', hook_event_name: 'PostToolUse' }).status).toBe(0);
    expect(of('spoilt').at(-1)?.['findings']).toMatchObject([{ ruleId: 'audit.sealed' }]);
    expect(as('ann', { session_id: 'never seen' }).status).toBe(0);
    expect(hookwarden(...mend.split(' ')).status).toBe(0);
    expect(as('ann', { session_id: 'spoilt' }).status).toBe(0);
  });
});

describe('the key of the sessions', () => {
  const ids = (): readonly string[] =>
    JSON.parse(readFileSync(sessionKeysFile(installed.folders.config), 'utf8')).keys.map(({ id }: { id: string }) => id);

  it('is rotated: what was sealed is sealed anew, and sessions go on, each with its owner', () => {
    const session = { session_id: 'kept', cwd: '/usr' };
    statuses('ann', session);
    const [before = ''] = ids();
    expect(hookwarden('session', 'rotate-key').stdout).toMatch(/seals sessions from now on; \d+ were sealed anew/);
    expect(ids()).toEqual([expect.not.stringMatching(before), before]);
    expect(statuses('ann', session)).toEqual([0]);
    expect(as('ben', session).status).toBe(2);
    hookwarden('session', 'rotate-key');
    expect(statuses('ann', session)).toEqual([0]);
    expect(statSync(sessionKeysFile(installed.folders.config)).mode & 0o777).toBe(0o600);
  });
});

describe('the command', () => {
  it('lists sessions, also for scripts', () => {
    as('ann', { session_id: 'listed' });
    expect(hookwarden('session').stdout).toMatch(/listed +ann +claude-code/);
    const rows = hookwarden('session', 'list', '--json')
      .stdout.trim()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(rows).toContainEqual({
      handle: expect.stringMatching(/^[0-9a-f]{16}$/),
      session: expect.objectContaining({ id: 'listed', owner: 'ann' }),
    });
  });

  it.each([
    ['a session that is not there', ['session', 'show', 'nobody'], /session list/],
    ['no session', ['session', 'end'], /which session/],
  ])('says what is wrong: %s', (_, args, says) => {
    expect(hookwarden(...args)).toMatchObject({ status: 3, stderr: expect.stringMatching(says) });
  });
});

describe('the clock', () => {
  const setMark = (days: number): void => {
    const db = new Database(databaseIn(installed.folders));
    db.exec(`UPDATE meta SET high_water = ${Date.now() * 1000 + days * 86_400_000_000}`);
    db.close();
  };

  it('that is set back keeps expired what had expired, until an administrator lets it begin anew', () => {
    const key = hookwarden('key', 'create', '--name', 'cara', '--expires', '2d').stdout.trim();
    keys['cara'] = key;
    expect(as('cara', { session_id: 'cara' }).status).toBe(0);
    expect(hookwarden('clock').status).toBe(0);
    setMark(3);
    const refused = as('cara', { session_id: 'cara' });
    expect(refused).toMatchObject({ status: 2 });
    expect(refused.stderr).toMatch(/expired[\s\S]*hookwarden clock reset/);
    expect(as('ann', { session_id: 'while' }).status).toBe(0);
    expect(hookwarden('clock')).toMatchObject({ status: 1, stdout: expect.stringContaining('hookwarden clock reset') });
    expect(JSON.parse(hookwarden('clock', '--json').stdout)).toMatchObject({ behind: true });
    expect(hookwarden('clock', 'reset').status).toBe(0);
    expect(as('cara', { session_id: 'cara' }).status).toBe(0);
  });
});
