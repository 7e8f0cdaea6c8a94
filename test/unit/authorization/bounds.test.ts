import { describe, expect, it } from 'vitest';
import { type Actor, boundsOf } from '../../../src/authorization/bounds.ts';
import type { Capability, CapabilityTerms, Chain, Held, SubagentGrant } from '../../../src/domain/capability.ts';

const NOW = 1_000_000;
const DAY = 86_400_000_000;
const root: Capability = {
  id: 'root',
  type: 'filesystem',
  resource: 'src/**',
  operations: ['read', 'write'],
  constraints: {},
  principal: 'ada',
  issuedAt: 0,
  expiresAt: DAY,
  depth: 0,
};
const hosts: Capability = { ...root, id: 'hosts', type: 'network', resource: '*.internal', operations: ['request'] };
const held = (...links: Chain): Held => ({ text: links.at(-1)?.id ?? '', chain: { ok: true, value: links } });
const void_ = (reason: 'expired' | 'revoked'): Held => ({ text: 'x', chain: { ok: false, error: { reason, id: 'x' } } });
const ada: Actor = { principal: 'ada' };
const agent = (type?: string): Actor => ({ ...ada, agent: { handle: '7', type } });
const terms = (required: boolean, ...subagents: CapabilityTerms['subagents']): CapabilityTerms => ({ required, subagents });
const READ: SubagentGrant = { type: 'filesystem', resource: 'src/lib/**', operations: ['read'] };
const CALL: SubagentGrant = { type: 'network', resource: 'db.internal', operations: ['request'], constraints: { httpsOnly: true } };

describe('what bounds the agent of a session', () => {
  it.each<[string, readonly Held[], CapabilityTerms | undefined, readonly (readonly Chain[])[]]>([
    ['is nothing where it holds nothing', [], undefined, []],
    ['nor where nothing needs to be held', [], terms(false), []],
    ['is everything where something has to be held', [], terms(true), [[]]],
    ['is what it holds', [held(root), held(hosts)], undefined, [[[root], [hosts]]]],
    ['is not what the policy has for agents that it starts', [held(root)], terms(false, { '*': [READ] }), [[[root]]]],
    ['is everything where what it holds gives nothing', [void_('expired')], undefined, [[]]],
  ])('%s', (_, holds, policy, sets) => expect(boundsOf(holds, policy, ada, NOW).sets).toEqual(sets));

  it('leaves out what gives nothing, and says why', () => {
    const others: Capability = { ...root, id: 'others', principal: 'eve' };
    const { sets, refused } = boundsOf([void_('revoked'), held(others), held(), held(root)], undefined, ada, NOW);
    expect(sets).toEqual([[[root]]]);
    expect(refused).toStrictEqual([{ reason: 'revoked', id: 'x' }, { reason: 'principal', id: 'others' }, { reason: 'principal' }]);
  });

  it('goes by whose the last link of a chain is', () => {
    const mine: Capability = { ...root, id: 'mine', parent: 'others', depth: 1 };
    const chain = [{ ...root, id: 'others', principal: 'eve' }, mine];
    expect(boundsOf([held(...chain)], undefined, ada, NOW)).toEqual({ sets: [[chain]], refused: [] });
  });
});

describe('what bounds an agent that it has started', () => {
  it('is what its session holds, where no layer speaks of its type', () => {
    const silent = terms(false, { tester: [READ] }, {});
    expect(boundsOf([held(root)], silent, agent('writer'), NOW).sets).toEqual([[[root]]]);
    expect(boundsOf([held(root)], undefined, agent('writer'), NOW).sets).toEqual([[[root]]]);
    expect(boundsOf([], silent, agent('writer'), NOW).sets).toEqual([]);
    expect(boundsOf([], silent, agent('toString'), NOW).sets).toEqual([]);
  });

  it('is handed on out of what the session holds, and only out of what is of its kind', () => {
    const { sets, refused } = boundsOf([held(hosts), held(root)], terms(false, { reader: [READ, CALL] }), agent('reader'), NOW);
    expect(refused).toEqual([]);
    expect(sets).toHaveLength(1);
    expect(sets[0]?.map((chain) => chain.map(({ id }) => id))).toEqual([
      ['root', 'agent.7.0.0.1'],
      ['hosts', 'agent.7.0.1.0'],
    ]);
    expect(sets[0]?.[0]?.[1]).toMatchObject({ ...READ, principal: 'ada', parent: 'root', depth: 1, expiresAt: DAY, constraints: {} });
    expect(sets[0]?.[1]?.[1]).toMatchObject({ ...CALL, principal: 'ada', parent: 'hosts' });
  });

  it('is nothing at all where the session has nothing of that kind', () => {
    expect(boundsOf([held(root)], terms(false, { reader: [CALL] }), agent('reader'), NOW).sets).toEqual([[]]);
    expect(boundsOf([], terms(true, { reader: [READ] }), agent('reader'), NOW).sets).toEqual([[]]);
    expect(boundsOf([held(root)], terms(false, { reader: [{ ...READ, operations: ['delete'] }] }), agent('reader'), NOW).sets).toEqual([
      [],
    ]);
  });

  it('begins with what the policy has for it where its session is not bounded', () => {
    const { sets } = boundsOf([], terms(false, { reader: [READ, CALL] }, { reader: [] }), agent('reader'), NOW);
    const made = { principal: 'ada', issuedAt: NOW, expiresAt: NOW + DAY, depth: 0 };
    expect(sets).toEqual([[[{ ...READ, ...made, id: 'agent.7.0.0', constraints: {} }], [{ ...CALL, ...made, id: 'agent.7.0.1' }]], []]);
  });

  it('is what each layer says, by its type or by that of every other', () => {
    const layers = terms(false, { reader: [READ] }, { '*': [CALL] }, { writer: [READ] });
    const ids = (type?: string) =>
      boundsOf([], layers, agent(type), NOW).sets.map((set) => set.map(([link]) => `${link?.id} ${link?.type}`));
    expect(ids('reader')).toEqual([['agent.7.0.0 filesystem'], ['agent.7.1.0 network']]);
    expect(ids(undefined)).toEqual([['agent.7.0.0 network']]);
  });
});
