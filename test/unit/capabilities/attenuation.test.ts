import { describe, expect, it } from 'vitest';
import { violationOf } from '../../../src/capabilities/covers.ts';
import { type Delegation, delegate } from '../../../src/capabilities/delegate.ts';
import type { Need } from '../../../src/capabilities/need.ts';
import type { Capability, Chain } from '../../../src/domain/capability.ts';
import { unwrap } from '../../support/installation.ts';

const NOW = 100;
const MOMENT = {
  now: NOW,
  project: '/p',
  files: { resolve: (path: string) => path, read: () => ({ kind: 'missing' }) as const, kind: () => undefined },
};
const ROOT: Capability = {
  id: 'root',
  type: 'filesystem',
  resource: 'src/**',
  operations: ['read', 'write'],
  constraints: { extensions: ['.ts'], maxDepth: 2 },
  principal: 'ada',
  issuedAt: 0,
  expiresAt: 1000,
  depth: 0,
};
const HOSTS: Capability = { ...ROOT, type: 'network', resource: '*.example.com', operations: ['request'], constraints: {} };

const need = (name: string, change: Partial<Need> = {}): Need => ({
  type: 'filesystem',
  operation: 'read',
  names: [name],
  tree: false,
  effects: [],
  action: { tool: 'Read', effects: [] },
  ...change,
});
const host = (name: string): Need => need(name, { type: 'network', operation: 'request' });
const handed = (root: Capability, ...asked: readonly Partial<Delegation>[]): Chain =>
  asked.reduce<Chain>((chain, one, at) => unwrap(delegate(chain, { id: `c${at}`, principal: 'bob', ...one }, NOW)).chain, [root]);

describe('a name that only looks as if it were covered', () => {
  it.each<readonly [root: Capability, need: Need, violation: string | undefined]>([
    [ROOT, need('src/a.ts'), undefined],
    [ROOT, need('src2/a.ts'), 'resource'],
    [ROOT, need('lib/src/a.ts'), 'resource'],
    [ROOT, need('/src/a.ts'), 'resource'],
    [ROOT, need('SRC/a.ts'), 'resource'],
    [ROOT, need('src/a.ts.sh'), 'extensions'],
    [ROOT, need('src/.ts'), 'extensions'],
    [ROOT, need('src', { tree: true }), 'extensions'],
    [ROOT, need('src/a.ts', { names: ['src/a.ts', '/etc/passwd'] }), 'resource'],
    [ROOT, need('src/a.ts', { names: [undefined] }), 'unknown-resource'],
    [ROOT, need('src/a.ts', { operation: 'delete' }), 'operation'],
    [HOSTS, host('api.example.com'), undefined],
    [HOSTS, host('API.Example.COM.'), undefined],
    [HOSTS, host('example.com'), 'resource'],
    [HOSTS, host('notexample.com'), 'resource'],
    [HOSTS, host('api.example.com.evil.net'), 'resource'],
    [HOSTS, host('a.b.example.com'), 'resource'],
  ])('%#', (root, wanted, violation) => {
    expect(violationOf([root], wanted, MOMENT)).toBe(violation);
  });
});

describe('what is handed on', () => {
  it('still has to be covered by every link before it, however wide it says it is', () => {
    const chain = handed(ROOT, { resource: '**', constraints: { extensions: ['.ts', '.md'] } });
    expect(violationOf(chain, need('docs/a.ts'), MOMENT)).toBe('resource');
    expect(violationOf(chain, need('src/a.md'), MOMENT)).toBe('extensions');
    expect(violationOf(chain, need('src/a.ts'), MOMENT)).toBeUndefined();
  });

  it('gets back no operation that a link before it gave up', () => {
    const chain = handed(ROOT, { operations: ['read'] });
    expect(delegate(chain, { id: 'x', principal: 'bob', operations: ['write'] }, NOW)).toEqual({ ok: false, error: 'operation' });
  });

  it('is handed on no further than any link allows, whatever it asks for itself', () => {
    const chain = handed(ROOT, { constraints: { maxDepth: 8 } }, {});
    expect(delegate(chain, { id: 'x', principal: 'bob', constraints: { maxDepth: 8 } }, NOW)).toEqual({ ok: false, error: 'depth' });
  });

  it('ends no later than any link, and begins no earlier', () => {
    const chain = handed({ ...ROOT, notBefore: 50 }, { expiresAt: 5000, notBefore: 0 }, { expiresAt: 600 });
    expect(chain.map(({ expiresAt }) => expiresAt)).toEqual([1000, 1000, 600]);
    expect(violationOf(chain, need('src/a.ts'), { ...MOMENT, now: 600 })).toBe('expired');
    expect(violationOf(chain, need('src/a.ts'), { ...MOMENT, now: 49 })).toBe('not-yet-valid');
  });

  it('is void where a link is left out, put twice, turned round or taken from another tree', () => {
    const chain = handed(ROOT, {}, {});
    const [root = ROOT, one = ROOT, two = ROOT] = chain;
    const [, stranger = ROOT] = handed({ ...ROOT, id: 'other', resource: '**' }, {});
    for (const broken of [[root, two], [root, one, one], [one, root, two], [root, stranger], [one, two], []])
      expect(violationOf(broken, need('src/a.ts'), MOMENT)).toMatch(/^(?:broken-chain|depth)$/);
  });
});
