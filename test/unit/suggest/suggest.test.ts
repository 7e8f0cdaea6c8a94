import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { HookEvent } from '../../../src/domain/event.ts';
import type { JsonObject } from '../../../src/domain/json.ts';
import { exceptedHere } from '../../../src/governance/excepted.ts';
import { type ExactCall, gatherEvidence } from '../../../src/suggest/evidence.ts';
import { type Objections, propose } from '../../../src/suggest/proposal.ts';
import { policyOf } from '../../../src/suggest/yaml.ts';
import { event, pattern, policy, rule } from '../policy/fixtures.ts';
import { layer, met } from '../policy/layer-fixtures.ts';

const builtin = policy([rule(pattern('git.push'), { id: 'git.one', decision: 'ask' })]);
const LEAST = 3;

interface Call {
  readonly tool: string;
  readonly input: JsonObject;
  readonly in: string;
  readonly by: string;
}
type Ending = 'ran' | 'failed' | 'refused' | 'none' | 'changed' | 'edited';
interface Step {
  readonly call: Call;
  readonly way: 'ask' | 'deny' | 'pass' | 'once' | 'pause' | 'observed';
  readonly ending: Ending;
}

const exact = ({ subject }: JsonObject): ExactCall | undefined => {
  const call: Call | undefined = JSON.parse(String(subject));
  return call && { ...call, by: { id: call.by, name: '', role: 'developer', keyId: '' }, session: 's' };
};

/** What the log holds of one call: the record that judged it, and that of its end. */
function recordsOf({ call, way, ending }: Step, at: number): readonly JsonObject[] {
  const granted = way === 'once' || way === 'pause' ? [{ ruleId: `exceptions.${way}` }] : [];
  const decision = way === 'deny' ? 'deny' : way === 'ask' || way === 'observed' ? 'ask' : 'allow';
  const mode = way === 'observed' ? 'observe' : 'enforce';
  const judged = { kind: 'call', id: `r${at}`, decision, mode, findings: granted, time: at, subject: JSON.stringify(call) };
  const result = ending === 'failed' || ending === 'refused' ? ending : 'ran';
  const outcome = { record: `r${at}`, result, input: ending === 'changed' ? 'changed' : 'same', edited: ending === 'edited' };
  return ending === 'none' ? [judged] : [judged, { kind: 'event', outcome }];
}

function proposed(steps: readonly Step[], objections: (call: ExactCall) => Objections = () => ({ rules: ['git.one'] })) {
  const tally = gatherEvidence(exact);
  for (const record of steps.flatMap(recordsOf)) tally.add(record);
  return propose(tally.evidence(), LEAST, objections);
}

const eventOf = (call: Call): HookEvent => ({ ...event(), cwd: call.in, tool: { name: call.tool, input: call.input } });
const lets = (excepted: ReturnType<typeof met>['policy'], call: Call): boolean =>
  exceptedHere(eventOf(call), { id: call.by, name: '', role: '', keyId: '' }, excepted).length > 0;
const compiled = (found: ReturnType<typeof proposed>) =>
  met(builtin, layer('user', policyOf(found.proposals, () => 'A call').replace('version: 1\n', ''))).policy;

const HOSTILE = fc.oneof(
  fc.constantFrom(
    'git push',
    'git push ',
    'GIT PUSH',
    'a: b # c',
    '- x\n  y: |\n\tz',
    '*x',
    '&x',
    '!x',
    '"',
    "it's",
    '\u2028\u0000',
    '~',
    'null',
    '1',
  ),
  fc.string({ unit: 'binary', maxLength: 12 }),
);
const call: fc.Arbitrary<Call> = fc.record({
  tool: fc.constantFrom('Bash', 'mcp__a__b'),
  input: fc.oneof(
    HOSTILE.map((command) => ({ command })),
    fc.record({ command: HOSTILE, timeout: fc.constantFrom(1, 2), flags: fc.constantFrom([], ['x'], [['x']]) }),
    fc.dictionary(fc.constantFrom('path', 'a b', ': '), HOSTILE),
  ),
  in: fc.constantFrom('/home/ada/shop', '/home/ada/shop/', '/home/ada', '/tmp/# x: y'),
  by: fc.constantFrom('ada', 'bob', '- x'),
});
const way = fc.constantFrom<Step['way']>('ask', 'ask', 'ask', 'once', 'pass', 'deny', 'pause', 'observed');
const ending = fc.constantFrom<Ending>('ran', 'ran', 'ran', 'ran', 'failed', 'refused', 'none', 'changed', 'edited');

