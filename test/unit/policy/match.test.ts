import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Analysis, DataEdge } from '../../../src/domain/action.ts';
import { CERTAINTIES } from '../../../src/domain/operand.ts';
import type { Condition, EffectPattern, Rule, Truth } from '../../../src/domain/rule.ts';
import type { LabelName, SessionLabel } from '../../../src/domain/session.ts';
import { arrange, matchRule } from '../../../src/policy/match.ts';
import { analysis, effect, operand, pattern, rule } from './fixtures.ts';

const truthOf = (condition: Condition, call: Analysis, changes: Partial<Rule> = {}): Truth =>
  matchRule(rule(condition, changes), arrange(call)).truth;
const one = (fields: Omit<EffectPattern, 'effect'>): Condition => pattern('file.delete', fields);

describe('a pattern fits an effect', () => {
  const home = analysis([[effect('file.delete', operand('/home/dev', ['home']), ['recursive', 'force'])]]);
  it.each<[string, Omit<EffectPattern, 'effect'>, Truth]>([
    ['by kind alone', {}, 'true'],
    ['by any of its classes', { class: ['root', 'home'] }, 'true'],
    ['not by another class', { class: ['temp'] }, 'false'],
    ['not with a refused class', { notClass: ['home'] }, 'false'],
    ['by all of its flags', { flags: ['recursive', 'force'] }, 'true'],
    ['not with a flag missing', { flags: ['recursive', 'hard'] }, 'false'],
    ['by one flag of several', { anyFlag: ['hard', 'force'] }, 'true'],
    ['not with a refused flag', { notFlags: ['force'] }, 'false'],
    ['by program', { program: ['rm', 'unlink'] }, 'true'],
    ['not by another program', { program: ['unlink'] }, 'false'],
    ['by wrapper', { wrapper: ['sudo'] }, 'true'],
    ['by tool', { tool: ['B*'] }, 'true'],
    ['not by another tool', { tool: ['mcp__*'] }, 'false'],
    ['by a glob over its value', { value: ['/home/*'] }, 'true'],
    ['not where a star would have to cross a slash', { value: ['/*'] }, 'false'],
  ])('%s', (_name, fields, expected) => expect(truthOf(one(fields), home)).toBe(expected));

  it('and takes braces, extglobs and negation for what is written', () => {
    for (const value of ['/home/{dev,x}', '/home/@(dev)', '!/etc/**', '/home/+(d)ev'])
      expect(truthOf(one({ value: [value] }), home)).toBe('false');
  });
});

describe('what only the run can tell', () => {
  const unknown = analysis([[effect('file.delete', operand('$X', [], 'unknown'))]]);
  const possibly = analysis([[effect('file.delete', operand('$X/.env', ['secret'], 'unknown'))]]);
  it('is skipped by a rule that says so', () => expect(truthOf(one({ class: ['home'] }), unknown)).toBe('false'));
  it('counts for a rule that wants it', () => expect(truthOf(one({ class: ['home'] }), unknown, { unknown: 'match' })).toBe('unknown'));
  it('is no secret because its name may be one: naming a class is a warning', () =>
    expect(truthOf(one({ class: ['secret'] }), possibly)).toBe('true'));
  it('never excuses', () => {
    const unless = [pattern('file.delete', { class: ['secret'] })];
    expect(truthOf(one({}), possibly, { unless })).toBe('true');
    expect(truthOf(one({}), unknown, { unless: [pattern('file.delete', { notClass: ['home'] })] })).toBe('true');
    expect(truthOf(one({}), unknown, { unless: [pattern('file.delete', { value: ['**'] })] })).toBe('true');
  });
  it('never excuses, whatever the pattern asks of a class or a value (property)', () => {
    const fields = fc.record(
      {
        class: fc.constant(['secret'] as const),
        notClass: fc.constant(['temp'] as const),
        value: fc.constantFrom(['**'], ['*.env'], ['/tmp/**']),
      },
      { requiredKeys: [] },
    );
    fc.assert(
      fc.property(fields, (given) => {
        fc.pre(Object.keys(given).length > 0);
        expect(truthOf(one({}), possibly, { unless: [pattern('file.delete', given)] })).toBe('true');
      }),
    );
  });
});

describe('an excuse', () => {
  it('covers only the effect it fits', () => {
    const call = analysis([[effect('file.delete', operand('/tmp/a', ['temp'])), effect('file.delete', operand('/srv/a', ['outside']))]]);
    const match = matchRule(rule(one({}), { unless: [pattern('file.delete', { class: ['temp'] })] }), arrange(call));
    expect(match.hit?.effect.operand?.text).toBe('/srv/a');
  });
});

