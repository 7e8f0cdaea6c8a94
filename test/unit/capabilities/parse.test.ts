import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { encodeCapability } from '../../../src/capabilities/encode.ts';
import { MAX_CAPABILITY, parseCapability, parseCapabilityText } from '../../../src/capabilities/parse.ts';
import { MAX_LIFETIME } from '../../../src/domain/capability.ts';
import { anyRoot } from '../../support/arbitrary-capability.ts';

const GOOD = {
  id: 'cap_a',
  type: 'filesystem',
  resource: 'src/**',
  operations: ['read', 'list'],
  constraints: { extensions: ['.ts'], uses: 3 },
  principal: 'ada',
  issuedAt: 10,
  expiresAt: 20,
  depth: 0,
};
const constrained = (constraints: object) => ({ ...GOOD, constraints });

describe('what claims to be a capability', () => {
  it('is read as it was written', () => {
    expect(parseCapability(GOOD)).toEqual({ ok: true, value: GOOD });
  });

  it.each<readonly [what: string, value: unknown]>([
    ['nothing', undefined],
    ['a list', []],
    ['a text', 'cap_a'],
    ['one without an id', { ...GOOD, id: undefined }],
    ['an id that leads out of a folder', { ...GOOD, id: '../cap' }],
    ['a type of no kind', { ...GOOD, type: 'database' }],
    ['a name that every object answers to as a type', { ...GOOD, type: 'constructor' }],
    ['no operations', { ...GOOD, operations: [] }],
    ['an operation of another type', { ...GOOD, operations: ['call'] }],
    ['an operation twice', { ...GOOD, operations: ['read', 'read'] }],
    ['a resource that is no glob of ours', { ...GOOD, resource: '{a,b}' }],
    ['a resource with too many wildcards', { ...GOOD, resource: '*a*b*c*d*' }],
    ['a principal without a name', { ...GOOD, principal: '' }],
    ['a time beyond 2^53', { ...GOOD, expiresAt: 2 ** 53 }],
    ['a negative time', { ...GOOD, issuedAt: -1 }],
    ['a time in parts', { ...GOOD, expiresAt: 20.5 }],
    ['a time as text', { ...GOOD, expiresAt: '20' }],
    ['an end before its beginning', { ...GOOD, expiresAt: 10 }],
    ['a first use before its issue', { ...GOOD, notBefore: 9 }],
    ['a first use after its end', { ...GOOD, notBefore: 20 }],
    ['a life without an end', { ...GOOD, expiresAt: 10 + MAX_LIFETIME + 1 }],
    ['a root with a parent', { ...GOOD, parent: 'cap_b' }],
    ['a child without a parent', { ...GOOD, depth: 1 }],
    ['its own parent', { ...GOOD, depth: 1, parent: 'cap_a' }],
    ['a depth of no chain', { ...GOOD, depth: 9, parent: 'cap_b' }],
    ['no constraints at all', { ...GOOD, constraints: undefined }],
    ['constraints in a list', { ...GOOD, constraints: [] }],
    ['an empty list of paths', constrained({ paths: [] })],
    ['a path that is no text', constrained({ paths: [1] })],
    ['a count that wraps around', constrained({ uses: -(2 ** 31) })],
    ['a count in parts', constrained({ maxBytes: 0.5 })],
    ['a count without an end', constrained({ perMinute: Number.POSITIVE_INFINITY })],
    ['a method in small letters', constrained({ methods: ['get'] })],
    ['an hour in no time zone', constrained({ hours: [{ timeZone: 'Mars/Olympus', days: ['mon'], from: 0, to: 1 }] })],
    ['an hour that ends as it begins', constrained({ hours: [{ timeZone: 'UTC', days: ['mon'], from: 60, to: 60 }] })],
    ['an hour with a word more', constrained({ hours: [{ timeZone: 'UTC', days: ['mon'], from: 0, to: 1, outside: 'ask' }] })],
  ])('is malformed: %s', (_what, value) => {
    expect(parseCapability(value)).toEqual({ ok: false, error: 'malformed' });
  });

  it('is void with a constraint that nobody here knows, and with a field', () => {
    expect(parseCapability(constrained({ moonPhase: 'full' }))).toEqual({ ok: false, error: 'unknown-constraint' });
    expect(parseCapability({ ...GOOD, caveat: 'time < 10' })).toEqual({ ok: false, error: 'unknown-constraint' });
  });

  it('is refused where it is larger than any has to be, before its parts are looked at', () => {
    expect(parseCapability({ ...GOOD, principal: 'p'.repeat(MAX_CAPABILITY) })).toEqual({ ok: false, error: 'oversized' });
    expect(parseCapabilityText(' '.repeat(MAX_CAPABILITY + 1))).toEqual({ ok: false, error: 'oversized' });
    expect(parseCapabilityText('{')).toEqual({ ok: false, error: 'malformed' });
  });

  it('is encoded to the same bytes whatever the order of its names, and read from them again', () => {
    fc.assert(
      fc.property(anyRoot, (root) => {
        const turned = Object.fromEntries(Object.entries(root).reverse());
        const read = parseCapability(turned);
        expect(read.ok && encodeCapability(read.value)).toBe(encodeCapability(root));
        expect(parseCapabilityText(encodeCapability(root))).toEqual({ ok: true, value: root });
      }),
    );
  });
});
