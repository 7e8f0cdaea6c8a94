import { type Aggregate, createAggregator } from '../../src/scan/aggregate.ts';
import type { ScanRow } from '../../src/scan/row.ts';

const NOON = Date.UTC(2026, 10, 20, 12) * 1000;

export const row = (change: Partial<ScanRow> = {}): ScanRow => ({
  source: 'logs/one.jsonl',
  line: 1,
  format: 'claude-code',
  host: 'claude-code',
  session: 'session-1',
  project: '/home/sam/shop',
  time: NOON,
  tool: 'Bash',
  call: 'toolu_1',
  summary: 'ls -la',
  outcome: 'ran',
  decision: 'allow',
  risk: 0,
  findings: [],
  ...change,
});

/** Markup, line ends, escapes, directions and formulas: whatever some format acts on. */
export const HOSTILE =
  '=1+1<script>alert(1)</script><img src=x onerror="window.hit=1">\'"&]]>--></style><!--\u0000\u001b[31m\u009b2J\u2028\u2029\r\n\t,;\u202egpj\u2066\u200b\u00ad\ud800 \u{e0041}';

/** Says the same in every field that an agent, its log or its folders fill. */
export const hostileRow = (): ScanRow =>
  row({
    source: HOSTILE,
    session: HOSTILE,
    agent: HOSTILE,
    project: HOSTILE,
    tool: HOSTILE,
    call: HOSTILE,
    summary: HOSTILE,
    decision: 'deny',
    risk: 99,
    findings: [{ ruleId: HOSTILE, severity: 'critical', decision: 'deny', message: HOSTILE }],
  });

const DENIED = {
  decision: 'deny',
  risk: 90,
  summary: 'rm -rf ~',
  findings: [
    { ruleId: 'filesystem.delete-home', severity: 'critical', decision: 'deny', message: 'rm would delete ~, a home folder as a whole.' },
  ],
} as const;
const ASKED = {
  decision: 'ask',
  risk: 40,
  summary: 'git push --force origin main',
  findings: [{ ruleId: 'git.force-push', severity: 'medium', decision: 'ask', message: 'git would overwrite main of origin.' }],
} as const;
const TOOLS = ['Bash', 'Read', 'Write', 'WebFetch'] as const;
const OUTCOMES = ['ran', 'ran', 'failed', 'denied', 'unknown'] as const;

/** Calls of a month of 20 projects: of a hundred two would be denied and five asked about. */
export function* manyRows(count: number): Generator<ScanRow> {
  for (let at = 0; at < count; at++) {
    const judged =
      at % 50 === 7 ? DENIED : at % 20 === 3 ? ASKED : { summary: `cat src/part-${at % 977}/file-${at}.ts | head -${at % 60}` };
    yield row({
      source: `logs/${at % 40}.jsonl`,
      line: at + 1,
      session: `session-${Math.floor(at / 100)}`,
      project: `/home/sam/project-${at % 20}`,
      time: NOON + at * 25_000_000,
      tool: TOOLS[at % TOOLS.length] ?? 'Bash',
      call: `toolu_${at}`,
      outcome: OUTCOMES[at % OUTCOMES.length] ?? 'ran',
      ...judged,
    });
  }
}

export function aggregateOf(rows: Iterable<ScanRow>): Aggregate {
  const aggregator = createAggregator();
  aggregator.source('claude-code', 1_234_567);
  for (const one of rows) aggregator.call(one, () => one);
  return aggregator.result();
}
