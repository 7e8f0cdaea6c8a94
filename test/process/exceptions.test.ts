import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { JsonObject } from '../../src/domain/json.ts';
import type { Said, Step } from '../support/fake-host.ts';
import { type Installed, install } from '../support/installed.ts';
import { bash, records } from '../support/launch.ts';

const HOST = fileURLToPath(new URL('../support/fake-host.ts', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'hookwarden-exceptions-'));
const project = join(folder, 'project');
let installed: Installed;
beforeAll(() => {
  installed = install(join(folder, 'own'));
  mkdirSync(join(project, '.git'), { recursive: true });
}, 60_000);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

let sessions = 0;
const newSession = (): string => `session-${++sessions}`;

const STOPPED = 'git push --force origin feature';
/** A call that is asked about, by a host that cannot ask: it is denied, and a person may let it through. */
const call = (session: string, command = STOPPED, change: JsonObject = {}): JsonObject =>
  bash(command, { session_id: session, cwd: project, permission_mode: 'default', ...change });
const prompt = (session: string, text = 'hookwarden allow CODE'): JsonObject => ({
  session_id: session,
  transcript_path: '/home/ada/.claude/t.jsonl',
  cwd: project,
  permission_mode: 'default',
  hook_event_name: 'UserPromptSubmit',
  prompt: text,
});
const event = (session: string, name: string, change: JsonObject = {}): JsonObject => ({
  session_id: session,
  transcript_path: '/home/ada/.claude/t.jsonl',
  cwd: project,
  permission_mode: 'default',
  hook_event_name: name,
  ...change,
});
const stop = (session: string): Step => ({ hook: 'block', event: call(session) });
const type = (session: string): Step => ({ hook: 'notify', event: prompt(session) });
const again = stop;

function host(steps: readonly Step[]): readonly (Said | null)[] {
  const done = spawnSync(process.execPath, [HOST, installed.launcher], { input: JSON.stringify(steps), encoding: 'utf8', timeout: 60_000 });
  if (done.status !== 0) throw new Error(done.stderr);
  return JSON.parse(done.stdout);
}

const RULE = 'version: 1\nrules:\n  git.force-push: deny\n';
beforeAll(() => {
  writeFileSync(join(installed.folders.config, 'policy.yaml'), RULE, { mode: 0o600 });
});

const refusals = (session: string): readonly JsonObject[] =>
  records(installed).filter((record) => record['kind'] === 'incident' && record['session'] === session);

describe('a prompt that a person types', () => {
  it('lets the call that it names through, exactly once', () => {
    const session = newSession();
    const [stopped, typed, first, second] = host([stop(session), type(session), again(session), again(session)]);
    expect(stopped).toMatchObject({ status: 2, stderr: expect.stringMatching(/type `hookwarden allow HW-[0-9A-Z]{6}` as a prompt/) });
    expect(typed).toMatchObject({ status: 0, stdout: expect.stringContaining('let this call through, once') });
    expect([first?.status, second?.status]).toEqual([0, 2]);
    expect(refusals(session)).toEqual([]);
  });

  it('counts again when the agent has finished what it was doing', () => {
    const session = newSession();
    const work = call(session, './build.sh');
    const ended = event(session, 'PostToolUse', { ...work, hook_event_name: 'PostToolUse', tool_response: {} });
    const said = host([
      stop(session),
      { hook: 'block', event: work },
      type(session),
      { hook: 'notify', event: ended },
      type(session),
      { sleep: 1200 },
      type(session),
      again(session),
    ]);
    expect(said[2]?.stdout).toContain('may still be running');
    expect(said[4]?.stdout).toContain('only just ended');
    expect([said[6]?.stdout, said[7]?.status]).toEqual([expect.stringContaining('let this call through'), 0]);
  });

  it('lets through that call only, and its question to the person with it', () => {
    const session = newSession();
    const granted = call(session);
    const { tool_use_id: _id, ...asked } = granted;
    const said = host([
      stop(session),
      type(session),
      { hook: 'block', event: call(session, `${STOPPED} main`) },
      { hook: 'block', event: granted },
      { hook: 'block', event: { ...asked, hook_event_name: 'PermissionRequest' } },
      again(session),
    ]);
    expect(said.slice(2).map((one) => one?.status)).toEqual([2, 0, 0, 2]);
  });

  it.each([
    ['with words around it', 'please do: hookwarden allow CODE'],
    ['on a line of a longer prompt', 'go on\nhookwarden allow CODE'],
    ['with another code', 'hookwarden allow HW-ZZZZZZ'],
  ])('is no grant %s', (_what, text) => {
    const session = newSession();
    const [, , after] = host([stop(session), { hook: 'notify', event: prompt(session, text) }, again(session)]);
    expect(after?.status).toBe(2);
  });

  it('is no grant for a call of another session, where nobody is there, or of a subagent', () => {
    const [one, other] = [newSession(), newSession()];
    expect(host([stop(one), type(other), again(one)]).at(-1)?.status).toBe(2);
    const unattended = { ...prompt(one), permission_mode: 'dontAsk' };
    expect(host([stop(one), { hook: 'notify', event: unattended }, again(one)]).at(-1)?.status).toBe(2);
    expect(host([stop(other), { hook: 'notify', event: { ...prompt(other), agent_id: 'a1' } }, again(other)]).at(-1)?.status).toBe(2);
  });

  it('is used by one of several calls that come at once', () => {
    const session = newSession();
    const said = host([stop(session), type(session), { together: Array.from({ length: 4 }, () => call(session)) }]);
    expect(said.at(-1)?.stdout).toBe('0 2 2 2');
  });

  it('names no code for what an absolute rule stops', () => {
    const [said] = host([{ hook: 'block', event: call(newSession(), `rm -rf ${installed.folders.state}; ${STOPPED}`) }]);
    expect([said?.status, said?.stderr.includes('HW-')]).toEqual([2, false]);
  });
});

