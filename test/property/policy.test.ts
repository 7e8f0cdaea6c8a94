import { join, resolve } from 'node:path';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { compileRules } from '../../scripts/build-rules.ts';
import { compilePolicy } from '../../src/policy/compile.ts';
import { DEFAULTS } from '../../src/policy/defaults.ts';
import type { LayerName } from '../../src/policy/layer.ts';

const rules = compileRules(join(resolve(import.meta.dirname, '../..'), 'rules'));
const builtin = { ...DEFAULTS, rules, hash: 'h' };
const source = (text: string, kind: 'policy' | 'rules' = 'policy', layer: LayerName = 'user') => ({
  layer,
  kind,
  path: '/p.yaml',
  bytes: new TextEncoder().encode(text),
});

const VALID = [
  'version: 1\nmode: observe\nprofile: strict\nrules:\n  git.force-push: deny\n  filesystem.delete-home: ask\n',
  'version: 1\nroles:\n  ops:\n    extends: [developer]\n    permissions: ["context:production", "!effect:git.push"]\n    rate: 600/m\n',
  'version: 1\nprotectedBranches: [main, "release/*"]\nproduction:\n  kubeContext: ["*live*"]\n  variable: ["STAGE=live"]\n',
  'version: 1\nhours: { timeZone: UTC, days: [mon, tue], from: "08:00", to: "18:00", outside: deny }\nsessions: { lifetime: 12h }\n',
  'version: 1\nstrikes: { after: 5, within: 10m }\nexceptions:\n  proofs: [pin]\n  longest: 2h\nceiling: ["tool:*"]\n',
];
const SNIPPETS = [
  '&a',
  '*a',
  '<<: *a',
  '!!js/function',
  '---',
  '{',
  '[',
  '"',
  '\u0000',
  '\u202e',
  '\t',
  '\n',
  ': ',
  '- ',
  '__proto__: 1',
  '99999999999999999999',
  '!',
  '***',
  'x'.repeat(500),
];

/** A valid file with pieces cut out, put in, doubled or swapped. */
const broken = fc
  .tuple(fc.constantFrom(...VALID), fc.array(fc.tuple(fc.nat(400), fc.nat(30), fc.constantFrom(...SNIPPETS, '')), { maxLength: 6 }))
  .map(([text, changes]) =>
    changes.reduce(
      (now, [at, length, put]) => now.slice(0, at % (now.length + 1)) + put + now.slice((at % (now.length + 1)) + length),
      text,
    ),
  );

it('a policy file, however broken, is read or refused with a line, and never throws', () => {
  fc.assert(
    fc.property(
      fc.oneof({ arbitrary: broken, weight: 4 }, { arbitrary: fc.string({ unit: 'binary', maxLength: 200 }), weight: 1 }),
      fc.constantFrom('policy' as const, 'rules' as const),
      (text, kind) => {
        const compiled = compilePolicy([source(text, kind)], builtin);
        if (compiled.ok) return;
        expect(compiled.error.length).toBeGreaterThan(0);
        const lines = text.split('\n').length;
        for (const { line, column, message } of compiled.error) {
          expect(line).toBeGreaterThanOrEqual(1);
          expect(line).toBeLessThanOrEqual(lines + 1);
          expect(column).toBeGreaterThanOrEqual(1);
          expect(message).not.toBe('');
        }
      },
    ),
    { numRuns: 10_000 },
  );
}, 60_000);
