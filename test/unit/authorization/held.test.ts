import { describe, expect, it } from 'vitest';
import { authorizeHeld } from '../../../src/authorization/held.ts';
import type { Analysis } from '../../../src/domain/action.ts';
import type { Capability, Chain } from '../../../src/domain/capability.ts';
import { memoryFiles } from '../../support/setting.ts';
import { analysis, effect, operand } from '../policy/fixtures.ts';

const NOW = 1_000_000;
const FACTS = { project: '/p', files: memoryFiles(), now: NOW };
const capability = (id: string, changes: Partial<Capability> = {}): Capability => ({
  id,
  type: 'filesystem',
  resource: '**',
  operations: ['read'],
  constraints: {},
  principal: 'ada',
  issuedAt: 0,
  expiresAt: NOW + 1,
  depth: 0,
  ...changes,
});
const reads = (...paths: readonly string[]): Analysis => {
  const [action] = analysis([paths.map((path) => effect('file.read', operand(path)))]).actions;
  return { actions: action ? [{ tool: 'Read', effects: action.effects }] : [], edges: [], incomplete: [] };
};
const held = (call: Analysis, sets: readonly (readonly Chain[])[], refused: Parameters<typeof authorizeHeld>[1]['refused'] = []) =>
  authorizeHeld(call, { sets, refused }, FACTS, (text) => text.replaceAll('secret', '…'));
const ids = (...given: Parameters<typeof held>) => held(...given).findings.map(({ ruleId }) => ruleId);

describe('a call held against capabilities', () => {
  it('passes where nothing bounds it, even if it could not be read', () =>
    expect(held({ ...reads('/p/a'), incomplete: ['budget'] }, [])).toEqual({ findings: [], relied: [], uses: [] }));

  it('passes where each set covers it, and tells what it relied on', () => {
    const chain = [capability('root'), capability('leaf', { parent: 'root', depth: 1 })];
    const other = [capability('other')];
    expect(held(reads('/p/a'), [[chain], [other]])).toEqual({ findings: [], relied: ['root', 'leaf', 'other'], uses: [] });
  });

  it('is denied where one set does not, and says what is missing without repeating secrets', () => {
    const { findings } = held(reads('/p/secret'), [[[capability('good')]], [[capability('poor', { resource: 'docs/**' })]]]);
    expect(findings).toStrictEqual([
      {
        stage: 'authorization',
        ruleId: 'capability.resource',
        severity: 'high',
        decision: 'deny',
        message: 'No capability that is held here covers file.read of …: poor does not reach so far.',
        instead: expect.stringContaining('hookwarden capability request'),
      },
    ]);
  });

  it('writes reasons of several words with dashes', () => {
    const unread = { tool: 'Read', effects: [effect('file.read', operand('$X', [], 'unknown'))] };
    expect(ids({ actions: [unread], edges: [], incomplete: [] }, [[[capability('narrow', { resource: 'src/**' })]]])).toEqual([
      'capability.unknown-resource',
    ]);
    const written = { tool: 'Write', effects: [effect('file.write', operand('/p/a'))] };
    const small = capability('small', { operations: ['write'], constraints: { maxBytes: 1 } });
    expect(ids({ actions: [written], edges: [], incomplete: [] }, [[[small]]])).toEqual(['capability.max-bytes']);
  });

  it('that was not read to its end is covered by nothing', () => {
    expect(ids({ ...reads('/p/a'), incomplete: ['budget'] }, [[[capability('all')]]])).toEqual(['capability.unread']);
  });

  it('says each thing once, and no more than five of them', () => {
    expect(ids(reads('/p/a', '/p/a'), [[]])).toEqual(['capability.none']);
    expect(ids(reads('/p/a'), [[], []])).toHaveLength(1);
    expect(ids(reads(...'abcdefgh'.split('').map((name) => `/p/${name}`)), [[]])).toHaveLength(5);
  });

  it('tells of what gives nothing only where it is missed, and before all else', () => {
    const refused = [{ reason: 'expired', id: 'old' }] as const;
    expect(ids(reads('/p/a'), [[[capability('all')]]], refused)).toEqual([]);
    expect(ids(reads('/p/a'), [[]], refused)).toEqual(['capability.expired', 'capability.none']);
  });

  it('counts the links that it relied on and that are good for so many calls', () => {
    const counted = capability('counted', { constraints: { uses: 3 } });
    const paced = capability('paced', { parent: 'counted', depth: 1, constraints: { uses: 2, perMinute: 5 } });
    const slow = capability('slow', { constraints: { perMinute: 1 } });
    const idle = capability('idle', { constraints: { uses: 9 } });
    const { uses } = held(reads('/p/a'), [[[counted, paced], [idle]], [[counted]], [[slow]]]);
    expect(uses).toStrictEqual([
      { id: 'counted', expiresAt: NOW + 1, uses: 3 },
      { id: 'paced', expiresAt: NOW + 1, uses: 2, perMinute: 5 },
      { id: 'slow', expiresAt: NOW + 1, perMinute: 1 },
    ]);
  });
});
