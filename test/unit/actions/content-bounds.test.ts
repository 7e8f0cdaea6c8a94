import { expect, it } from 'vitest';
import { analyze } from '../../../src/actions/index.ts';
import { cpuTime } from '../../support/cpu-time.ts';
import { facts, PROJECT } from '../../support/setting.ts';

const write = (name: string, content: string) => {
  const input = { file_path: `${PROJECT}/${name}`, content };
  const event = {
    host: 'claude-code',
    name: 'PreToolUse',
    blocking: 'blocks',
    sessionId: 's',
    cwd: PROJECT,
    tool: { name: 'Write', input },
    raw: {},
  } as const;
  return analyze(event, facts());
};

it.each([
  ['a.constructor', 'rm -rf x\n'],
  ['tool', '#!/bin/constructor\nrm -rf x\n'],
  ['.github/workflows/a.yml', 'jobs:\n  a:\n    steps:\n      - run: rm -rf x\n        shell: constructor\n'],
])('%s names no shell by what every object has', (name, content) => {
  expect(write(name, content).actions.length).toBeGreaterThan(0);
});

it('a composition of thousands of commands is read in linear time', () => {
  const commands = Array.from({ length: 5000 }, (_, i) => `a${i}:\n  command: x${i}\n`).join('');
  const started = cpuTime();
  write('compose.yaml', commands);
  expect(cpuTime() - started).toBeLessThan(1_000);
});