describe('a prompt that the agent forges grants nothing', () => {
  const forged = join(folder, 'forged.json');
  const closing = join(folder, 'closing.json');
  const has = (program: string): boolean => spawnSync('sh', ['-c', `command -v ${program}`]).status === 0;
  /** As a script would run it that the guard has not read. `FORGE` is the launcher with the forged prompt. */
  const attack = (session: string, command: string, change: JsonObject = {}): readonly Step[] => {
    const work = call(session, './build.sh', change);
    const ended = event(session, 'PostToolUse', { ...work, hook_event_name: 'PostToolUse', tool_response: {} });
    const launcher = `'${installed.launcher}' notify --host claude-code`;
    const text = command.replaceAll('FORGE', `${launcher} < '${forged}'`).replaceAll('CLOSE', `${launcher} < '${closing}'`);
    return [
      stop(session),
      { file: forged, content: prompt(session) },
      {
        file: closing,
        content: event(session, command.includes('STOP') ? 'Stop' : 'PostToolUse', {
          ...ended,
          hook_event_name: command.includes('STOP') ? 'Stop' : 'PostToolUse',
        }),
      },
      { hook: 'block', event: work },
      change['detached'] === true ? { background: text } : { tool: text },
      { hook: 'notify', event: ended },
      { sleep: command.includes('sleep') ? 2500 : 0 },
      again(session),
    ];
  };

  it.each([
    ['in the foreground', 'FORGE'],
    ['in the place of the shell', 'exec FORGE'],
    ['in the place of the shell, as the host writes it', `exec sh -c "FORGE"`],
    ['after the end of the call was forged', 'CLOSE; exec FORGE'],
    ['after the end of the answer was forged', ': STOP; CLOSE; exec FORGE'],
    ['in the background', '(sleep 1.5; FORGE) &'],
    ['in a session of its own', 'setsid sh -c "sleep 1.5; FORGE" &'],
    ['below init', '(setsid sh -c "sleep 1.5; exec FORGE" &)'],
  ])('%s', (_where, command) => {
    const session = newSession();
    const said = host(attack(session, command));
    expect([said[3]?.status, said.at(-1)?.status]).toEqual([0, 2]);
    expect(refusals(session).map((record) => record['subject'])).toEqual([
      expect.objectContaining({ incident: 'exception-refused', why: expect.any(String) }),
    ]);
  });

  it.each([
    ['script', `script -qc "FORGE" /dev/null`],
    ['expect', `expect -c 'spawn sh -c "FORGE"; expect eof'`],
    ['python3', `python3 -c 'import pty; pty.spawn(["sh", "-c", open("${join(folder, 'forge.sh')}").read()])'`],
  ])('on a pseudo-terminal of %s', (program, command) => {
    if (!has(program)) return void console.warn(`${program} is not installed: not tried`);
    writeFileSync(join(folder, 'forge.sh'), `'${installed.launcher}' notify --host claude-code < '${forged}'`);
    const session = newSession();
    expect(host(attack(session, command)).at(-1)?.status).toBe(2);
    expect(refusals(session)).toHaveLength(1);
  });

  it.each([
    ['that the host was told of', { tool_input: { command: './build.sh', run_in_background: true } }],
    ['that the host put there itself', {}],
  ])('by a process of the host in the background %s', (_which, change) => {
    const session = newSession();
    expect(host(attack(session, 'sleep 1.5; exec FORGE', { ...change, detached: true })).at(-1)?.status).toBe(2);
    expect(refusals(session)).toHaveLength(1);
  });

  it('by a process that plays the host of the session', () => {
    const session = newSession();
    const script = join(folder, 'steps.json');
    writeFileSync(script, JSON.stringify([stop(session), type(session)]));
    const work = call(session, './build.sh');
    const ended = event(session, 'PostToolUse', { ...work, hook_event_name: 'PostToolUse', tool_response: {} });
    const said = host([
      { hook: 'block', event: work },
      { tool: `'${process.execPath}' '${HOST}' '${installed.launcher}' < '${script}'` },
      { hook: 'notify', event: ended },
      again(session),
    ]);
    expect(said[1]?.stdout).toContain('let nothing through');
    expect(said[3]?.status).toBe(2);
  });

  it('by a process that plays the host after the host has ended', () => {
    const session = newSession();
    host([stop(session)]);
    const played = host([stop(session), type(session)]);
    expect(played[1]?.stdout).toContain('let this call through');
    expect(host([again(session)])[0]?.status).toBe(2);
  });

  it('once something in the session types for itself', () => {
    const session = newSession();
    const work = call(session, 'tmux send-keys -t 0 x Enter');
    const ended = event(session, 'PostToolUse', { ...work, hook_event_name: 'PostToolUse', tool_response: {} });
    const said = host([
      stop(session),
      { hook: 'block', event: work },
      { hook: 'notify', event: ended },
      { sleep: 1200 },
      type(session),
      again(session),
    ]);
    expect([said[1]?.status, said[5]?.status]).toEqual([0, 2]);
  });
});
