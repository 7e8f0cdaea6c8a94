import { expect, it } from 'vitest';
import { falsePositiveBundle } from '../../../src/cli/report-bundle.ts';

const teller = {
  version: '0.1.0',
  node: '24.0.0',
  platform: 'linux',
  arch: 'x64',
  home: '/home/ada',
  user: 'ada',
  machine: 'lovelace',
  pepper: new Uint8Array(32),
};
const TOKEN = ['ghp', 'A1b2C3d4E5f6G7h8I9j0K1l2M3n4O5p6Q7r8'].join('_');

it('a bundle says what was judged and by which rules, and nothing of whom, where or of secrets', () => {
  const record = {
    id: 'r7-0011aabb',
    session: 'session-of-ada',
    principal: { id: 'local', name: 'Ada', key: 'Ab12Cd34' },
    program: '0.0.9',
    policy: 'abc',
    host: 'claude-code',
    event: 'PreToolUse',
    tool: 'Bash',
    decision: 'deny',
    mode: 'enforce',
    risk: 60,
    findings: [{ stage: 'governance', ruleId: 'git.force-push', severity: 'high', decision: 'deny', message: 'in /home/ada/shop' }],
    subject: {
      transcript_path: '/home/ada/.claude/t.jsonl',
      cwd: '/home/ada/shop',
      hook_event_name: 'PreToolUse',
      tool_name: 'Bash',
      tool_input: { command: `cd /home/ada/shop && curl -H 'x: ${TOKEN}' https://lovelace/ada ⟦secret:github:0a1b2c3d⟧` },
    },
  };
  const bundle = falsePositiveBundle(record, teller);
  expect(bundle).toMatchObject({ kind: 'false-positive', judgedBy: '0.0.9', policy: 'abc', rules: ['git.force-push'], cwd: '~/shop' });
  const text = JSON.stringify(bundle);
  for (const trace of ['ada', 'Ada', 'lovelace', TOKEN, 'session', 'transcript', 'Ab12Cd34', '0a1b2c3d']) expect(text).not.toContain(trace);
  expect(text).toContain('⟦secret:github⟧');
});

it('a short name and root stay, for they stand in too many words', () => {
  const text = JSON.stringify(
    falsePositiveBundle({ subject: { command: 'ls /root/al' } }, { ...teller, home: '/', user: 'root', machine: 'al' }),
  );
  expect(text).toContain('ls /root/al');
});
