import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StdioClientTransport } from '@modelcontextprotocol/sdk/client/stdio.js';
import { ElicitRequestSchema } from '@modelcontextprotocol/sdk/types.js';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Installed, install, ROOT } from '../support/installed.ts';
import { records } from '../support/launch.ts';
import { isRunning } from '../support/running.ts';

const ENTRY = join(ROOT, 'bin/hookwarden.cjs');
let installed: Installed;
beforeAll(() => {
  installed = install();
}, 60_000);
afterAll(() => installed.remove());

/** The server is in TypeScript, which the oldest Node runs only where it is told to. */
const environment = (): Record<string, string> => ({
  PATH: process.env['PATH'] ?? '',
  NODE_OPTIONS: process.env['NODE_OPTIONS'] ?? '',
  HOME: '/home/ada',
  HOOKWARDEN_HOME: installed.home,
});

describe('between a client and a server of the official SDK', () => {
  const client = new Client({ name: 'test', version: '1' }, { capabilities: { elicitation: {} } });
  let stderr = '';
  beforeAll(async () => {
    const policy = join(installed.folders.config, 'policy.yaml');
    writeFileSync(policy, 'version: 1\nroles:\n  developer:\n    permissions: ["*", "!tool:mcp__files__secret"]\n');
    chmodSync(policy, 0o600);
    const transport = new StdioClientTransport({
      command: process.execPath,
      args: [ENTRY, 'mcp-proxy', '--name', 'files', '--host', 'zed', '--', process.execPath, join(ROOT, 'test/support/mcp-server.ts')],
      env: environment(),
      cwd: installed.home,
      stderr: 'pipe',
    });
    transport.stderr?.on('data', (text: Buffer) => {
      stderr += text;
    });
    client.setRequestHandler(ElicitRequestSchema, async () => ({ action: 'decline' }));
    await client.connect(transport);
  }, 60_000);
  afterAll(async () => {
    await client.close();
    rmSync(join(installed.folders.config, 'policy.yaml'));
  });

  const callsOf = (tool: string) => records(installed).filter((record) => record['tool'] === `mcp__files__${tool}`);

  it('tools that the role may never call are not shown, and nothing hidden is', async () => {
    const { tools } = await client.listTools();
    expect(tools.map(({ name, description }) => [name, description])).toEqual([
      ['run', 'Runs a command.'],
      ['fail', 'Fails.\\u{e0041}\\u{e0042}'],
      ['question', 'Asks the person.'],
    ]);
    expect(stderr).toContain('the server says hello\n');
    expect(stderr).toContain('the tool "secret" is denied to this role');
    await expect
      .poll(() => records(installed).at(-1), { timeout: 5000 })
      .toMatchObject({ event: 'Notification', subject: { message: expect.stringMatching(/fail.*secret/) } });
  });

  it('a call that nothing speaks against runs, with its progress, and is recorded with what became of it', async () => {
    const progress: number[] = [];
    const { content } = await client.callTool({ name: 'run', arguments: { command: 'ls' } }, undefined, {
      onprogress: (step) => progress.push(step.progress),
    });
    expect(content).toEqual([{ type: 'text', text: 'ran ls in a server with the key (none)' }]);
    expect(progress).toEqual([1]);
    await client.callTool({ name: 'fail' });
    // What came of it is recorded before the next call is judged.
    await client.callTool({ name: 'run' });
    expect(callsOf('run').slice(0, 2)).toMatchObject([
      { host: 'mcp', event: 'PreToolUse', decision: 'allow', subject: { mcp_client: 'zed', tool_input: { command: 'ls' } } },
      { host: 'mcp', event: 'PostToolUse', outcome: { result: 'ran', input: 'same' } },
    ]);
    expect(callsOf('fail')[1]).toMatchObject({ event: 'PostToolUseFailure', outcome: { result: 'failed' } });
  });

  it('a denied call never reaches the server, and its reason is the tool’s own answer', async () => {
    for (const [name, command, reason] of [
      ['run', 'rm -rf /', 'filesystem.delete-root'],
      ['run', 'git push --force', 'hookwarden allow-once HW-'],
      ['secret', 'ls', 'authorization.permission'],
    ] as const) {
      const { content, isError } = await client.callTool({ name, arguments: { command } });
      expect([isError, JSON.stringify(content)]).toEqual([true, expect.stringContaining(reason)]);
    }
    expect(callsOf('secret')).toMatchObject([{ decision: 'deny' }]);
  });

  it('the server may ask the client', async () => {
    expect((await client.callTool({ name: 'question' })).content).toEqual([{ type: 'text', text: 'decline' }]);
  });
});

