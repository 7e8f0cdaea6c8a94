import { describe, expect, it } from 'vitest';
import { createJudge } from '../../../src/cli/judge.ts';
import { HOSTS, type Host } from '../../../src/domain/event.ts';
import { SHELL_CALLS } from '../../support/host-events.ts';

const found = (row: object, host?: Host): readonly string[] => {
  const { findings } = createJudge({ cwd: '/nonexistent/shop', home: '/nonexistent', host })(JSON.stringify(row)).verdict;
  return findings.map(({ ruleId }) => ruleId);
};
const FORBIDDEN = 'rm -rf /';
const bare = found({ command: FORBIDDEN });

describe('a row', () => {
  it.each(HOSTS)('is read as the event of %s that it looks like, or that it is said to be', (host) => {
    expect(bare).not.toEqual([]);
    expect(found(SHELL_CALLS[host](FORBIDDEN))).toEqual(bare);
    expect(found(SHELL_CALLS[host](FORBIDDEN), host)).toEqual(bare);
    expect(found(SHELL_CALLS[host]('ls'))).toEqual([]);
  });

  it('is judged as the host would see it that it is said to be of', () => {
    const call = { session_id: 's', cwd: '/nonexistent/shop', hook_event_name: 'PreToolUse', tool_name: 'bash' };
    const row = { ...call, tool_input: { command: FORBIDDEN } };
    expect(found(row, 'opencode')).toEqual(bare);
    expect(found(SHELL_CALLS.windsurf(FORBIDDEN), 'claude-code')).toEqual(['validation.missing-field']);
    expect(found({ ...row, tool_input: 1 }, 'opencode')).toEqual(['validation.bad-field']);
  });

  it('that names no folder is judged in the one that was named for all', () => {
    const { cwd: _, ...row } = { ...SHELL_CALLS['claude-code']('rm -rf ../shop'), cwd: '' };
    expect(found(row)).toEqual(found({ command: 'rm -rf ../shop' }));
  });
});
