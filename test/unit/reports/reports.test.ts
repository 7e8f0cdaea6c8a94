import { describe, expect, it } from 'vitest';
import type { ReportedFinding } from '../../../src/reports/finding.ts';
import { formatJunit } from '../../../src/reports/junit.ts';
import { formatSarif } from '../../../src/reports/sarif.ts';
import { sarifProblems } from '../../support/sarif.ts';

const finding: ReportedFinding = {
  ruleId: 'secrets.github-token',
  severity: 'high',
  path: 'src/a file: <1>.ts',
  line: 3,
  column: 7,
  endLine: 3,
  endColumn: 47,
  message: 'A github token in plain text.',
  mend: 'Take it out & revoke it.',
  fingerprint: '0123456789abcdef0123456789abcdef',
};
const known: ReportedFinding = {
  ...finding,
  ruleId: 'secrets.npm-token',
  severity: 'medium',
  suppressed: { kind: 'external', reason: 'known' },
};
const unscanned = [{ path: 'big\u0000.bin', reason: 'too large' }];

interface Log {
  readonly runs: readonly {
    readonly tool: { readonly driver: { readonly rules: readonly { readonly id: string }[] } };
    readonly results: readonly {
      readonly ruleIndex: number;
      readonly level: string;
      readonly suppressions?: unknown;
      readonly locations: readonly { readonly physicalLocation: { readonly artifactLocation: { readonly uri: string } } }[];
    }[];
  }[];
}

function validLog(text: string): Log {
  const log: Log = JSON.parse(text);
  expect(sarifProblems(log)).toEqual([]);
  return log;
}

describe('SARIF', () => {
  it('has the form that the schema of 2.1.0 demands', () => {
    const [run] = validLog(formatSarif([finding, known, finding], unscanned)).runs;
    expect(run?.tool.driver.rules.map(({ id }) => id)).toEqual(['secrets.github-token', 'secrets.npm-token']);
    expect(run?.results.map(({ ruleIndex, level }) => [ruleIndex, level])).toEqual([
      [0, 'error'],
      [1, 'warning'],
      [0, 'error'],
    ]);
    expect(run?.results[1]?.suppressions).toEqual([{ kind: 'external', justification: 'known' }]);
    expect(run?.results[0]?.locations[0]?.physicalLocation.artifactLocation.uri).toBe('src/a%20file%3A%20%3C1%3E.ts');
  });

  it('has it where nothing was found', () => {
    expect(validLog(formatSarif([], [])).runs[0]?.results).toEqual([]);
  });

  it('is held against a schema that finds what is wrong', () => {
    expect(sarifProblems({ version: '2.1.0', runs: [{ tool: { driver: {} }, results: [{ level: 'bad' }] }] })).not.toEqual([]);
  });
});

describe('JUnit', () => {
  it('counts what failed and what was passed over', () => {
    const xml = formatJunit('secrets', [finding, known], unscanned);
    expect(xml).toContain('<testsuite name="secrets" tests="3" failures="1" errors="0" skipped="2">');
    expect(xml).toContain('classname="src/a file: &lt;1&gt;.ts" name="secrets.github-token 3:7"><failure type="high"');
    expect(xml).toContain('Take it out &amp; revoke it.');
    expect(xml.match(/<testcase /g)).toHaveLength(3);
  });

  it('holds nothing that XML has no place for', () => {
    expect(formatJunit('a\u0001"\ud800', [], unscanned)).not.toMatch(/[\x00-\x08\x0b-\x1f]|\p{Cs}/u);
  });

  it('has a passed test where nothing was found', () => {
    expect(formatJunit('secrets', [], [])).toContain('tests="1" failures="0"');
  });
});
