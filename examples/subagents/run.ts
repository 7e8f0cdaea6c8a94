// A session with capabilities for files, hosts and two programs, and the agents that it starts, each with less: recorded events through the launcher
// that a host would run. The set-up is thrown away afterwards. node examples/subagents/run.ts
import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { table } from '../../src/cli/terminal.ts';
import { isObject, type JsonObject, stringAt } from '../../src/domain/json.ts';

const here = import.meta.dirname;
const program = resolve(here, '../../bin/hookwarden.cjs');
const home = mkdtempSync(join(tmpdir(), 'hookwarden-subagents-'));
const project = join(home, 'shop');

/** What the session that a person starts may do; what it hands on is never more. */
const CAPABILITIES = [
  ['--type', 'filesystem', '--resource', '**', '--operation', 'read', '--operation', 'list', '--operation', 'write'],
  ['--type', 'network', '--resource', '*.example.com', '--operation', 'request', '--constraints', '{"httpsOnly":true}'],
  ['--type', 'process', '--resource', 'npm', '--operation', 'run'],
  ['--type', 'process', '--resource', 'node', '--operation', 'run'],
];

function must(args: readonly string[]): string {
  const done = spawnSync(process.execPath, [program, ...args], { encoding: 'utf8', env: { ...process.env, HOOKWARDEN_HOME: home } });
  if (done.status !== 0) throw new Error(`hookwarden ${args.join(' ')} ended with ${done.status}: ${done.stderr}`);
  return done.stdout.trim();
}

function setUp(): { readonly launcher: string; readonly held: string } {
  must(['init', '--yes']);
  cpSync(join(here, 'machine'), join(home, 'config'), { recursive: true });
  mkdirSync(join(project, '.git'), { recursive: true });
  mkdirSync(join(project, 'src'));
  writeFileSync(join(project, 'package.json'), '{"scripts":{"test":"node --test"}}\n');
  const held = CAPABILITIES.map((asked) => must(['capability', 'request', '--for', 'local', '--expires', '8h', ...asked]));
  return { launcher: must(['launcher']), held: held.join(' ') };
}

interface Recorded {
  readonly expected: string;
  readonly event: JsonObject;
}

function recorded(): readonly Recorded[] {
  const text = readFileSync(join(here, 'events.jsonl'), 'utf8').replaceAll('$PROJECT', project);
  return text
    .trimEnd()
    .split('\n')
    .map((line): unknown => JSON.parse(line))
    .filter(isObject)
    .flatMap(({ expected, event }) => (typeof expected === 'string' && isObject(event) ? [{ expected, event }] : []));
}

/** What the launcher answers, and why. */
function judge(event: JsonObject, launcher: string, held: string): { readonly decision: string; readonly why: string } {
  const env = { HOME: home, HOOKWARDEN_CAPABILITY: held, CLAUDE_CODE_SESSION_ATTENDED: '1' };
  const done = spawnSync(launcher, ['block', '--host', 'claude-code'], { input: JSON.stringify(event), encoding: 'utf8', env });
  const why = /^- (.*?)(?: Instead:|$)/m.exec(done.stderr)?.[1] ?? '';
  return { decision: done.status === 2 ? 'deny' : done.stdout.includes('"ask"') ? 'ask' : 'allow', why };
}

function describe(event: JsonObject): string {
  const input = event['tool_input'];
  const object = isObject(input) ? input : undefined;
  const what = stringAt(object, 'command') ?? stringAt(object, 'url') ?? stringAt(object, 'file_path')?.replace(`${project}/`, '') ?? '';
  return `${stringAt(event, 'tool_name')} ${what}`;
}

try {
  const { launcher, held } = setUp();
  let wrong = 0;
  const rows = recorded().map(({ expected, event }) => {
    const { decision, why } = judge(event, launcher, held);
    if (decision !== expected) wrong++;
    return [stringAt(event, 'agent_type') ?? 'the session', describe(event), expected, decision, why];
  });
  console.log(table(['who', 'what', 'expected', 'actual', 'why'], rows, 170));
  console.log(`\n${must(['audit', 'verify'])}`);
  if (wrong > 0) console.log(`${wrong} of ${rows.length} are not as expected.`);
  process.exitCode = wrong === 0 ? 0 : 1;
} finally {
  rmSync(home, { recursive: true, force: true });
}
