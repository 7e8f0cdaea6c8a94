import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseQuery } from '../../../src/audit/query.ts';
import { QUERY_FIELDS } from '../../../src/audit/query-fields.ts';
import { parseMoment } from '../../../src/audit/query-time.ts';
import { showQueryFault } from '../../../src/audit/query-words.ts';
import type { JsonObject } from '../../../src/domain/json.ts';
import { unwrap } from '../../support/installation.ts';

const NOW = Date.parse('2026-11-20T12:00:00Z') * 1000;
const HOUR = 3_600_000_000;

const RECORD: JsonObject = {
  id: 'r7-00ff00ff',
  kind: 'call',
  session: 'b92765e0-6c75',
  toolUseId: 'toolu_1',
  principal: { id: 'ada', name: 'Ada L', role: 'developer', keyId: 'k1234567' },
  host: 'claude-code',
  event: 'PreToolUse',
  tool: 'Bash',
  subject: { tool_input: { command: 'git push --force "origin" main' } },
  findings: [
    { ruleId: 'git.force-push', severity: 'high', decision: 'deny', message: 'History would be overwritten.' },
    { ruleId: 'git.push', severity: 'low', decision: 'ask', message: 'Something leaves.' },
  ],
  decision: 'deny',
  mode: 'enforce',
  stage: 'governance',
  risk: 70,
  labels: [{ name: 'read-secret' }],
  outcome: { result: 'refused' },
};

const admits = (text: string): boolean => unwrap(parseQuery(text, NOW)).admits(RECORD);
const fault = (text: string) => {
  const query = parseQuery(text, NOW);
  return query.ok ? undefined : query.error;
};

describe('a query', () => {
  it.each([
    '',
    'decision:deny',
    'decision:ask,deny',
    'DECISION:DENY',
    'rule:git.*',
    'rule:git.push',
    'severity:high',
    'severity:>=medium severity:<=low',
    'tool:Bash tool:B*',
    'session:b92765e0*',
    'principal:ada',
    'principal:"Ada L"',
    'principal:k1234567',
    'role:dev*',
    'host:claude-code kind:call event:PreToolUse',
    'outcome:refused',
    'label:read-*',
    'call:toolu_1 id:r7-*',
    'risk:70 risk:>=70 risk:<71',
    'FORCE',
    '"push --force"',
    '"\\"origin\\""',
    'overwritten',
    'not decision:allow',
    'not "rm -rf" force',
    'git not absent',
  ])('admits the record: %s', (text) => {
    expect(admits(text)).toBe(true);
  });

  it.each([
    'decision:allow',
    'decision:allow,ask',
    'rule:git',
    'rule:infra.*',
    'severity:critical',
    'severity:>high',
    'tool:bash',
    'not decision:deny',
    'not force',
    'decision:deny absent',
    'risk:<70',
    // Names of the record's own fields are no text of it.
    'subject',
    'ruleId',
    'https://example.com',
    '"decision:deny"',
    'outcome:ran',
  ])('does not admit it: %s', (text) => {
    expect(admits(text)).toBe(false);
  });

  it('keeps the narrowest of several times', () => {
    expect(unwrap(parseQuery('since:2h since:1h until:30m', NOW))).toMatchObject({ since: NOW - HOUR, until: NOW - HOUR / 2 });
  });

  it.each([
    ['descision:deny', 0, /did you mean decision:\?.*since, until, decision, rule/],
    ['tool:Bash foo:bar', 10, /no field "foo".*quotation marks/],
    ['decision:dney', 9, /one of allow, ask, deny; did you mean deny\?/],
    ['decision:deny,alow', 14, /did you mean allow\?/],
    ['severity:>=huge', 9, /info, low, medium, high, critical/],
    ['since:soon', 6, /"soon" is no time; write how long ago \(2h, 7d\)/],
    ['not since:2h', 0, /does not go with since/],
    ['deny not', 5, /stands before what must not be/],
    ['rule:', 5, /rule: needs a value/],
    ['rule:{a,b}', 5, /only \*/],
    ['say "it', 4, /never closed/],
    ['""', 0, /nothing to look for/],
    ['risk:high', 5, /takes a number/],
    ['x '.repeat(65), 128, /at most 64 words/],
    ['x'.repeat(4001), 4000, /at most 4000 characters/],
  ])('says where it cannot be read: %s', (text, position, message) => {
    expect(fault(text)).toMatchObject({ position, message: expect.stringMatching(message) });
  });

  it('shows the place with a mark below it, and no control character', () => {
    const text = 'tool:Bash \u001b[31m desicion:deny';
    const shown = showQueryFault(text, fault(text) ?? { position: 0, message: '' });
    const [, line = '', mark = ''] = shown.split('\n');
    expect(line.slice(mark.indexOf('^'))).toMatch(/^desicion/);
    expect(shown).not.toContain('\u001b');
  });

  it('is read or refused, whatever it is, and judges any record without a failure', () => {
    const words = fc.oneof(fc.constantFrom('not', ...Object.keys(QUERY_FIELDS).map((name) => `${name}:`)), fc.string(), fc.constant('"'));
    fc.assert(
      fc.property(fc.array(words, { maxLength: 8 }), fc.dictionary(fc.string(), fc.jsonValue()), (parts, record) => {
        const text = parts.join(' ');
        const query = parseQuery(text, NOW);
        if (query.ok) expect(typeof query.value.admits(JSON.parse(JSON.stringify(record)))).toBe('boolean');
        else expect(query.error.position).toBeLessThanOrEqual(text.length);
      }),
    );
  });
});

describe('a moment', () => {
  it('is a day in this place, a time in a zone, or so long ago', () => {
    expect(unwrap(parseMoment('2026-11-01', NOW))).toBe(new Date(2026, 10, 1).getTime() * 1000);
    expect(unwrap(parseMoment('2026-11-01T10:30Z', NOW))).toBe(Date.parse('2026-11-01T10:30Z') * 1000);
    expect(unwrap(parseMoment('90s', NOW))).toBe(NOW - 90_000_000);
    expect(unwrap(parseMoment('now', NOW))).toBe(NOW);
    expect(unwrap(parseMoment('today', NOW))).toBeLessThanOrEqual(NOW);
  });

  it.each(['2026-02-30', '2026-13-01', '11/01/2026', 'x', '2026-11-01T25:00', '9'])('is not %s', (text) => {
    expect(parseMoment(text, NOW).ok).toBe(false);
  });
});
