import { describe, expect, it } from 'vitest';
import { encodeRecord } from '../../../src/audit/record.ts';
import { cefOf } from '../../../src/cli/audit-cef.ts';
import { csvRow } from '../../../src/cli/audit-csv.ts';
import { ocsfOf } from '../../../src/cli/audit-ocsf.ts';
import { sparkline } from '../../../src/cli/terminal.ts';
import { isObject, type JsonObject } from '../../../src/domain/json.ts';
import type { RecordDraft } from '../../../src/domain/ports.ts';
import { draft, NOW } from '../../support/installation.ts';
import { ocsfProblems } from '../../support/ocsf.ts';

function recorded(change: Partial<RecordDraft>): JsonObject {
  const body: unknown = JSON.parse(Buffer.from(encodeRecord(draft(change), { installId: 'i1', sequence: 4, id: 'r4-aa' })).toString());
  return isObject(body) ? body : {};
}

const FINDING = { stage: 'governance', ruleId: 'git.force-push', severity: 'high', decision: 'deny', message: 'a|b=c\\d\ne' } as const;
const PRINCIPAL = { id: 'ada', name: 'Ada', role: 'developer', keyId: 'k1' };
const RECORDS: Readonly<Record<string, Partial<RecordDraft>>> = {
  'an allowed call': { session: 's', toolUseId: 't', principal: PRINCIPAL },
  'a denied call': { decision: 'deny', findings: [FINDING], risk: 80 },
  'a question': { decision: 'ask', findings: [{ ...FINDING, decision: 'ask', severity: 'critical' }] },
  'an observed call': { decision: 'deny', mode: 'observe', findings: [FINDING] },
  'an ending': { kind: 'event', event: 'PostToolUse', outcome: { result: 'ran', record: 'r1', decision: 'allow', input: 'same' } },
  'an act': { kind: 'admin', subject: { act: 'key.create' } },
  'an incident': { kind: 'incident', event: 'SessionStrikes', subject: { incident: 'strikes' } },
  'an incident with a rule': { kind: 'incident', findings: [FINDING] },
  'a denial from the spool': { kind: 'spooled', decision: 'deny' },
};

describe('OCSF', () => {
  it.each(Object.entries(RECORDS))('%s has all that its class asks for, and nothing else', (_, change) => {
    expect(ocsfProblems(ocsfOf(recorded(change)))).toEqual([]);
  });

  it('the check finds what is missing, wrong or unknown', () => {
    const event = ocsfOf(recorded({}));
    expect(ocsfProblems({ ...event, actor: undefined })).toEqual(['actor is missing']);
    expect(ocsfProblems({ ...event, severity_id: 7, made_up: 1 })).toHaveLength(2);
    expect(ocsfProblems({ ...event, activity_id: 1 })).toHaveLength(1);
    expect(ocsfProblems({ ...event, actor: {} })).toHaveLength(1);
  });

  it('says what was done about it, how grave it is and when', () => {
    const event = (name: string) => ocsfOf(recorded(RECORDS[name] ?? {}));
    expect(event('a denied call')).toMatchObject({ action_id: 2, disposition_id: 2, severity_id: 4, is_alert: true, time: NOW / 1000 });
    expect(event('an observed call')).toMatchObject({ action_id: 1, disposition_id: 17 });
    expect(event('an incident')).toMatchObject({ class_uid: 2004, finding_info: { title: 'SessionStrikes', uid: 'r4-aa' } });
  });
});

describe('CEF', () => {
  it.each(Object.entries(RECORDS))('%s is one line with a head of seven fields', (_, change) => {
    const line = cefOf(recorded(change));
    expect(line).not.toMatch(/[\r\n]/);
    expect(line).toMatch(/^CEF:0\|(?:(?:\\.|[^\\|])*\|){5}\d+\|rt=\d+ /);
  });

  it('holds no control character', () => {
    expect(
      cefOf(recorded({ findings: [{ ...FINDING, message: 'a\u001b[2J\u0085b\u2028c' }], tool: 'x\u0007\ny', decision: 'deny' })),
    ).not.toMatch(/[\x00-\x1f\x7f-\x9f\u2028]/);
  });

  it('escapes what its format would read', () => {
    const line = cefOf(recorded({ findings: [FINDING], decision: 'deny', tool: 'a|b\\c=d' }));
    expect(line).toContain('|git.force-push|PreToolUse a\\|b\\\\c=d|8|');
    expect(line).toContain('msg=a|b\\=c\\\\d\\ne ');
  });
});

describe('CSV', () => {
  it.each([
    ['plain', 'plain'],
    ['a,b', '"a,b"'],
    ['say "hi"', '"say ""hi"""'],
    ['two\nlines', '"two\nlines"'],
    ['=1+1', "'=1+1"],
    ['+1', "'+1"],
    ['-1', "'-1"],
    ['@SUM(A1)', "'@SUM(A1)"],
    ['\u001b[31mred', '\\u001b[31mred'],
    ['\t=1', '\\u0009=1'],
    ['=a,b', '"\'=a,b"'],
  ])('%j is written as %j', (cell, written) => {
    expect(csvRow([cell])).toBe(`${written}\r`);
  });
});

it('a sparkline has a bar for each number', () => {
  expect(sparkline([0, 1, 4, 8])).toBe(' ▁▄█');
  expect(sparkline([0, 0])).toBe('  ');
  expect(sparkline([])).toBe('');
});
