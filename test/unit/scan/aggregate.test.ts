import fc from 'fast-check';
import { expect, it } from 'vitest';
import { DECISIONS } from '../../../src/domain/decision.ts';
import { createAggregator, mergeAggregates } from '../../../src/scan/aggregate.ts';
import { CALL_OUTCOMES, type ScanRow } from '../../../src/scan/row.ts';

const row = fc.record({
  decision: fc.constantFrom(...DECISIONS),
  outcome: fc.constantFrom(...CALL_OUTCOMES),
  session: fc.constantFrom('', 'a', 'b', '__proto__'),
  tool: fc.constantFrom('Bash', 'Write', 'constructor'),
  risk: fc.integer({ min: 0, max: 100 }),
  time: fc.integer({ min: 1_700_000_000_000_000, max: 1_700_090_000_000_000 }),
  line: fc.integer({ min: 1, max: 1_000_000 }),
});

const whole = ({
  decision,
  ...rest
}: Pick<ScanRow, 'decision' | 'outcome' | 'session' | 'tool' | 'risk' | 'line'> & { time: number }): ScanRow => ({
  ...rest,
  decision,
  source: 'log.jsonl',
  format: 'hook-events',
  host: 'claude-code',
  project: '/home/dev/project',
  summary: 'ls',
  findings: decision === 'allow' ? [] : [{ ruleId: `some.${decision}`, severity: 'high', decision, message: 'It was found.' }],
});

function aggregateOf(rows: readonly ScanRow[]) {
  const counted = createAggregator();
  if (rows.length > 0) counted.source('hook-events', rows.length);
  for (const one of rows) counted.call(one, () => one);
  return counted.result();
}

it('what shards have counted is, merged, what one scan of everything counts', () => {
  fc.assert(
    fc.property(fc.array(row, { maxLength: 60 }), fc.nat(60), (given, at) => {
      const rows = given.map(whole);
      const parts = [rows.slice(0, at), rows.slice(at)].map(aggregateOf);
      const merged = mergeAggregates(JSON.parse(JSON.stringify(parts)));
      const { sources, formats, ...counts } = aggregateOf(rows);
      expect(merged).toEqual({ ...counts, sources: expect.anything(), formats: expect.anything() });
      expect(merged.sources.bytes).toBe(sources.bytes);
      expect(Object.keys(merged.formats)).toEqual(Object.keys(formats));
    }),
    { numRuns: 100 },
  );
});

it('the worst calls are the strictest and riskiest, of equals the first', () => {
  const rows = Array.from({ length: 300 }, (_, line) =>
    whole({
      decision: line % 3 === 0 ? 'deny' : 'ask',
      outcome: 'ran',
      session: 's',
      tool: 'Bash',
      risk: line % 5,
      time: 1_700_000_000_000_000,
      line,
    }),
  );
  const { worst } = aggregateOf(rows);
  expect(worst).toHaveLength(50);
  expect(worst.slice(0, 3).map(({ decision, risk, line }) => [decision, risk, line])).toEqual([
    ['deny', 4, 9],
    ['deny', 4, 24],
    ['deny', 4, 39],
  ]);
});

it('names beyond the size of a map are counted together', () => {
  const rows = Array.from({ length: 2500 }, (_, line) =>
    whole({
      decision: line === 2400 ? 'deny' : 'allow',
      outcome: 'ran',
      session: '',
      tool: `mcp__s__t${line}`,
      risk: 0,
      time: 1_700_000_000_000_000,
      line,
    }),
  );
  const { tools, overflow, total } = aggregateOf(rows);
  expect(Object.keys(tools)).toHaveLength(1000);
  expect(tools['mcp__s__t2400']?.deny).toBe(1);
  expect(overflow.tools.calls).toBe(1500);
  expect(total.calls).toBe(2500);
});
