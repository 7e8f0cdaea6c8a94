import { expect, it } from 'vitest';
import { uncoveredBy } from '../../../src/cli/capability-coverage.ts';
import { inputOf } from '../../../src/cli/command.ts';
import { chainOf } from '../../support/tokens.ts';

const now = Date.now() * 1000;
const chain = chainOf(1, {
  ...{ type: 'process', resource: 'npm', operations: ['run'], constraints: { arguments: [['test']] } },
  ...{ issuedAt: now - 1, notBefore: now - 1, expiresAt: now + 3_600_000_000 },
});
const asked = (argv: Readonly<Record<string, unknown>>) => uncoveredBy(chain, inputOf({ cwd: '/nonexistent', ...argv }));
const reads = '{"tool_name": "Read", "tool_input": {"file_path": "src/a.ts"}}';

it.each<readonly [what: string, argv: Readonly<Record<string, unknown>>, uncovered: readonly unknown[] | undefined]>([
  ['no call', {}, undefined],
  ['a command that it covers', { command: 'npm test' }, []],
  ['another program', { command: 'npm test && ls' }, [expect.stringContaining('running ls')]],
  ['a shell around it', { command: "bash -c 'npm test'" }, [expect.stringContaining('running bash')]],
  ['a call of a tool', { call: reads }, [expect.stringContaining('file.read of src/a.ts')]],
  ['a command that nobody reads to its end', { command: 'npm test; if npm test; then' }, [expect.stringContaining('to its end')]],
])('asked about %s', (_what, argv, uncovered) => expect(asked(argv)).toEqual({ ok: true, value: uncovered }));

it.each([
  ['two calls at once', { command: 'npm test', call: reads }],
  ['what is no JSON', { call: 'Read src/a.ts' }],
  ['a call without a tool', { call: '{}' }],
])('%s are no question', (_what, argv) => expect(asked(argv).ok).toBe(false));