it('an exception that is proposed matches each call that gave it and no other, also once it was written down and read', () => {
  const calls = fc.uniqueArray(call, { minLength: 2, maxLength: 6, selector: (one) => JSON.stringify(one) });
  const log = calls.chain((some) =>
    fc.tuple(fc.constant(some), fc.array(fc.record({ call: fc.constantFrom(...some), way, ending }), { maxLength: 40 })),
  );
  fc.assert(
    fc.property(log, ([some, steps]) => {
      const found = proposed(steps);
      if (found.proposals.length === 0) return;
      const excepted = compiled(found);
      for (const one of some) {
        const mine = steps.filter((step) => step.call === one && (step.way === 'ask' || step.way === 'once'));
        const approved = mine.filter((step) => step.ending === 'ran' || step.ending === 'failed').length;
        const others = mine.length - approved;
        const refused = mine.some((step) => ['refused', 'changed', 'edited'].includes(step.ending));
        expect(lets(excepted, one)).toBe(approved >= LEAST && !refused && others <= mine.length / 10);
      }
    }),
    { numRuns: 300 },
  );
});

describe('a call that people let run', () => {
  const push: Call = { tool: 'Bash', input: { command: 'git push', description: 'x' }, in: '/home/ada', by: 'ada' };
  const times = (count: number, step: Partial<Step> = {}): readonly Step[] =>
    Array.from({ length: count }, () => ({ call: push, way: 'ask', ending: 'ran', ...step }));

  it('is proposed with what speaks for it, and without the words that describe it', () => {
    const [first] = proposed(times(4)).proposals;
    expect(first?.excepted).toMatchObject({
      rules: ['git.one'],
      input: { command: 'git push' },
      by: ['ada'],
      because: 'approved 4 times in one session on 1970-01-01',
    });
    expect(first?.evidence).toMatchObject({ asked: 4, approved: 4, records: ['r1', 'r2', 'r3'] });
  });

  it.each([
    ['too seldom', times(2), 'too-few'],
    ['and once not', [...times(9), ...times(1, { ending: 'refused' })], 'refused'],
    ['and once only after it was changed', [...times(9), ...times(1, { ending: 'edited' })], 'refused'],
    ['and often had no end', [...times(9), ...times(2, { ending: 'none' })], 'unanswered'],
  ])('%s is not proposed', (_what, steps, reason) => {
    expect(proposed(steps)).toEqual({ proposals: [], withheld: { [reason]: 1 } });
  });

  it('is not proposed where today’s policy says why not, and is not counted where nobody was asked', () => {
    expect(proposed(times(5), () => ({ reason: 'critical' })).withheld).toEqual({ critical: 1 });
    for (const way of ['pass', 'pause', 'observed', 'deny'] as const)
      expect(proposed(times(5, { way }))).toEqual({ proposals: [], withheld: {} });
  });
});

it.each([
  ['too long', { command: 'x'.repeat(3000) }],
  ['named as no policy can', JSON.parse('{"__proto__": "x"}')],
  ['named so further in', { edits: [{ constructor: 'x' }] }],
])('a call whose input is %s is not proposed', (_what, input) => {
  const step: Step = { call: { tool: 'Bash', input, in: '/home/ada', by: 'ada' }, way: 'ask', ending: 'ran' };
  expect(proposed([step, step, step])).toEqual({ proposals: [], withheld: { unwritable: 1 } });
});

it('calls of which not all is kept are counted and left out', () => {
  const tally = gatherEvidence(() => undefined);
  tally.add({ kind: 'call', id: 'r0', decision: 'ask', mode: 'enforce', findings: [] });
  expect([tally.inexact(), tally.evidence()]).toEqual([1, []]);
});

it('a record whose id is no id is left out, so that nothing of it stands in a proposed policy', () => {
  const tally = gatherEvidence(() => ({
    tool: 'Bash',
    input: {},
    in: '/p',
    by: { id: 'ada', name: '', role: '', keyId: '' },
    session: 's',
  }));
  tally.add({ kind: 'call', id: 'r0\n      rules: [git.push]', decision: 'ask', mode: 'enforce', findings: [] });
  expect([tally.inexact(), tally.evidence()]).toEqual([1, []]);
});
