import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { SCAN_FORMATS, type ScanFormat, scanReportOf } from '../../../src/cli/scan-reports.ts';
import { isObject } from '../../../src/domain/json.ts';
import { writeHtml } from '../../../src/reports/html.ts';
import { collectCalls } from '../../../src/reports/page-calls.ts';
import type { Aggregate } from '../../../src/scan/aggregate.ts';
import type { ScanRow } from '../../../src/scan/row.ts';
import { sarifProblems } from '../../support/sarif.ts';
import { aggregateOf, HOSTILE, hostileRow, manyRows, row } from '../../support/scan-rows.ts';

function reportOf(format: ScanFormat, rows: readonly ScanRow[], change: Partial<Aggregate> = {}): string {
  let text = '';
  const report = scanReportOf(format, (more) => {
    text += more;
  });
  const wanted = report.rows === 'all' ? rows : report.rows === 'found' ? rows.filter(({ decision }) => decision !== 'allow') : [];
  report.add(wanted.slice(0, 3));
  report.add(wanted.slice(3));
  report.finish({ ...aggregateOf(rows), ...change });
  return text;
}

const UNREAD = { problems: { count: 1, unread: 0, first: [{ source: HOSTILE, line: 3, reason: HOSTILE }] } };
const rows = [...manyRows(200)];

/** Cells of RFC 4180. */
function cellsOf(text: string): readonly (readonly string[])[] {
  const lines: string[][] = [[]];
  for (const [, quoted, plain = '', end] of text.matchAll(/(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n|$)/g)) {
    lines.at(-1)?.push(quoted === undefined ? plain : quoted.replaceAll('""', '"'));
    if (end === '\r\n') lines.push([]);
  }
  return lines.filter((line) => line.length > 1);
}

describe('what a log says, however hostile', () => {
  it.each(SCAN_FORMATS)('neither breaks %s nor acts on who reads it', (format) => {
    const text = reportOf(format, [hostileRow(), row()], UNREAD);
    expect(/[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\u200b\u00ad]|\u{e0041}/u.test(text)).toBe(false);
  });

  it.each(['json', 'jsonl'] as const)('stays the same in %s', (format) => {
    const parsed: unknown = JSON.parse(reportOf(format, [hostileRow()], UNREAD).trim());
    const found = format === 'json' && isObject(parsed) && Array.isArray(parsed['worst']) ? parsed['worst'][0] : parsed;
    expect(found).toEqual(hostileRow());
  });

  it('is no formula in CSV, and every row has as many cells as the head', () => {
    const [head, ...lines] = cellsOf(reportOf('csv', [hostileRow(), row()]));
    expect(lines.map((cells) => cells.length)).toEqual([head?.length, head?.length]);
    expect(lines.flat().filter((cell) => /^[=+\-@\t\r＝＋－＠]/.test(cell))).toEqual([]);
  });

  it('leaves SARIF valid', () => {
    expect(sarifProblems(JSON.parse(reportOf('sarif', [hostileRow()], UNREAD)))).toEqual([]);
  });

  it('opens and closes nothing in JUnit', () => {
    const xml = reportOf('junit', [hostileRow()], UNREAD);
    expect(xml).not.toContain('<script');
    expect(xml.match(/<[a-z]+/g)).toEqual(['<testsuites', '<testsuite', '<testcase', '<failure', '<testcase', '<skipped']);
  });

  it('is text in HTML, where nothing runs but the page’s own script', () => {
    const html = reportOf('html', [hostileRow()], UNREAD);
    const scripts = [...html.matchAll(/<script([^>]*)>([\s\S]*?)<\/script>/g)];
    expect(scripts.map(([, attributes]) => attributes)).toEqual([' type="application/json" id="data"', '']);
    expect(html).not.toContain('<img');
    expect(html.match(/<\/style/g)).toHaveLength(1);
    const hash = createHash('sha256')
      .update(scripts[1]?.[2] ?? '')
      .digest('base64');
    expect(html).toContain(`script-src 'sha256-${hash}'`);
  });
});

describe('a page', () => {
  it('names no address that anything could be loaded from', () => {
    expect(reportOf('html', rows).match(/\b(?:https?:)?\/\/[a-z][^\s"'<]*/g)).toEqual(['http://www.w3.org/2000/svg']);
  });

  it('says the exact figures even where scripts do not run', () => {
    const html = reportOf('html', rows);
    expect(html).toContain('200 calls in 2 sessions, from 1 log, 2026-11-20 12:00 to 2026-11-20 13:59 UTC');
    expect(html).toContain('<dd class="deny">4</dd>');
  });
});

it('a page with room for too few says what one of its calls stands for', () => {
  const calls = collectCalls(300);
  for (const one of manyRows(1000)) calls.add(one);
  let html = '';
  writeHtml(aggregateOf(manyRows(1000)), calls.data(), (text) => {
    html += text;
  });
  expect(html).toContain('Of calls without a finding one in 8 is listed here, and stands for 8 in the charts.');
  expect(html).toContain('<dt>no objection</dt><dd class="allow">930</dd>');
});

describe('SARIF of a scan', () => {
  it('is valid and points at the lines of the logs', () => {
    const log = JSON.parse(reportOf('sarif', rows));
    expect(sarifProblems(log)).toEqual([]);
    const [{ results, tool }] = log.runs;
    expect(results).toHaveLength(14);
    expect(results[0].locations[0].physicalLocation).toEqual({ artifactLocation: { uri: 'logs/3.jsonl' }, region: { startLine: 4 } });
    expect(results[0].properties).toMatchObject({ decision: 'ask', outcome: 'denied', session: 'session-0' });
    expect(tool.driver.rules.map(({ id }: { id: string }) => id)).toEqual(['git.force-push', 'filesystem.delete-home']);
  });

  it('gives the same call the same fingerprint wherever its log lies', () => {
    const prints = [row({ source: 'a' }), row({ source: 'b', line: 9 })].map((one) => {
      const found = { ...one, ...denied };
      return JSON.parse(reportOf('sarif', [found])).runs[0].results[0].partialFingerprints;
    });
    expect(prints[0]).toEqual(prints[1]);
  });
});

const denied = {
  decision: 'deny',
  findings: [{ ruleId: 'git.force-push', severity: 'high', decision: 'deny', message: 'git would overwrite main.' }],
} as const;

describe('the summary', () => {
  it('has the rules, places, times and worst calls', () => {
    const text = reportOf('text', rows);
    expect(text).toContain('200 calls of 2 sessions, read from 1 log (1 claude-code)');
    expect(text).toContain('186 pass, 10 would be asked about, 4 denied');
    expect(text).toMatch(/filesystem\.delete-home +critical +0 +4 +4 +/);
    expect(text).toMatch(/^when {6}2026-11-20 12:00 to 2026-11-20 14:00 UTC, an hour a bar$/m);
    expect(text).toContain(' 1  deny   90  rm -rf ~\n');
    expect(text).toContain('logs/7.jsonl:8');
  });

  it('says where nothing was found, and where nothing was read', () => {
    expect(reportOf('text', [row({ outcome: 'unknown' })])).toContain('1 call of 1 session');
    expect(reportOf('text', [])).toBe('0 calls of 0 sessions, read from 1 log (1 claude-code)\n0 pass, 0 would be asked about, 0 denied\n');
  });
});
