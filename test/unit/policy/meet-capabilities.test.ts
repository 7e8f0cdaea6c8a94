import { describe, expect, it } from 'vitest';
import { BUILTIN } from '../../../src/policy/builtin.ts';
import { faults, layer, met, trusted } from './layer-fixtures.ts';

const policy = (...sources: Parameters<typeof met>[1][]) => met(BUILTIN, ...sources).policy.capabilities;
const READER = 'capabilities:\n  subagents:\n    reviewer: [{ type: filesystem, resource: "src/**", operations: [read] }]\n';

describe('what layers say of capabilities', () => {
  it('is nothing where none does', () => {
    expect(policy(layer('user', 'mode: enforce\n'))).toBeUndefined();
  });

  it('is required where any layer says so, and no longer only where that layer may loosen', () => {
    const on = 'capabilities: { required: true }\n';
    const off = 'capabilities: { required: false }\n';
    expect(policy(layer('user', on))?.required).toBe(true);
    expect(policy(layer('user', on), layer('project', off))?.required).toBe(true);
    expect(policy(layer('managed', on), trusted(layer('project', off)))?.required).toBe(true);
    expect(policy(layer('user', off), layer('project', on))?.required).toBe(true);
  });

  it('is a table from each layer, none in the place of another', () => {
    const nothing = 'capabilities: { subagents: { reviewer: [] } }\n';
    expect(policy(layer('managed', nothing), trusted(layer('project', READER)))?.subagents).toMatchObject([
      { reviewer: [] },
      { reviewer: [{ resource: 'src/**' }] },
    ]);
  });

  it.each([
    ['an operation of another type', READER.replace('[read]', '[call]'), 'filesystem has no operation call; it has read'],
    [
      'a constraint that is not known',
      READER.replace('[read] }', '[read], constraints: { moon: full } }'),
      'no constraint is called "moon"',
    ],
    [
      'a constraint of another form',
      READER.replace('[read] }', '[read], constraints: { uses: many } }'),
      'the constraint "uses" has not the form',
    ],
    ['a resource that is no glob', READER.replace('src/**', '{a,b}'), 'wildcards'],
    ['a field that is not known', 'capabilities: { optional: true }\n', 'optional'],
  ])('is a fault with its line where there is %s', (_what, text, fault) => {
    const [first = ''] = faults(BUILTIN, layer('user', text));
    expect(first).toContain(fault);
    expect(first).toMatch(/policy\.yaml:\d+/);
  });
});
