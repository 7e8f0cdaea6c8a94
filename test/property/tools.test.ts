import fc from 'fast-check';
import { describe, it } from 'vitest';
import { analyze } from '../../src/actions/index.ts';
import { isObject } from '../../src/domain/json.ts';
import { facts, PROJECT } from '../support/setting.ts';

const names = fc.constantFrom(
  'Bash',
  'Read',
  'Write',
  'Edit',
  'MultiEdit',
  'Glob',
  'Grep',
  'WebFetch',
  'Agent',
  'apply_patch',
  'Workflow',
  'Monitor',
  'mcp__a__b',
  'Other',
);
const keys = fc.constantFrom(
  'command',
  'file_path',
  'path',
  'content',
  'edits',
  'new_string',
  'url',
  'ws',
  'pattern',
  'glob',
  'sql',
  'args',
  'script',
  'paths',
  'x',
);
const texts = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.constantFrom('rm -rf x', 'package.json', '.github/workflows/a.yml', 'Makefile', '{"scripts":', 'run: |\n  x', 'http://[', '~', ''),
);
const inputs = fc.dictionary(
  keys,
  fc.oneof(texts, fc.array(texts), fc.dictionary(keys, texts), fc.constant(null), fc.integer(), fc.boolean()),
);

describe('any call of any tool', () => {
  it('is analysed without a throw', () => {
    fc.assert(
      fc.property(names, inputs, (name, input) => {
        if (!isObject(input)) return;
        analyze(
          { host: 'claude-code', name: 'PreToolUse', blocking: 'blocks', sessionId: 's', cwd: PROJECT, tool: { name, input }, raw: {} },
          facts(),
        );
      }),
      { numRuns: 500 },
    );
  });
});