describe('conditions combine', () => {
  const call = analysis([[effect('secret.read')], [effect('net.upload')]]);
  const read = pattern('secret.read');
  const upload = pattern('net.upload');
  const wipe = pattern('storage.wipe');
  it('all wants every part, anywhere in the call', () => {
    expect(truthOf({ all: [read, upload] }, call)).toBe('true');
    expect(truthOf({ all: [read, wipe] }, call)).toBe('false');
  });
  it('any wants one', () => {
    expect(truthOf({ any: [wipe, upload] }, call)).toBe('true');
    expect(truthOf({ any: [wipe] }, call)).toBe('false');
  });
});

describe('a flow', () => {
  const condition: Condition = { flow: { from: pattern('secret.read'), to: pattern('net.upload') } };
  const chain = (length: number, edges: readonly DataEdge[]): Analysis =>
    analysis(
      Array.from({ length }, (_, i) => (i === 0 ? [effect('secret.read')] : i === length - 1 ? [effect('net.upload')] : [effect('exec')])),
      edges,
    );
  it('goes along edges, through what stands between', () => {
    expect(
      truthOf(
        condition,
        chain(4, [
          { from: 0, to: 1 },
          { from: 1, to: 2 },
          { from: 2, to: 3 },
        ]),
      ),
    ).toBe('true');
  });
  it('does not go backwards, nor without an edge', () => {
    expect(truthOf(condition, chain(2, [{ from: 1, to: 0 }]))).toBe('false');
    expect(truthOf(condition, chain(2, []))).toBe('false');
  });
  it('goes within one action', () => expect(truthOf(condition, analysis([[effect('net.upload'), effect('secret.read')]]))).toBe('true'));
  it('ends in a cycle, and in a long chain at once', () => {
    const length = 20_000;
    const edges = Array.from({ length }, (_, i) => ({ from: i, to: (i + 1) % length }));
    expect(truthOf(condition, chain(length, edges))).toBe('true');
  });
  it('is broken by an excuse at either end', () => {
    const call = analysis([[effect('secret.read')], [effect('net.upload', operand('localhost', ['loopback']))]], [{ from: 0, to: 1 }]);
    expect(truthOf(condition, call, { unless: [pattern('net.upload', { class: ['loopback'] })] })).toBe('false');
  });
});

describe('a rule that asks for what went before', () => {
  const label = (name: LabelName, about?: string): SessionLabel => ({ name, ...(about && { about }), time: 0, source: 'event 1' });
  const truthAfter = (session: readonly SessionLabel[] | undefined, change: Partial<Rule> = {}): Truth =>
    truthOf(pattern('file.delete'), { ...analysis([[effect('file.delete', operand('/a'))]]), ...(session && { session }) }, change);

  it('is silent where nothing is known of it, and where it did not happen', () => {
    expect(truthAfter(undefined, { session: ['secret-read'] })).toBe('false');
    expect(truthAfter([label('wrote-script')], { session: ['secret-read'] })).toBe('false');
    expect(truthAfter(undefined)).toBe('true');
  });
  it('wants any of several, about this very thing where it is about one', () => {
    expect(truthAfter([label('secret-read')], { session: ['untrusted-content', 'secret-read'] })).toBe('true');
    expect(truthAfter([label('wrote-script', '/a')], { session: ['wrote-script'] })).toBe('true');
    expect(truthAfter([label('wrote-script', '/b')], { session: ['wrote-script'] })).toBe('false');
  });
  it('makes nothing certain that is not', () => {
    const call = { ...analysis([[effect('file.delete', operand('x', [], 'unknown'))]]), session: [label('secret-read')] };
    const rules = { session: ['secret-read'], unknown: 'match' } as const;
    expect(truthOf(pattern('file.delete', { class: ['home'] }), call, rules)).toBe('unknown');
  });
});

it('more effects never make a rule without excuses fall silent (property)', () => {
  const effects = fc.array(
    fc
      .record({ class: fc.constantFrom('home' as const, 'temp' as const), certainty: fc.constantFrom(...CERTAINTIES) })
      .map((given) => [effect('file.delete', operand('x', [given.class], given.certainty))]),
    { maxLength: 6 },
  );
  fc.assert(
    fc.property(effects, effects, (some, more) => {
      const before = truthOf(one({ class: ['home'] }), analysis(some));
      const after = truthOf(one({ class: ['home'] }), analysis([...some, ...more]));
      if (before === 'true') expect(after).toBe('true');
    }),
  );
});
