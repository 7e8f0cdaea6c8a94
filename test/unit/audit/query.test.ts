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

/** A record in which only this is different. */
const changedRecord = (change: JsonObject): JsonObject => ({ ...RECORD, ...change });
const admitsOf = (record: JsonObject, text: string): boolean => unwrap(parseQuery(text, NOW)).admits(record);

describe('a query compares', () => {
  const severities = ['info', 'low', 'medium', 'high', 'critical'];
  it.each([
    ['severity:medium', 'medium'],
    ['severity:>=medium', 'medium high critical'],
    ['severity:>medium', 'high critical'],
    ['severity:<=medium', 'info low medium'],
    ['severity:<medium', 'info low'],
    ['severity:<=LOW', 'info low'],
    ['severity:info,>high', 'info critical'],
  ])('severities by their rank: %s', (text, expected) => {
    const found = severities.filter((severity) => admitsOf(changedRecord({ findings: [{ severity }] }), text));
    expect(found.join(' ')).toBe(expected);
  });

  it.each([
    ['risk:7', '7'],
    ['risk:>=7', '7 70'],
    ['risk:>7', '70'],
    ['risk:<=7', '6 7'],
    ['risk:<7', '6'],
    ['risk:>1,6', '6 7 70'],
  ])('numbers: %s', (text, expected) => {
    expect([6, 7, 70].filter((risk) => admitsOf(changedRecord({ risk }), text)).join(' ')).toBe(expected);
  });

  it.each(['severity:info', 'severity:<=critical', 'severity:>=info', 'risk:0', 'risk:>=0', 'risk:<100', 'risk:7'])(
    'nothing with what is no such thing: %s',
    (text) => {
      for (const change of [
        { findings: [{ severity: 'huge' }, {}, 'low', null], risk: '7' },
        { findings: 'low', risk: null },
      ])
        expect(admitsOf(changedRecord(change), text)).toBe(false);
    },
  );
});

describe('each field of a query', () => {
  it.each([
    ['stage:governance', 'stage:audit'],
    ['mode:enforce', 'mode:observe'],
    ['policy:5e*', 'policy:6*'],
    ['session:b9*', 'session:c*'],
    ['role:developer', 'role:admin'],
    ['principal:k1*', 'principal:k2*'],
    ['event:Pre*', 'event:Post*'],
    ['host:claude-*', 'host:cursor'],
    ['kind:call', 'kind:admin'],
    ['label:read-secret', 'label:read'],
    ['id:r7*', 'id:r8*'],
    ['call:toolu_*', 'call:r7*'],
  ])('%s', (fits, fitsNot) => {
    const record = changedRecord({ policy: '5e11' });
    expect(admitsOf(record, fits)).toBe(true);
    expect(admitsOf(record, fitsNot)).toBe(false);
    expect(admitsOf(record, `${fitsNot.replace(/:.*/, ':')}${fitsNot.split(':')[1]},${fits.split(':')[1]}`)).toBe(true);
    expect(admitsOf({}, fits)).toBe(false);
  });

  it('is named among those that a query asks about, times among them', () => {
    const names = (text: string) => [...unwrap(parseQuery(text, NOW)).fields].sort();
    expect(names('tool:Bash force not RULE:git.* since:2h "tool:x"')).toEqual(['rule', 'since', 'tool']);
    expect(names('force')).toEqual([]);
  });

  it('is none where labels and findings are no lists of such', () => {
    const record = changedRecord({ labels: 'read-secret', findings: { ruleId: 'git.push' } });
    for (const text of ['label:*', 'rule:*']) expect(admitsOf(record, text)).toBe(false);
    expect(admitsOf(changedRecord({ labels: ['read-secret', { name: 'x' }] }), 'label:x')).toBe(true);
  });

  it('says in the help what it is about', () => {
    for (const { about } of Object.values(QUERY_FIELDS)) expect(about).toMatch(/\w/);
  });
});

