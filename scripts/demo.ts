// Judges the recorded events in examples/ through the installed launcher, in a set-up of its own, and verifies the log.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { describeEffect } from '../src/cli/explain.ts';
import { createJudge } from '../src/cli/judge.ts';
import { coloured, table } from '../src/cli/terminal.ts';
import { isObject, stringAt } from '../src/domain/json.ts';

const root = resolve(import.meta.dirname, '..');
const program = join(root, 'bin/hookwarden.cjs');
const home = mkdtempSync(join(tmpdir(), 'hookwarden-demo-'));
/** The home folder of the recorded events. */
const RECORDED_HOME = '/home/sam';
const environment = { ...process.env, HOOKWARDEN_HOME: home, HOME: RECORDED_HOME };

const run = (
  file: string,
  args: readonly string[],
  input = '',
): { readonly status: number | null; readonly stdout: string; readonly stderr: string } =>
  spawnSync(file, args, { input, env: environment, encoding: 'utf8' });

function must(args: readonly string[]): string {
  const done = run(process.execPath, [program, ...args]);
  if (done.status !== 0) throw new Error(`hookwarden ${args.join(' ')} ended with ${done.status}: ${done.stderr}`);
  return done.stdout.trim();
}

try {
  must(['init', '--yes']);
  const launcher = must(['launcher']);
  const judge = createJudge({ home: RECORDED_HOME });
  const folder = join(root, 'examples');
  const rows = readdirSync(folder)
    .filter((name) => name.endsWith('.json'))
    .sort()
    .map((name) => judgeExample(readFileSync(join(folder, name), 'utf8'), launcher, judge));
  console.log(table(['tool', 'what it would do', 'decision', 'rule', 'ms'], rows, 72));
  console.log(`\n${must(['audit', 'verify'])}`);
  console.log(
    coloured('dim', 'Each row is one run of the launcher that an agent’s host would run, its record included; the set-up is thrown away.'),
  );
} finally {
  rmSync(home, { recursive: true, force: true });
}

function judgeExample(text: string, launcher: string, judge: ReturnType<typeof createJudge>): readonly string[] {
  const event: unknown = JSON.parse(text);
  const start = performance.now();
  const reply = run(launcher, ['block', '--host', 'claude-code'], text);
  const milliseconds = performance.now() - start;
  const effects = judge(JSON.stringify(event)).analysis.actions.flatMap((action) => action.effects);
  const tool = isObject(event) ? (stringAt(event, 'tool_name') ?? stringAt(event, 'hook_event_name') ?? '') : '';
  const decision = reply.status === 2 ? 'deny' : reply.stdout.includes('"ask"') ? 'ask' : 'allow';
  const rule = /\[([a-z-]+\.[a-z-]+)\]/.exec(reply.stderr + reply.stdout)?.[1] ?? '';
  // What a call ends in says more than what it begins with.
  const telling = effects.findLast(({ kind, operand }) => kind !== 'exec' && operand !== undefined) ?? effects[0];
  return [tool, telling ? describeEffect(telling) : 'nothing', decision, rule, milliseconds.toFixed(0)];
}
