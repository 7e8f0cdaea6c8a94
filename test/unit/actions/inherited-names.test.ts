import { describe, expect, it } from 'vitest';
import { createJudge } from '../../../src/cli/judge.ts';

/** What a table made with braces answers to although nobody put it there. */
const INHERITED = Object.getOwnPropertyNames(Object.prototype);
const judge = createJudge({ home: '/home/ada', cwd: '/home/ada/shop', profile: undefined });
const decision = (row: Parameters<typeof judge>[0]) => judge(row).verdict.decision;

const FORMS: readonly ((name: string) => string)[] = [
  (name) => `${name} -x`,
  (name) => `$${name} -x`,
  (name) => `echo \${${name}@Q} $((${name} + 1))`,
  (name) => `${name}=1 ls`,
  (name) => `export ${name}=x; bash -c 'echo $${name}'`,
  (name) => `alias ${name}=ls; ${name}`,
  (name) => `git ${name} && git -c ${name}.${name}=1 status && git --config-env=a.b=${name} status`,
  (name) => `npm ${name}; npm run ${name}; make ${name}; gh ${name}`,
  (name) => `node -e "require('fs').${name}('/x')"; python3 -c "import ${name}; ${name}.${name}(1)"; ruby -e "${name} 1"`,
  (name) => `perl -e "${name}(1)"; php -r "${name}(1);"; lua -e "${name}()"; awk 'BEGIN { ${name}() }'`,
  (name) => `pwsh -c '${name} x'; fish -c '${name} x'; tar --${name} x; kill -${name} 1`,
];

describe('a name that every object answers to', () => {
  it.each(INHERITED)('is a name like any other in a command: %s', (name) => {
    for (const form of FORMS) expect(() => judge({ command: form(name) })).not.toThrow();
    expect(decision({ command: `${name}=rm; $${name} -rf ~` })).toBe('deny');
  });

  it.each(INHERITED)('is a tool like any other: %s', (name) => {
    const event = { session_id: 's', cwd: '/home/ada/shop', hook_event_name: 'PreToolUse', tool_name: name };
    expect(decision(JSON.stringify({ ...event, tool_input: { command: 'rm -rf ~' } }))).toBe('deny');
  });
});
