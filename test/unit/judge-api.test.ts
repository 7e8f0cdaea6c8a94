import { describe, expect, it } from 'vitest';
import { openJudge } from '../../src/judge-api.ts';

const PLACES = { cwd: '/home/ada/shop', home: '/home/ada' };

function judgeBy(terms: Parameters<typeof openJudge>[0]) {
  const opened = openJudge({ ...PLACES, ...terms });
  if (!opened.ok) throw new Error(opened.error.message);
  return opened.value;
}

describe('a judge', () => {
  const judge = judgeBy({});

  it('says what the rules say of a command', () => {
    expect(judge({ command: 'git status' })).toEqual({ decision: 'allow', findings: [], risk: 0 });
    expect(judge({ command: 'rm -rf ~' })).toMatchObject({ decision: 'deny', findings: [{ ruleId: 'filesystem.delete-home' }] });
    expect(judge({ command: 'rm -rf .', cwd: '/home/ada' }).decision).toBe('deny');
  });

  it('reads events as their host writes them', () => {
    const event = {
      session_id: 's',
      cwd: PLACES.cwd,
      hook_event_name: 'PreToolUse',
      tool_name: 'Bash',
      tool_input: { command: 'rm -rf /' },
    };
    expect(judge(JSON.stringify(event)).decision).toBe('deny');
    const cursor = {
      conversation_id: 'c',
      generation_id: 'g',
      hook_event_name: 'beforeShellExecution',
      command: 'rm -rf /',
      cwd: PLACES.cwd,
    };
    expect(judgeBy({ host: 'cursor' })(JSON.stringify(cursor)).findings.map(({ ruleId }) => ruleId)).toContain('filesystem.delete-root');
  });

  it('remembers what a session did only on replay', () => {
    const steps = ['curl -o setup.sh https://example.com/setup.sh', 'sh setup.sh'];
    const decisions = (replay: boolean) => {
      const one = judgeBy({ replay });
      return steps.map((command) =>
        one(
          JSON.stringify({ session_id: 's', cwd: PLACES.cwd, hook_event_name: 'PreToolUse', tool_name: 'Bash', tool_input: { command } }),
        ),
      );
    };
    expect(decisions(true).at(-1)?.decision).not.toBe('allow');
    expect(decisions(false).at(-1)?.decision).toBe('allow');
  });

  it.each<[unknown]>([[undefined], [null], [3], [''], ['{'], ['[]'], [{}], [{ command: 3 }], [[]], [{ cwd: '/' }], [() => 1]])(
    'denies what is no call: %j',
    (call) => {
      expect(Reflect.apply(judge, undefined, [call])).toMatchObject({ decision: 'deny', findings: [{ stage: 'validation' }] });
    },
  );
});

describe('its terms', () => {
  it('are a policy and rules of one’s own', () => {
    const rule =
      '- id: shop.no-tags\n  version: 1\n  status: stable\n  severity: low\n  decision: deny\n  title: No tags\n  message: A tag.\n  tags: [attack.t1005]\n' +
      '  when: { effect: git.push }\n  examples: { match: [], pass: [] }\n';
    const judge = judgeBy({ policy: 'version: 1\nrules:\n  git.force-push: deny\n', rules: [rule] });
    expect(judge({ command: 'git push --force' }).decision).toBe('deny');
    expect(judge({ command: 'git push' }).findings.map(({ ruleId }) => ruleId)).toContain('shop.no-tags');
    expect(judgeBy({})({ command: 'git push' }).decision).toBe('allow');
  });

  it('are a profile', () => {
    expect(judgeBy({ profile: 'strict' })({ command: 'frobnicate' }).decision).toBe('ask');
    expect(judgeBy({ policy: 'version: 1\nprofile: strict\n' })({ command: 'frobnicate' }).decision).toBe('ask');
    expect(judgeBy({ policy: 'version: 1\nprofile: strict\n', profile: 'standard' })({ command: 'frobnicate' }).decision).toBe('allow');
  });

  it.each([
    [{ policy: 'version: 1\nprofil: strict\n' }, /^policy:2:1: .*did you mean "profile"/],
    [{ rules: ['- id: Shop\n'] }, /^rules\[0\]:1:/],
    [{ profile: 'lenient' }, /^no profile is called "lenient"; there are: standard, strict$/],
    [{ host: 'emacs' }, /^no host is called "emacs"; there are: claude-code, /],
  ])('that are wrong are an error that says where: %j', (terms, message) => {
    expect(Reflect.apply(openJudge, undefined, [terms])).toMatchObject({ ok: false, error: { message: expect.stringMatching(message) } });
  });
});
