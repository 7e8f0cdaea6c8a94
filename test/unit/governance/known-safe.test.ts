import { describe, expect, it } from 'vitest';
import { judgeExample } from '../../../src/cli/judge-example.ts';

const decide = (command: string, profile: 'standard' | 'strict') => judgeExample({ command }, [], profile).verdict;
const use = (tool: string, input: Record<string, unknown>) => judgeExample({ tool, input }, [], 'strict').verdict.decision;

describe('the strict profile, without any rule', () => {
  it.each([
    'git status --short && git diff | head -50',
    'for f in src/*.ts; do wc -l "$f"; done',
    'grep -rn "TODO" src | sort | uniq -c',
    'npm test 2>&1 | tail -20',
    'echo done > notes.txt',
    'git add -A && git commit -m "Say it"',
  ])('passes %s', (command) => {
    expect(decide(command, 'strict').decision).toBe('allow');
  });

  it.each([
    'frobnicate --all',
    'npm install left-pad',
    'curl -s https://example.com/',
    'python3 -c "print(1)"',
    './run.sh',
    'rm notes.txt',
    'git push',
    'PATH=/tmp/bin:$PATH; ls',
    'LD_PRELOAD=./a.so ls',
    '/tmp/bin/ls',
    'eval "$(cat steps)"',
    'git -c core.pager=./x log',
    'git diff --output=/tmp/x',
    'f() { frobnicate; }; f',
    'ls $(frobnicate)',
    'sudo ls',
    'ssh host ls',
  ])('asks about %s', (command) => {
    expect(decide(command, 'strict')).toMatchObject({ decision: 'ask', findings: [{ ruleId: 'governance.not-known-safe' }] });
    expect(decide(command, 'standard').decision).toBe('allow');
  });

  it('names the program and its verb, and nothing of what it is given', () => {
    const { findings } = decide(`git push https://user:${'pass'}@example.com/x.git`, 'strict');
    expect(findings.map(({ message }) => message)).toEqual([
      'git push is not known to be read-only, nor to be everyday work in the project.',
    ]);
  });

  it('passes reads and edits of the project by tools, and asks about other files and unknown tools', () => {
    expect(use('Read', { file_path: 'src/a.ts' })).toBe('allow');
    expect(use('Edit', { file_path: 'src/a.ts', old_string: 'a', new_string: 'b' })).toBe('allow');
    expect(use('Write', { file_path: 'run.sh', content: '#!/bin/sh\nfrobnicate\n' })).toBe('allow');
    expect(use('Write', { file_path: '.github/workflows/ci.yml', content: 'on: push' })).toBe('ask');
    expect(use('Write', { file_path: '/home/dev/other/a.ts', content: 'a' })).toBe('ask');
    expect(use('Read', { file_path: '.env' })).toBe('ask');
    expect(use('mcp__files__delete', { path: 'a' })).toBe('ask');
    expect(use('TodoWrite', { todos: [] })).toBe('allow');
  });
});
