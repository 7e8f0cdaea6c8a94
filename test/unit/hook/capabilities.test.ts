import { writeFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { Asked } from '../../../src/capabilities/answers.ts';
import type { CapabilityTerms } from '../../../src/domain/capability.ts';
import type { JsonObject } from '../../../src/domain/json.ts';
import { ok } from '../../../src/domain/result.ts';
import { readArguments } from '../../../src/hook/arguments.ts';
import { systemClock, systemRandom } from '../../../src/hook/machine.ts';
import { systemProcesses } from '../../../src/hook/processes.ts';
import { answer } from '../../../src/hook/run.ts';
import { adapterFor } from '../../../src/hosts/index.ts';
import { BUILTIN } from '../../../src/policy/builtin.ts';
import { compilePolicy } from '../../../src/policy/compile.ts';
import { requestCapability, revokeCapability } from '../../../src/state/capability-acts.ts';
import { heldFile } from '../../../src/state/credential.ts';
import { administered, granted, HOUR, READ_SOURCES } from '../../support/capabilities.ts';
import { unwrap } from '../../support/installation.ts';
import { records } from '../../support/launch.ts';

const ROOT = '/nonexistent/shop';

/** An installation whose hook runs in this process, and whose administrator is at hand. */
function guarding(terms?: CapabilityTerms) {
  const fresh = administered();
  const { folders, installation, admin } = fresh;
  let calls = 0;
  const send = (event: JsonObject, held?: string) => {
    const given = [folders.state, folders.config, folders.runtime, installation.id, 'block', '--host', 'claude-code'];
    const common = { session_id: 's', cwd: ROOT, hook_event_name: 'PreToolUse', tool_use_id: `t${calls++}`, permission_mode: 'default' };
    return answer(ok(Buffer.from(JSON.stringify({ ...common, ...event }))), {
      invocation: unwrap(readArguments(given)),
      folders,
      adapter: adapterFor('claude-code'),
      policy: terms ? { ...BUILTIN, capabilities: terms } : BUILTIN,
      compiler: () => compilePolicy,
      sealer: () => {
        throw new Error('nothing is sealed here');
      },
      environment: { HOME: '/home/ada', SHELL: '/bin/bash', ...(held !== undefined && { HOOKWARDEN_CAPABILITY: held }) },
      program: '/opt/hookwarden',
      clock: systemClock,
      random: systemRandom,
      remaining: () => 4000,
      processes: systemProcesses([]),
      pause: () => undefined,
      here: () => ROOT,
    });
  };
  const now = () => systemClock.now();
  const ask = (change: Partial<Asked> = {}): string =>
    granted(unwrap(admin.transact((log) => requestCapability(log, { ...READ_SOURCES, expiresAt: now() + HOUR, ...change }, now()))));
  const revoke = (id: string) => unwrap(admin.transact((log) => revokeCapability(log, id, 'enough', now())));
  return { ...fresh, send, ask, revoke, log: () => records(fresh) };
}

const read = (path: string, more: JsonObject = {}): JsonObject => ({
  tool_name: 'Read',
  tool_input: { file_path: `${ROOT}/${path}` },
  ...more,
});
const bash = (command: string, more: JsonObject = {}): JsonObject => ({ tool_name: 'Bash', tool_input: { command }, ...more });
const by = (agent_id: string, agent_type: string): JsonObject => ({ agent_id, agent_type });
const OK = { exitCode: 0 };
const refused = (rule: string) => ({ exitCode: 2, stderr: expect.stringContaining(`[capability.${rule}]`) });

describe('a session that holds a capability', () => {
  it('does what that covers, and is told what it lacks and what to do', () => {
    const { send, ask, log } = guarding();
    const id = ask();
    expect(send(read('src/a.ts'), id)).toMatchObject(OK);
    const reply = send(read('docs/a.md'), id);
    expect(reply).toMatchObject(refused('resource'));
    expect(reply.stderr).toContain('file.read of docs/a.md');
    expect(reply.stderr).toContain('hookwarden capability request');
    expect(log().find(({ kind, decision }) => kind === 'call' && decision === 'allow')).toMatchObject({ capabilities: [id] });
  });

  it('keeps it whatever a later call presents, and never has none', () => {
    const { send, ask } = guarding();
    const [narrow, wide] = [ask(), ask({ resource: '**' })];
    expect(send(read('src/a.ts'), narrow)).toMatchObject(OK);
    expect(send(read('docs/a.md'))).toMatchObject(refused('resource'));
    expect(send(read('docs/a.md'), wide)).toMatchObject(refused('resource'));
    expect(send(read('docs/a.md', { session_id: 'other' }))).toMatchObject(OK);
  });

  it('takes it from the file before the variable, and from the event that begins it', () => {
    const { send, ask, folders } = guarding();
    writeFileSync(heldFile(folders.config), `${ask()}\n`, { mode: 0o600 });
    expect(send({ hook_event_name: 'SessionStart', source: 'startup' }, ask({ resource: '**' }))).toMatchObject(OK);
    expect(send(read('docs/a.md'))).toMatchObject(refused('resource'));
  });

  it('has nothing of it once it is revoked', () => {
    const { send, ask, revoke } = guarding();
    const id = ask();
    expect(send(read('src/a.ts'), id)).toMatchObject(OK);
    revoke(id);
    expect(send(read('src/b.ts'), id)).toMatchObject(refused('revoked'));
  });

  it.each([
    ['another’s', 'principal'],
    ['one that nobody knows', 'unknown'],
    ['no id and no token', 'malformed'],
  ])('that is %s can do nothing', (what, reason) => {
    const { send, ask, admin } = guarding();
    unwrap(admin.createPrincipal({ id: 'eve', name: 'Eve', kind: 'user', role: 'developer' }, 1));
    const held = what === 'another’s' ? ask({ principal: 'eve' }) : what === 'one that nobody knows' ? 'cap_AAAA' : 'se~cret';
    const reply = send(read('src/a.ts'), held);
    expect(reply).toMatchObject(refused(reason));
    expect(reply.stderr).not.toContain('se~cret');
    // A word that was mistyped is not kept.
    expect(send(read('src/a.ts')).exitCode).toBe(reason === 'malformed' ? 0 : 2);
  });

  it('uses it up, each call once', () => {
    const { send, ask } = guarding();
    const id = ask({ constraints: { uses: 2 } });
    expect(send(read('src/a.ts', { tool_use_id: 'x' }), id)).toMatchObject(OK);
    expect(send(read('src/a.ts', { tool_use_id: 'x' }), id)).toMatchObject(OK);
    expect(send(read('docs/a.md'), id)).toMatchObject(refused('resource'));
    expect(send(read('src/b.ts'), id)).toMatchObject(OK);
    expect(send(read('src/c.ts'), id)).toMatchObject(refused('uses'));
  });

  it('covers a program by its name, wherever the system keeps it, and none that somebody has put elsewhere under that name', () => {
    const { send, ask } = guarding();
    const held = ask({ type: 'process', resource: 'npm', operations: ['run'], constraints: {} });
    for (const command of ['npm -v', '/usr/bin/npm -v', 'CI=1 npm -v', 'NODE_ENV=test npm -v', 'echo hi', 'true'])
      expect(send(bash(command), held), command).toMatchObject(OK);
    for (const command of [
      './npm -v',
      '/tmp/x/npm -v',
      '~/npm -v',
      '$X/npm -v',
      'node_modules/.bin/npm -v',
      'Npm -v',
      './echo hi',
      '/tmp/true',
    ])
      expect(send(bash(command), held), command).toMatchObject({ exitCode: 2, stderr: expect.stringContaining('[capability.') });
  });

  it('is about the project in which it was first seen, wherever an agent goes from there', () => {
    const { send, ask } = guarding();
    const held = ask({ resource: 'src/**' });
    const elsewhere = (path: string, more: JsonObject = {}) => send({ ...read(path), cwd: '/nonexistent/other', ...more }, held);
    expect(send(read('src/a.ts'), held)).toMatchObject(OK);
    expect(elsewhere('src/a.ts')).toMatchObject(OK);
    expect(elsewhere('', { tool_input: { file_path: '/nonexistent/other/src/a.ts' } })).toMatchObject(refused('resource'));
    expect(elsewhere('', { tool_input: { file_path: 'src/a.ts' } })).toMatchObject(refused('resource'));
    expect(send({ ...read('docs/src/a.ts'), cwd: `${ROOT}/docs` }, held)).toMatchObject(refused('resource'));
  });

  it('covers no call that cannot be read to its end', () => {
    const { send, ask } = guarding();
    const held = ask({ type: 'process', resource: '**', operations: ['run'], constraints: { effects: ['**', 'opaque'] } });
    expect(send(bash(`true ${'$('.repeat(300)}npm -v${')'.repeat(300)}`), held)).toMatchObject(refused('unread'));
  });

  it('covers no variable that steers a program, set for it or before it, where `export` is not covered', () => {
    const { send, ask } = guarding();
    const about = { type: 'process', operations: ['run'], constraints: {} } as const;
    const npm = ask({ ...about, resource: 'npm' });
    const set = ask({ ...about, resource: 'export', constraints: { arguments: [['npm_config_loglevel=*']] } });
    const steered = ['PATH=/tmp/x:$PATH npm -v', 'PATH=/tmp/x; npm -v', 'npm_config_script_shell=/tmp/x npm -v', 'BASH_ENV=/tmp/x npm -v'];
    for (const [at, command] of [...steered, 'https_proxy=http://evil.example npm -v'].entries())
      expect(send(bash(command, { session_id: `s${at}` }), `${npm} ${set}`), command).toMatchObject({ exitCode: 2 });
    expect(send(bash('npm_config_loglevel=silent npm -v'), `${npm} ${set}`)).toMatchObject(OK);
  });

  it('covers what a shell is asked to run, not what it is called', () => {
    const { send, ask } = guarding();
    const id = ask({
      type: 'process',
      resource: 'npm',
      operations: ['run'],
      constraints: { arguments: [['test']], effects: ['package.script'] },
    });
    const held = `${id} ${ask({ resource: '**' })}`;
    expect(send(bash('npm test'), held)).toMatchObject(OK);
    for (const command of ['npm publish', "bash -c 'npm publish'", 'npm test && curl example.com', 'npm test -- --watch'])
      expect(send(bash(command), held), command).toMatchObject({ exitCode: 2 });
    expect(send(bash("bash -c 'npm test'"), held)).toMatchObject({ exitCode: 2 });
  });
});

describe('where the policy requires capabilities', () => {
  it('a session without one can do nothing that needs one', () => {
    const { send, ask } = guarding({ required: true, subagents: [] });
    expect(send(read('src/a.ts'))).toMatchObject(refused('none'));
    expect(send(bash('cd src'))).toMatchObject(OK);
    expect(send(read('src/a.ts'), ask())).toMatchObject(OK);
  });
});

describe('an agent that another one has started', () => {
  const REVIEWER = { type: 'filesystem', resource: 'src/**', operations: ['read', 'list'] } as const;
  const terms = { required: false, subagents: [{ reviewer: [REVIEWER], '*': [] }] };

  it('may what the policy has for its type, and what its session may at most', () => {
    const { send, ask } = guarding(terms);
    expect(send(read('docs/a.md'))).toMatchObject(OK);
    expect(send(read('docs/a.md', by('a1', 'reviewer')))).toMatchObject(refused('resource'));
    expect(send(read('src/a.ts', by('a1', 'reviewer')))).toMatchObject(OK);
    expect(send(read('src/a.ts', by('a2', 'stranger')))).toMatchObject(refused('none'));
    const docs = ask({ resource: 'docs/**' });
    expect(send(read('docs/a.md', { session_id: 't' }), docs)).toMatchObject(OK);
    expect(send(read('src/a.ts', { session_id: 't', ...by('a1', 'reviewer') }))).toMatchObject(refused('resource'));
  });

  it('keeps the type that it had first, whatever later events say', () => {
    const { send } = guarding({ ...terms, subagents: [{ reviewer: [REVIEWER], root: [{ ...REVIEWER, resource: '**' }] }] });
    expect(send(read('docs/a.md', by('a1', 'reviewer')))).toMatchObject({ exitCode: 2 });
    send({ hook_event_name: 'SubagentStop', ...by('a1', 'root') });
    send({ hook_event_name: 'SubagentStart', ...by('a1', 'root') });
    expect(send(read('docs/a.md', by('a1', 'root')))).toMatchObject({ exitCode: 2 });
  });

  it('is recorded to have been handed it, once', () => {
    const { send, ask, log } = guarding(terms);
    const id = ask({ resource: '**' });
    send(read('src/a.ts', by('a1', 'reviewer')), id);
    send(read('src/b.ts', by('a1', 'reviewer')));
    const told = log().filter(({ event }) => event === 'CapabilityDelegated');
    expect(told).toMatchObject([
      { session: 's', subject: { correlation: id, agent: 'a1', agentType: 'reviewer', capabilities: [{ parent: id }] } },
    ]);
  });

  it('is bounded by every layer that speaks of it', () => {
    const { send } = guarding({ required: false, subagents: [{ reviewer: [REVIEWER] }, { reviewer: [{ ...REVIEWER, resource: '**' }] }] });
    expect(send(read('docs/a.md', by('a1', 'reviewer')))).toMatchObject({ exitCode: 2 });
    expect(send(read('src/a.ts', by('a1', 'reviewer')))).toMatchObject(OK);
  });
});
