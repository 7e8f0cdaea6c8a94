// What the rules cost a call that is analysed already, beside no rule at all: those that are shipped, and up to a thousand of one's own with them.
// node bench/rules.ts [RUNS]
import { analyze } from '../src/actions/index.ts';
import { EXAMPLE_FACTS } from '../src/cli/judge-example.ts';
import type { HookEvent } from '../src/domain/event.ts';
import type { Policy } from '../src/domain/policy.ts';
import { govern } from '../src/governance/govern.ts';
import { BUILTIN } from '../src/policy/builtin.ts';
import { compilePolicy } from '../src/policy/compile.ts';
import { arrange } from '../src/policy/match.ts';
import { ownRules } from './own-rules.ts';
import { medianMicroseconds, printTable } from './table.ts';

const RUNS = Number(process.argv[2] ?? 2000);
const OWN = [10, 100, 1000];
const COMMANDS = ['git status --short', 'npm test 2>&1 | tail -n 20', 'rm -rf build/*', 'git push --force origin main'];

function withOwn(count: number): Policy {
  const sources = ownRules(count).map(
    (text, at) => ({ layer: 'user', kind: 'rules', path: `own-${at}.yaml`, bytes: Buffer.from(text) }) as const,
  );
  const compiled = compilePolicy(sources, BUILTIN);
  if (!compiled.ok) throw new Error(compiled.error[0]?.message);
  return compiled.value;
}

const policies = [
  ['none', { ...BUILTIN, rules: [] }],
  [`${BUILTIN.rules.length} shipped`, BUILTIN],
  ...OWN.map((count) => [`+ ${count} own`, withOwn(count)] as const),
] as const;

const eventOf = (command: string): HookEvent => ({
  ...{ host: 'claude-code', name: 'PreToolUse', blocking: 'blocks', sessionId: 'bench', cwd: EXAMPLE_FACTS.machine.project },
  tool: { name: 'Bash', input: { command } },
  raw: {},
});

printTable([
  ['µs, median', ...policies.map(([name]) => name), '1,000 own / shipped'],
  ...COMMANDS.map((command) => {
    const event = eventOf(command);
    const analysis = analyze(event, EXAMPLE_FACTS);
    const costs = policies.map(([, policy]) => medianMicroseconds(RUNS, () => govern(event, arrange(analysis), policy, true)));
    return [command, ...costs.map((cost) => cost.toFixed(2)), ((costs.at(-1) ?? 0) / (costs[1] ?? 1)).toFixed(2)];
  }),
]);
