import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text as textOf } from 'node:stream/consumers';
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

async function host(steps: readonly Step[]): Promise<readonly (Said | null)[]> {
  const child = spawn(process.execPath, [HOST, installed.launcher], { timeout: 60_000 });
  child.stdin.end(JSON.stringify(steps));
  const [out, errors, [status]] = await Promise.all([textOf(child.stdout), textOf(child.stderr), once(child, 'close')]);
  if (status !== 0) throw new Error(errors);
  return JSON.parse(out);
}

/** Each has a session of its own, and most of it is waiting. */
const AT_ONCE = { concurrent: true, timeout: 60_000 };

const RULE = 'version: 1\nrules:\n  git.force-push: deny\n';
beforeAll(() => {
  writeFileSync(join(installed.folders.config, 'policy.yaml'), RULE, { mode: 0o600 });
});

const refusals = (session: string): readonly JsonObject[] =>
  records(installed).filter((record) => record['kind'] === 'incident' && record['session'] === session);

describe('a prompt that a person types', AT_ONCE, () => {
  it('lets the call that it names through, exactly once', async () => {
    const session = newSession();
    const [stopped, typed, first, second] = await host([stop(session), type(session), again(session), again(session)]);
    expect(stopped).toMatchObject({ status: 2, stderr: expect.stringMatching(/type `hookwarden allow HW-[0-9A-Z]{6}` as a prompt/) });
    expect(typed).toMatchObject({ status: 0, stdout: expect.stringContaining('let this call through, once') });
    expect([first?.status, second?.status]).toEqual([0, 2]);
    expect(refusals(session)).toEqual([]);
  });

  it('counts again when the agent has finished what it was doing', async () => {
    const session = newSession();
    const work = call(session, './build.sh');
    const ended = event(session, 'PostToolUse', { ...work, hook_event_name: 'PostToolUse', tool_response: {} });
    const said = await host([
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

  it('lets through that call only, and its question to the person with it', async () => {
    const session = newSession();
    const granted = call(session);
    const { tool_use_id: _id, ...asked } = granted;
    const said = await host([
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
  ])('is no grant %s', async (_what, text) => {
    const session = newSession();
    const [, , after] = await host([stop(session), { hook: 'notify', event: prompt(session, text) }, again(session)]);
    expect(after?.status).toBe(2);
  });

  it('is no grant for a call of another session, where nobody is there, or of a subagent', async () => {
    const [one, other] = [newSession(), newSession()];
    expect((await host([stop(one), type(other), again(one)])).at(-1)?.status).toBe(2);
    const unattended = { ...prompt(one), permission_mode: 'dontAsk' };
    expect((await host([stop(one), { hook: 'notify', event: unattended }, again(one)])).at(-1)?.status).toBe(2);
    expect((await host([stop(other), { hook: 'notify', event: { ...prompt(other), agent_id: 'a1' } }, again(other)])).at(-1)?.status).toBe(
      2,
    );
  });

  it('is used by one of several calls that come at once', async () => {
    const session = newSession();
    const said = await host([stop(session), type(session), { together: Array.from({ length: 4 }, () => call(session)) }]);
    expect(said.at(-1)?.stdout).toBe('0 2 2 2');
  });

  it('names no code for what an absolute rule stops', async () => {
    const [said] = await host([{ hook: 'block', event: call(newSession(), `rm -rf ${installed.folders.state}; ${STOPPED}`) }]);
    expect([said?.status, said?.stderr.includes('HW-')]).toEqual([2, false]);
  });
});

describe('a prompt that the agent forges grants nothing', AT_ONCE, () => {
  const fileOf = (session: string, name: string): string => join(folder, `${session}-${name}`);
  const has = (program: string): boolean => spawnSync('sh', ['-c', `command -v ${program}`]).status === 0;
  /** As a script would run it that the guard has not read. `FORGE` is the launcher with the forged prompt, which `SCRIPT` runs, too. */
  const attack = (session: string, command: string, change: JsonObject = {}): readonly Step[] => {
    const work = call(session, './build.sh', change);
    const ended = event(session, 'PostToolUse', { ...work, hook_event_name: 'PostToolUse', tool_response: {} });
    const [forged, closing] = [fileOf(session, 'forged.json'), fileOf(session, 'closing.json')];
    const launcher = `'${installed.launcher}' notify --host claude-code`;
    const line = command
      .replaceAll('SCRIPT', fileOf(session, 'forge.sh'))
      .replaceAll('FORGE', `${launcher} < '${forged}'`)
      .replaceAll('CLOSE', `${launcher} < '${closing}'`);
    writeFileSync(fileOf(session, 'forge.sh'), `${launcher} < '${forged}'`);
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
      change['detached'] === true ? { background: line } : { tool: line },
      { hook: 'notify', event: ended },
      { sleep: command.includes('sleep') ? 3500 : 0 },
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
  ])('%s', async (_where, command) => {
    const session = newSession();
    const said = await host(attack(session, command));
    expect([said[3]?.status, said.at(-1)?.status]).toEqual([0, 2]);
    expect(refusals(session).map((record) => record['subject'])).toEqual([
      expect.objectContaining({ incident: 'exception-refused', why: expect.any(String) }),
    ]);
  });

  it.each([
    ['script', `script -qc "FORGE" /dev/null`],
    ['expect', `expect -c 'spawn sh -c "FORGE"; expect eof'`],
    ['python3', `python3 -c 'import pty; pty.spawn(["sh", "-c", open("SCRIPT").read()])'`],
  ])('on a pseudo-terminal of %s', async (program, command) => {
    if (!has(program)) return void console.warn(`${program} is not installed: not tried`);
    const session = newSession();
    expect((await host(attack(session, command))).at(-1)?.status).toBe(2);
    expect(refusals(session)).toHaveLength(1);
  });

  it.each([
    ['that the host was told of', { tool_input: { command: './build.sh', run_in_background: true } }],
    ['that the host put there itself', {}],
  ])('by a process of the host in the background %s', async (_which, change) => {
    const session = newSession();
    expect((await host(attack(session, 'sleep 1.5; exec FORGE', { ...change, detached: true }))).at(-1)?.status).toBe(2);
    expect(refusals(session)).toHaveLength(1);
  });

  it('by a process that plays the host of the session', async () => {
    const session = newSession();
    const script = fileOf(session, 'steps.json');
    writeFileSync(script, JSON.stringify([stop(session), type(session)]));
    const work = call(session, './build.sh');
    const ended = event(session, 'PostToolUse', { ...work, hook_event_name: 'PostToolUse', tool_response: {} });
    const said = await host([
      { hook: 'block', event: work },
      // A Node before 22.18 runs TypeScript where it is told to, and a host hands its tools no such variable.
      { tool: `NODE_OPTIONS='${process.env['NODE_OPTIONS'] ?? ''}' '${process.execPath}' '${HOST}' '${installed.launcher}' < '${script}'` },
      { hook: 'notify', event: ended },
      again(session),
    ]);
    expect(said[1]?.stdout).toContain('let nothing through');
    expect(said[3]?.status).toBe(2);
  });

  it('by a process that plays the host after the host has ended', async () => {
    const session = newSession();
    await host([stop(session)]);
    const played = await host([stop(session), type(session)]);
    expect(played[1]?.stdout).toContain('let this call through');
    expect((await host([again(session)]))[0]?.status).toBe(2);
  });

  it('once something in the session types for itself', async () => {
    const session = newSession();
    const work = call(session, 'tmux send-keys -t 0 x Enter');
    const ended = event(session, 'PostToolUse', { ...work, hook_event_name: 'PostToolUse', tool_response: {} });
    const said = await host([
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