describe('a text that is looked for', () => {
  const nested = (levels: number): JsonObject => {
    let subject: JsonObject = { deep: ['one', 'Needle'] };
    for (let i = 2; i < levels; i++) subject = { above: 'x', subject };
    return changedRecord({ subject });
  };
  it.each([
    ['the tool', { tool: 'NeedleTool', event: undefined }],
    ['the event', { tool: undefined, event: 'AtNeedle' }],
    ['one of several values', { subject: { a: 1, b: null, c: ['x', { d: 'a needle' }], e: 'x' } }],
    ['the id of a rule', { findings: [{ ruleId: 'needle.in', message: 'x' }] }],
    ['what a finding says', { findings: [{ ruleId: 'x', message: 'A needle.' }] }],
  ])('is found in %s', (_, change) => {
    expect(admitsOf({ ...RECORD, ...change }, 'NEEdle')).toBe(true);
    expect(admitsOf(RECORD, 'needle')).toBe(false);
  });

  it('is found 34 levels deep, and no deeper', () => {
    expect([30, 34, 35, 36, 40, 60].map((levels) => admitsOf(nested(levels), 'needle'))).toEqual([true, true, true, false, false, false]);
  });

  it('may be the word not, in quotation marks or after itself', () => {
    const says = changedRecord({ subject: { text: 'do not' } });
    expect(admitsOf(says, '"not"')).toBe(true);
    expect(admitsOf(RECORD, '"not"')).toBe(false);
    expect(admitsOf(says, 'not not')).toBe(false);
    expect(admitsOf(says, 'NOT absent')).toBe(true);
  });

  it('may follow any white space, and hold a field in quotation marks', () => {
    expect(admits(' \t tool:Bash \n  force  ')).toBe(true);
    expect(admits('tool:"Bash"')).toBe(true);
    expect(admits('rule:"git.push,git.force-push"')).toBe(false);
    expect(admitsOf(changedRecord({ tool: 'not' }), 'tool:not')).toBe(true);
    expect(admitsOf(changedRecord({ subject: { text: 'a\\"b' } }), '"a\\\\\\"b"')).toBe(true);
  });
});

describe('a fault of a query', () => {
  it.each([
    ['zzzzzz:x', 'there is no field "zzzzzz" The fields are since'],
    ['decision:zzzzzz', 'decision: is one of allow, ask, deny'],
    [`rule:{${'x'.repeat(60)}`, `"{${'x'.repeat(39)}" cannot be looked for: `],
    ['rule:""', 'rule: needs a value'],
    ['rule:a,', '"" cannot be looked for: it is empty'],
    ['risk:7x', 'risk: takes a number'],
    ['risk:x7', 'risk: takes a number'],
    ['risk:=7', 'risk: takes a number'],
    ['severity:x>=low', 'severity: is one of info'],
    ['severity:>=low x:y', 'there is no field "x"'],
    [`since:${'9'.repeat(60)}`, `"${'9'.repeat(40)}" is no time; `],
    ['"open', 'this quotation mark is never closed'],
    ['a" b', 'this quotation mark is never closed'],
  ])('%s', (text, words) => {
    expect(fault(text)?.message.slice(0, words.length)).toBe(words);
  });

  it('says no more than what is wrong where nothing is likely meant', () => {
    expect(fault('decision:zzzzzz')?.message).toBe('decision: is one of allow, ask, deny');
  });

  it('is none in a query as long as one may be', () => {
    expect(fault('x'.repeat(4000))).toBeUndefined();
    expect(fault('x '.repeat(64))).toBeUndefined();
  });

  it('is shown with the character, in a line of at most a hundred', () => {
    const shown = showQueryFault(`${'a '.repeat(30)}foo:bar ${'b '.repeat(100)}`, { position: 60, message: 'no such field' });
    const [first, line = '', mark] = shown.split('\n');
    expect(first).toBe('no such field (at character 61)');
    expect(line).toHaveLength(2 + 100);
    expect(line.slice(42, 49)).toBe('foo:bar');
    expect(mark).toBe(`  ${' '.repeat(40)}^`);
  });
});

describe('a moment', () => {
  it('is a day in this place, a time in a zone, or so long ago', () => {
    expect(unwrap(parseMoment('2026-11-01', NOW))).toBe(new Date(2026, 10, 1).getTime() * 1000);
    expect(unwrap(parseMoment('2026-11-01T10:30Z', NOW))).toBe(Date.parse('2026-11-01T10:30Z') * 1000);
    expect(unwrap(parseMoment('90s', NOW))).toBe(NOW - 90_000_000);
    expect(unwrap(parseMoment('now', NOW))).toBe(NOW);
    expect(unwrap(parseMoment('today', NOW))).toBe(new Date(NOW / 1000).setHours(0, 0, 0, 0) * 1000);
  });

  it.each([
    '2026-11-01T10:30',
    '2026-11-01T10:30:15',
    '2026-11-01T10:30:15.5',
    '2026-11-01T10:30:15.123456Z',
    '2026-11-01T10:30:15+02:00',
    '2026-11-01T10:30-11:30',
  ])('is %s', (text) => {
    expect(unwrap(parseMoment(text, NOW))).toBe(Date.parse(text) * 1000);
  });

  it.each([
    '2026-02-30',
    '2026-13-01',
    '2026-00-10',
    '2025-02-29',
    '2026-11-00',
    '11/01/2026',
    'x',
    '2026-11-01T25:00',
    '9',
    '2026-11-01T10',
    '2026-11-01T10:30 (now)',
    'on 2026-11-01T10:30',
    'on 2026-11-01',
    '2026-11-01 ',
    '2026-11-01T10:30+0200',
    'today ',
  ])('is not %s', (text) => {
    expect(parseMoment(text, NOW).ok).toBe(false);
  });
});
