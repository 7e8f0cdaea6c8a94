import { expect, it } from 'vitest';
import { systemClock } from '../../src/hook/machine.ts';
import { judgeEvent } from '../../src/pipeline.ts';
import { BUILTIN } from '../../src/policy/builtin.ts';
import { facts } from '../support/setting.ts';

it('denies the call on which the guard itself fails, and says so without what was in it', () => {
  const token = ['glpat', 'x7Kp2mQ9vR4tY8wL3nZa'].join('-');
  const files = {
    resolve: (path: string) => path,
    kind: () => undefined,
    read: () => {
      throw new TypeError(`no idea what ${token} is`);
    },
  };
  const event = {
    host: 'claude-code',
    name: 'PreToolUse',
    blocking: 'blocks',
    sessionId: 's',
    cwd: '/home/ada/shop',
    tool: { name: 'Bash', input: { command: 'bash build.sh' } },
    raw: {},
  } as const;
  const principal = { id: 'p', name: 'p', role: 'developer', keyId: 'k' };
  const { verdict } = judgeEvent(event, principal, { ...facts(), machine: { ...facts().machine, files } }, BUILTIN, systemClock);
  expect(verdict).toMatchObject({ decision: 'deny', findings: [{ ruleId: 'governance.failure', incomplete: true }] });
  expect(verdict.findings[0]?.message).toContain('TypeError: no idea');
  expect(verdict.findings[0]?.message).not.toContain(token);
});
