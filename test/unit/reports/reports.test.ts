import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import type { ReportedFinding } from '../../../src/reports/finding.ts';
import { formatJunit } from '../../../src/reports/junit.ts';
import { formatSarif } from '../../../src/reports/sarif.ts';

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

/** What SARIF 2.1.0 (OASIS, section 3) demands of the parts that are written, and nothing beside them. */
const message = z.strictObject({ text: z.string().min(1) });
const location = z.strictObject({
  physicalLocation: z.strictObject({
    artifactLocation: z.strictObject({ uri: z.string().regex(/^(?:file:\/\/)?[A-Za-z0-9\-._~!$&'()*+,;=:@%/]+$/) }),
    region: z
      .strictObject({ startLine: z.int().min(1), startColumn: z.int().min(1), endLine: z.int().min(1), endColumn: z.int().min(1) })
      .optional(),
  }),
});
const level = z.enum(['none', 'note', 'warning', 'error']);
const log = z.strictObject({
  $schema: z.url(),
  version: z.literal('2.1.0'),
  runs: z.array(
    z.strictObject({
      tool: z.strictObject({
        driver: z.strictObject({
          name: z.string().min(1),
          version: z.string(),
          rules: z.array(
            z.strictObject({
              id: z.string(),
              shortDescription: message,
              help: message,
              properties: z.strictObject({ tags: z.array(z.string()), 'security-severity': z.string().regex(/^(?:\d|10)\.\d$/) }),
            }),
          ),
        }),
      }),
      columnKind: z.enum(['utf16CodeUnits', 'unicodeCodePoints']),
      invocations: z.array(
        z.strictObject({
          executionSuccessful: z.boolean(),
          toolExecutionNotifications: z.array(z.strictObject({ level, message, locations: z.array(location) })),
        }),
      ),
      results: z.array(
        z.strictObject({
          ruleId: z.string(),
          ruleIndex: z.int().min(0),
          level,
          message,
          locations: z.array(location).min(1),
          partialFingerprints: z.record(z.string(), z.string()),
          suppressions: z.array(z.strictObject({ kind: z.enum(['inSource', 'external']), justification: z.string() })).optional(),
        }),
      ),
    }),
  ),
});

describe('SARIF', () => {
  it('has the form that 2.1.0 demands', () => {
    const { runs } = log.parse(JSON.parse(formatSarif([finding, known, finding], unscanned)));
    const [run] = runs;
    expect(run?.tool.driver.rules.map(({ id }) => id)).toEqual(['secrets.github-token', 'secrets.npm-token']);
    expect(run?.results.map(({ ruleIndex, level: said }) => [ruleIndex, said])).toEqual([
      [0, 'error'],
      [1, 'warning'],
      [0, 'error'],
    ]);
    expect(run?.results[1]?.suppressions).toEqual([{ kind: 'external', justification: 'known' }]);
    expect(run?.results[0]?.locations[0]?.physicalLocation.artifactLocation.uri).toBe('src/a%20file%3A%20%3C1%3E.ts');
  });

  it('has it where nothing was found', () => {
    expect(log.parse(JSON.parse(formatSarif([], []))).runs[0]?.results).toEqual([]);
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
