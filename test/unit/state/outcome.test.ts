import { describe, expect, it } from 'vitest';
import type { HookEvent } from '../../../src/domain/event.ts';
import { isObject, type JsonObject } from '../../../src/domain/json.ts';
import type { RecordDraft } from '../../../src/domain/ports.ts';
import { endingOf, inputHashOf } from '../../../src/hook/ending.ts';
import { draftOf } from '../../../src/hook/record.ts';
import { openReader } from '../../../src/state/reader.ts';
import { connect } from '../../../src/state/sqlite.ts';
import { draft, eventOf, freshInstallation, NOW, unwrap } from '../../support/installation.ts';

const said = (change: Partial<RecordDraft>) => draft({ session: 's', toolUseId: 't1', inputHash: 'as judged', ...change });
const call = (change: Partial<RecordDraft> = {}) => said({ callHash: 'h', ...change });
const ending = (change: Partial<RecordDraft> = {}) =>
  said({ kind: 'event', event: 'PostToolUse', time: NOW + 3_600_000_000, outcome: { result: 'ran' }, ...change });

/** The bodies of what is in the log after these, newest first. */
function logged(...drafts: readonly RecordDraft[]): readonly JsonObject[] {
  const fresh = freshInstallation();
  const store = unwrap(fresh.open());
  for (const one of drafts) unwrap(store.append(one, { rate: false }));
  store.close();
  const reader = unwrap(openReader(fresh.database, fresh.installation.id, 1000));
  const bodies = reader.list(10).map(({ body }): unknown => JSON.parse(String(body)));
  reader.close();
  return bodies.filter(isObject).filter(({ kind }) => kind !== 'admin');
}

describe('what became of a call', () => {
  it('names the record that judged it, an hour later too, and what was decided', () => {
    const [end, judged] = logged(call({ decision: 'ask' }), ending());
    expect(end).toMatchObject({ outcome: { result: 'ran', record: judged?.['id'], decision: 'ask', input: 'same' } });
    expect(logged(call({ decision: 'ask' }), ending())).toHaveLength(2);
  });

  it('names none where no such call was judged: of another session, of another id, or not a call', () => {
    for (const other of [{ session: 's2' }, { toolUseId: 't2' }])
      expect(logged(call(), ending(other))[0]?.['outcome']).toEqual({ result: 'ran' });
    expect(logged(call({ kind: 'event' }), ending())[0]?.['outcome']).toEqual({ result: 'ran' });
  });

  it('is an incident where the input is not the one that was judged', () => {
    const [incident, end] = logged(call(), ending({ inputHash: 'another' }));
    expect(end).toMatchObject({ kind: 'event', outcome: { input: 'changed' } });
    expect(incident).toMatchObject({
      kind: 'incident',
      event: 'InputChanged',
      tool: 'Bash',
      findings: [{ ruleId: 'audit.input-changed' }],
    });
  });

  it('is none where the changed input was judged as well, where a person changed it, or where the call did not run', () => {
    expect(logged(call(), call({ callHash: 'h2', inputHash: 'another' }), ending({ inputHash: 'another' }))).toHaveLength(3);
    expect(logged(call(), ending({ inputHash: 'another', outcome: { result: 'ran', edited: true } }))).toHaveLength(2);
    expect(logged(call(), ending({ inputHash: 'another', outcome: { result: 'refused' } }))).toHaveLength(2);
  });

  it('is an incident where a denied call ran, but not where nothing is enforced', () => {
    const [incident] = logged(call({ decision: 'deny' }), ending());
    expect(incident).toMatchObject({ event: 'RanThoughDenied', findings: [{ ruleId: 'audit.ran-though-denied', severity: 'critical' }] });
    expect(logged(call({ decision: 'deny', mode: 'observe' }), ending({ mode: 'observe' }))).toHaveLength(2);
    expect(logged(call({ decision: 'deny' }), ending({ outcome: { result: 'failed' } }))).toHaveLength(2);
  });
});

it('rows that join outcomes name neither session nor input, and old ones go', () => {
  const fresh = freshInstallation();
  const store = unwrap(fresh.open());
  unwrap(store.append(call({ session: 'a-session' }), { rate: false }));
  store.close();
  const db = unwrap(connect(fresh.database, 1000));
  const rows = db.prepare('SELECT * FROM judged').all();
  expect(rows).toHaveLength(1);
  expect(JSON.stringify(rows)).not.toMatch(/a-session|as judged|t1/);
  db.exec("UPDATE judged SET sequence = -20000, call = 'old'");
  db.close();
  const again = unwrap(fresh.open());
  for (let times = 0; times < 64; times++) unwrap(again.append(draft(), { rate: false }));
  again.close();
  const after = unwrap(connect(fresh.database, 1000));
  expect(after.prepare('SELECT * FROM judged').all()).toEqual([]);
  after.close();
});

describe('an event that ends a call', () => {
  const tool = { name: 'Bash', input: { command: 'ls', description: 'x' }, useId: 't1' };
  const event = (name: string, raw: JsonObject = {}): HookEvent => eventOf('s', { name, blocking: 'never', tool, raw });

  it.each([
    ['PostToolUse', {}, { result: 'ran' }],
    ['PostToolUse', { tool_response: { userModified: true } }, { result: 'ran', edited: true }],
    ['PostToolUse', { tool_response: { userModified: false } }, { result: 'ran' }],
    ['PostToolUseFailure', { is_interrupt: false }, { result: 'failed' }],
    ['PostToolUseFailure', { is_interrupt: true }, { result: 'interrupted' }],
    ['PermissionDenied', {}, { result: 'refused' }],
    ['PreToolUse', {}, undefined],
    ['Stop', {}, undefined],
  ])('%s %j', (name, raw, expected) => {
    expect(endingOf(event(name, raw))).toEqual(expected);
  });

  it('is of the same input whatever describes it and in whatever order it stands', () => {
    const hashed = (input: JsonObject) => inputHashOf({ ...tool, input });
    expect(hashed({ description: 'y', command: 'ls' })).toBe(inputHashOf(tool));
    expect(hashed({ command: 'ls -l' })).not.toBe(inputHashOf(tool));
    expect(hashed({ description: 'y' })).not.toBe(hashed({ description: 'z' }));
  });

  it('and its call carry the hash into the store, other events do not', () => {
    const verdict = { decision: 'allow', stage: 'governance', findings: [], risk: 0 } as const;
    const course = {
      time: NOW,
      host: 'claude-code',
      verdict,
      decision: 'allow',
      mode: 'enforce',
      policy: 'p',
      timings: {},
      traceparent: undefined,
    } as const;
    const has = (of: HookEvent) => 'inputHash' in draftOf({ ...course, event: of });
    expect([has(eventOf('s', { tool })), has(event('PostToolUse')), has(event('PostToolBatch'))]).toEqual([true, true, false]);
  });
});
