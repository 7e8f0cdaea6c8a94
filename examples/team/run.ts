// Three principals on one machine, through one database, by the launcher that a host would run. The set-up is thrown away afterwards.
// node examples/team/run.ts
import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { table } from '../../src/cli/terminal.ts';
import type { Decision } from '../../src/domain/decision.ts';

const here = import.meta.dirname;
const program = resolve(here, '../../bin/hookwarden.cjs');
const home = mkdtempSync(join(tmpdir(), 'hookwarden-team-'));
const folders = { shop: join(home, 'shop'), other: join(home, 'other') } as const;

interface Call {
  readonly who: 'dana' | 'omar' | 'ticket-robot';
  readonly tool: string;
  readonly input: Readonly<Record<string, string>>;
  /** The repository with the team's own rule, or any other. */
  readonly project: keyof typeof folders;
  readonly context: 'production' | 'staging';
  readonly attended: boolean;
  readonly expected: Decision;
}

const bash = (command: string): Pick<Call, 'tool' | 'input'> => ({ tool: 'Bash', input: { command } });
const ANY = { project: 'other', context: 'staging', attended: true } as const;
const DELETE = bash('kubectl delete deployment web');

const CALLS: readonly Call[] = [
  { ...ANY, who: 'omar', ...bash('ls'), expected: 'deny' },
  { ...ANY, who: 'omar', tool: 'Read', input: { file_path: 'README.md' }, expected: 'deny' },
  { ...ANY, who: 'ticket-robot', tool: 'mcp__tickets__close', input: { id: 'T-17' }, expected: 'allow' },
  { ...ANY, who: 'ticket-robot', ...bash('ls'), expected: 'deny' },
  { ...ANY, who: 'ticket-robot', tool: 'mcp__payments__refund', input: { id: 'P-4' }, expected: 'deny' },
  { ...ANY, who: 'dana', ...bash('ls'), expected: 'allow' },
  { ...ANY, who: 'dana', ...DELETE, expected: 'allow' },
  { ...ANY, who: 'dana', ...DELETE, context: 'production', expected: 'ask' },
  { ...ANY, who: 'dana', ...DELETE, context: 'production', attended: false, expected: 'deny' },
  { ...ANY, who: 'dana', ...DELETE, context: 'production', project: 'shop', expected: 'deny' },
  { ...ANY, who: 'dana', ...DELETE, project: 'shop', expected: 'allow' },
];

function must(args: readonly string[]): string {
  const done = spawnSync(process.execPath, [program, ...args], { encoding: 'utf8', env: { ...process.env, HOOKWARDEN_HOME: home } });
  if (done.status !== 0) throw new Error(`hookwarden ${args.join(' ')} ended with ${done.status}: ${done.stderr}`);
  return done.stdout.trim();
}

/** What the launcher answers, and the rule that it names. */
function judge(call: Call, number: number, launcher: string, key: string): { readonly decision: Decision; readonly rule: string } {
  const event = {
    session_id: `${call.who}-${call.attended ? 'attended' : 'headless'}`,
    cwd: folders[call.project],
    permission_mode: 'default',
    hook_event_name: 'PreToolUse',
    tool_name: call.tool,
    tool_input: call.input,
    tool_use_id: `call-${number}`,
  };
  const done = spawnSync(launcher, ['block', '--host', 'claude-code'], {
    input: JSON.stringify(event),
    encoding: 'utf8',
    env: {
      HOME: home,
      HOOKWARDEN_API_KEY: key,
      KUBECONFIG: join(here, 'kube', `${call.context}.yaml`),
      CLAUDE_CODE_SESSION_ATTENDED: call.attended ? '1' : '0',
    },
  });
  const decision = done.status === 2 ? 'deny' : done.stdout.includes('"ask"') ? 'ask' : 'allow';
  return { decision, rule: /\[([a-z-]+\.[a-z-]+)\]/.exec(done.stderr + done.stdout)?.[1] ?? '' };
}

function setUp(): string {
  must(['init', '--yes']);
  cpSync(join(here, 'machine'), join(home, 'config'), { recursive: true });
  cpSync(join(here, 'shop'), folders.shop, { recursive: true });
  for (const folder of Object.values(folders)) mkdirSync(join(folder, '.git'), { recursive: true });
  must(['principal', 'import', join(here, 'machine/principals.yaml')]);
  // Nobody in particular sits at this machine: every call brings the key of whom it is for.
  rmSync(join(home, 'config/credential'));
  return must(['launcher']);
}

try {
  const launcher = setUp();
  const keys = new Map([...new Set(CALLS.map(({ who }) => who))].map((who) => [who, must(['key', 'create', '--for', who])]));
  let wrong = 0;
  const rows = CALLS.map((call, number) => {
    const { decision, rule } = judge(call, number, launcher, keys.get(call.who) ?? '');
    if (decision !== call.expected) wrong++;
    const what = call.input['command'] ?? call.tool;
    return [call.who, what, call.project, call.context, call.attended ? 'yes' : 'no', call.expected, decision, rule];
  });
  console.log(table(['who', 'what', 'project', 'kube context', 'attended', 'expected', 'actual', 'rule'], rows));
  console.log(`\n${must(['audit', 'verify'])}`);
  if (wrong > 0) console.log(`${wrong} of ${rows.length} are not as expected.`);
  process.exitCode = wrong === 0 ? 0 : 1;
} finally {
  rmSync(home, { recursive: true, force: true });
}