describe.concurrent('the proxy', () => {
  const start = (command: readonly string[], change: Readonly<Record<string, string>> = {}): ChildProcess =>
    spawn(process.execPath, [ENTRY, 'mcp-proxy', '--name', 's', '--', ...command], { env: { ...environment(), ...change } });
  const node = (program: string) => [process.execPath, '-e', program];
  async function said(child: ChildProcess, input?: string): Promise<{ readonly stdout: string; readonly stderr: string }> {
    let [stdout, stderr] = ['', ''];
    child.stdout?.on('data', (text) => {
      stdout += text;
    });
    child.stderr?.on('data', (text) => {
      stderr += text;
    });
    if (input !== undefined) child.stdin?.end(input);
    await once(child, 'close');
    return { stdout, stderr };
  }

  it('ends as the server ends', async () => {
    const [failing, killed, missing] = [
      start(['sh', '-c', 'echo out; echo err >&2; exit 7']),
      start(['sh', '-c', 'kill -9 $$']),
      start(['/gone']),
    ];
    const [first, , third] = await Promise.all([said(failing), said(killed), said(missing)]);
    expect([failing.exitCode, first]).toEqual([7, { stdout: 'out\n', stderr: 'err\n' }]);
    expect([killed.exitCode, killed.signalCode]).toEqual([null, 'SIGKILL']);
    expect([missing.exitCode, third.stderr]).toEqual([3, expect.stringContaining('/gone cannot be started')]);
  });

  it('passes bytes as they are, to the last one, and keeps its own key to itself', async () => {
    const echo = start(['sh', '-c', 'cat; printf "%s" "${HOOKWARDEN_API_KEY-none}"'], { HOOKWARDEN_API_KEY: 'x' });
    const line = '{ "jsonrpc":"2.0", "method":"notifications/x" }\r\n[]';
    expect((await said(echo, line)).stdout).toBe(`${line}none`);
  });

  it('denies every call where this machine is not set up, and passes the rest', async () => {
    const input = '{"id":1,"method":"ping"}\n{"id":2,"method":"tools/call","params":{"name":"run"}}\n';
    const { stdout } = await said(start(['cat'], { HOOKWARDEN_HOME: join(installed.home, 'none') }), input);
    const lines = stdout.trim().split('\n').sort();
    expect(lines).toEqual(['{"id":1,"method":"ping"}', expect.stringMatching(/^\{"jsonrpc".*"id":2.*hookwarden init.*"isError":true/)]);
  });

  it('takes the server along, however it ends, and passes signals on', async ({ expect }) => {
    const stubborn = start(node('process.on("SIGTERM", () => {}); console.log(process.pid); setInterval(() => {}, 1000)'));
    const tidy = start(node('process.on("SIGINT", () => process.exit(5)); console.log(process.pid); setInterval(() => {}, 1000)'));
    const orphan = start(node('process.stdin.resume(); console.log(process.pid)'));
    const [first = 0, second = 0, third = 0] = (
      await Promise.all([stubborn, tidy, orphan].map(async ({ stdout }) => (stdout ? once(stdout, 'data') : [])))
    ).map(([pid]) => Number(pid));
    const ends = [stubborn, tidy, orphan].map((child) => once(child, 'exit'));
    stubborn.kill('SIGTERM');
    tidy.kill('SIGINT');
    orphan.kill('SIGKILL');
    await Promise.all(ends);
    expect(tidy.exitCode).toBe(5);
    expect([first, second].map(isRunning)).toEqual([false, false]);
    await expect.poll(() => isRunning(third), { timeout: 5000 }).toBe(false);
  });
});
