// Run as a process of its own: a coding agent reduced to how it starts hooks and tools. Reads its steps as JSON on standard input.
import { spawn, spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';

/** `CODE` in any text stands for the code that was told last. */
export type Step =
  /** The host runs its hook. */
  | { readonly hook: 'block' | 'notify'; readonly event: unknown }
  /** The host runs its hook for several calls at once; the statuses are said, sorted. */
  | { readonly together: readonly unknown[] }
  /** The host runs a tool's command and waits for it. */
  | { readonly tool: string }
  /** The host runs it and does not wait. */
  | { readonly background: string }
  | { readonly file: string; readonly content: unknown }
  | { readonly sleep: number };

export interface Said {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

const launcher = process.argv[2] ?? '';
const steps: readonly Step[] = JSON.parse(readFileSync(0, 'utf8'));
let code = 'HW-000000';
const withCode = (text: string): string => text.replaceAll('CODE', code);
const environment = { HOME: '/home/ada', SHELL: '/bin/bash', PATH: process.env['PATH'] ?? '' };

const line = (verb: string): readonly string[] => ['-c', `'${launcher}' ${verb} --host claude-code`];

async function takeTogether(events: readonly unknown[]): Promise<Said> {
  const ended = events.map(
    (event) =>
      new Promise<number | null>((resolve) => {
        const child = spawn('/bin/sh', line('block'), { stdio: ['pipe', 'ignore', 'ignore'], env: environment });
        child.on('close', resolve);
        child.stdin.end(JSON.stringify(event));
      }),
  );
  return { status: null, stdout: (await Promise.all(ended)).sort().join(' '), stderr: '' };
}

async function take(step: Step): Promise<Said | undefined> {
  if ('together' in step) return takeTogether(step.together);
  if ('sleep' in step) Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, step.sleep);
  else if ('file' in step) writeFileSync(step.file, withCode(JSON.stringify(step.content)));
  else if ('background' in step) spawn('/bin/sh', ['-c', withCode(step.background)], { stdio: 'ignore', env: environment }).unref();
  else {
    const args = 'hook' in step ? line(step.hook) : ['-c', withCode(step.tool)];
    const input = 'hook' in step ? withCode(JSON.stringify(step.event)) : '';
    const { status, stdout, stderr } = spawnSync('/bin/sh', args, { input, encoding: 'utf8', env: environment });
    code = /HW-[0-9A-Z]{6}/.exec(stderr)?.[0] ?? code;
    return { status, stdout, stderr };
  }
  return undefined;
}

const said: (Said | null)[] = [];
for (const step of steps) said.push((await take(step)) ?? null);
process.stdout.write(JSON.stringify(said));
