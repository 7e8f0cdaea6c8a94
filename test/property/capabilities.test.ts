import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { coverageOf } from '../../src/capabilities/coverage.ts';
import { violationOf } from '../../src/capabilities/covers.ts';
import { delegate } from '../../src/capabilities/delegate.ts';
import { needsOf } from '../../src/capabilities/need.ts';
import type { Chain } from '../../src/domain/capability.ts';
import { anyAction, anyDelegation, anyRoot } from '../support/arbitrary-capability.ts';

const MOMENT = {
  now: 5,
  project: '/p',
  files: { resolve: (path: string) => path, read: () => ({ kind: 'missing' }) as const, kind: () => undefined },
};
const analysisOf = (actions: Parameters<typeof needsOf>[0]['actions']) => ({ actions, edges: [], incomplete: [] });

/** A root, and what came of asking it, and each of its descendants, for more. */
const anyChain: fc.Arbitrary<Chain> = fc
  .tuple(anyRoot, fc.tuple(anyDelegation('a'), anyDelegation('b'), anyDelegation('c')))
  .map(([root, asked]) =>
    asked.reduce<Chain>(
      (chain, wanted) => {
        const made = delegate(chain, wanted, 0);
        return made.ok ? made.value.chain : chain;
      },
      [root],
    ),
  );

describe('a chain of capabilities', () => {
  it('covers nothing with its last link that one before it does not', () => {
    fc.assert(
      fc.property(anyChain, fc.array(anyAction, { maxLength: 3 }), fc.integer({ min: 0, max: 1001 }), (chain, actions, now) => {
        const moment = { ...MOMENT, now };
        for (const need of needsOf(analysisOf(actions), moment)) {
          if (violationOf(chain, need, moment) !== undefined) continue;
          for (let length = 1; length < chain.length; length += 1)
            expect(violationOf(chain.slice(0, length), need, moment)).toBeUndefined();
        }
      }),
      { numRuns: 3000 },
    );
  });

  it('has no number in a child that is greater than its parent’s, and no time beyond it', () => {
    fc.assert(
      fc.property(anyChain, (chain) => {
        for (const [at, child] of chain.entries()) {
          const parent = chain[at - 1];
          if (!parent) continue;
          expect(child.expiresAt).toBeLessThanOrEqual(parent.expiresAt);
          expect(child.operations.every((operation) => parent.operations.includes(operation))).toBe(true);
          for (const name of ['maxBytes', 'uses', 'perMinute'] as const)
            if (parent.constraints[name] !== undefined) expect(child.constraints[name]).toBeLessThanOrEqual(parent.constraints[name]);
          if (parent.constraints.httpsOnly) expect(child.constraints.httpsOnly).toBe(true);
          if (parent.constraints.maxDepth !== undefined) expect(child.constraints.maxDepth).toBeLessThan(parent.constraints.maxDepth);
        }
      }),
      { numRuns: 2000 },
    );
  });

  it('is void without one of its links, in another order, and with one twice', () => {
    fc.assert(
      fc.property(anyChain, anyAction, fc.nat(), (chain, action, at) => {
        const [need] = needsOf(analysisOf([action]), MOMENT);
        if (!need || chain.length < 2) return;
        const cut = at % (chain.length - 1);
        expect(violationOf([...chain.slice(0, cut), ...chain.slice(cut + 1)], need, MOMENT)).toBeDefined();
        expect(violationOf(chain.toReversed(), need, MOMENT)).toBeDefined();
        expect(violationOf([...chain, ...chain.slice(-1)], need, MOMENT)).toBeDefined();
      }),
    );
  });

  it('passes a call only where each part of it is covered, whatever else is held', () => {
    fc.assert(
      fc.property(fc.array(anyChain, { maxLength: 3 }), fc.array(anyAction, { minLength: 1, maxLength: 3 }), (held, actions) => {
        const whole = coverageOf(analysisOf(actions), held, MOMENT);
        const parts = actions.map((action) => coverageOf(analysisOf([action]), held, MOMENT));
        expect(whole.uncovered.length).toBe(parts.reduce((sum, { uncovered }) => sum + uncovered.length, 0));
        expect(coverageOf(analysisOf(actions), held.slice(1), MOMENT).uncovered.length).toBeGreaterThanOrEqual(whole.uncovered.length);
      }),
    );
  });
});
