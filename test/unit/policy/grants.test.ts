import fc from 'fast-check';
import { expect, it } from 'vitest';
import { grants } from '../../../src/policy/grants.ts';

it.each<[readonly string[], string, string, boolean]>([
  [['*'], 'effect', 'git.push', true],
  [['tool:*'], 'tool', 'mcp__files__read', true],
  [['tool:*'], 'effect', 'exec', false],
  [['tool:mcp__files__*'], 'tool', 'mcp__files__a.b/c', true],
  [['tool:mcp__files__*'], 'tool', 'mcp__other__read', false],
  [['tool:*', '!tool:mcp__files__*'], 'tool', 'mcp__files__a.b/c', false],
  [['!tool:Bash', 'tool:*'], 'tool', 'Bash', false],
  [['effect:*'], 'effect', 'git.branch-delete', true],
  [['effect:git.*'], 'effect', 'git.push', true],
  [['effect:git.*'], 'effect', 'git', false],
  [['effect:*.read'], 'effect', 'secret.read', true],
  [['effect:*.read'], 'effect', 'exec', false],
  [['effect:git'], 'effect', 'git.push', false],
  [['context:production'], 'context', 'production', true],
  [['tool:Bas'], 'tool', 'Bash', false],
  [['tool:bash'], 'tool', 'Bash', false],
  [[], 'tool', 'Bash', false],
  [['!*'], 'tool', 'Bash', false],
  [['*', '!*'], 'tool', 'Bash', false],
])('%j says of %s:%s %s', (permissions, kind, name, expected) => expect(grants(permissions, kind, name)).toBe(expected));

it('the order of permissions says nothing (property)', () => {
  const entries = fc.array(fc.constantFrom('*', 'tool:*', 'tool:Bash', '!tool:Bash', '!effect:git.*', 'effect:*'));
  fc.assert(
    fc.property(entries, (list) => {
      expect(grants(list, 'tool', 'Bash')).toBe(grants([...list].reverse(), 'tool', 'Bash'));
    }),
  );
});
