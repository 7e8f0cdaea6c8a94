import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Installed, install, ROOT } from '../support/installed.ts';
import { bash, launch } from '../support/launch.ts';

let installed: Installed;
beforeAll(() => {
  installed = install();
  launch(installed, bash('git status', { session_id: 'first' }));
  launch(installed, bash('rm -rf /', { session_id: 'second' }));
  launch(installed, bash('=cmd|calc "x", y', { session_id: 'second' }));
}, 60_000);
afterAll(() => installed.remove());

const hookwarden = (...args: readonly string[]) =>
  spawnSync(process.execPath, [join(ROOT, 'bin/hookwarden.cjs'), ...args], {
    encoding: 'utf8',
    env: { ...process.env, HOOKWARDEN_HOME: installed.home, NO_COLOR: '1' },
  });
const lines = (text: string): readonly string[] => text.trimEnd().split('\n');

describe('audit list and search', () => {
  it('show the newest first, and go on before a number', () => {
    const { stdout, status } = hookwarden('audit', 'list', '--count', '2');
    expect(lines(stdout).map((line) => line.split(' ')[0])).toEqual(['record', '3', '2']);
    expect(status).toBe(0);
    expect(lines(hookwarden('audit', 'list', '--before', '2').stdout).map((line) => line.split(' ')[0])).toEqual(['record', '1', '0']);
  });

  it('find by words, by options and by both', () => {
    const numbers = (...args: readonly string[]) =>
      lines(hookwarden('audit', 'search', '--json', ...args).stdout).map((line) => JSON.parse(line).sequence);
    expect(numbers('decision:deny', 'session:second', '"rm -rf"')).toEqual([2]);
    expect(numbers('git', '--since', '1h')).toEqual([1]);
    expect(numbers('--session', 'sec*', 'not', 'rm')).toEqual([3]);
  });

  it('exit with 1 where nothing is found, and with 3 where the query cannot be read, with its place', () => {
    expect(hookwarden('audit', 'search', 'nowhere-to-be-found').status).toBe(1);
    const wrong = hookwarden('audit', 'list', 'tool:Bash', 'sesion:x');
    expect(wrong).toMatchObject({ status: 3, stdout: '', stderr: expect.stringMatching(/did you mean session:\?.*\n.*\n {12}\^\n/s) });
    expect(hookwarden('audit', 'list', '--format', 'xml')).toMatchObject({ status: 3 });
  });

  it('write CSV in which no cell is a formula or breaks its row', () => {
    const rows = hookwarden('audit', 'list', '--format', 'csv', 'tool:Bash').stdout.split('\r\n');
    expect(rows[0]).toMatch(/^sequence,id,time,kind,/);
    expect(rows[1]).toMatch(/,"'=cmd\|calc ""x"", y"$/);
    expect(rows).toHaveLength(5);
  });
});

describe('what became of a call', () => {
  it('is joined to its decision by the launcher itself, and a rewritten input is an incident', () => {
    const event = bash('git log --oneline', { session_id: 'joined' });
    launch(installed, event);
    launch(installed, { ...event, hook_event_name: 'PostToolUse', tool_response: { stdout: '' } }, { verb: 'notify' });
    launch(installed, { ...event, hook_event_name: 'PostToolUse', tool_input: { command: 'git gc' } }, { verb: 'notify' });
    const [incident, changed, end, judged] = lines(hookwarden('audit', 'list', '--json', 'session:joined').stdout).map((line) =>
      JSON.parse(line),
    );
    expect(end.outcome).toEqual({ result: 'ran', record: judged.id, decision: 'allow', input: 'same' });
    expect(changed.outcome).toMatchObject({ record: judged.id, input: 'changed' });
    expect(incident).toMatchObject({ kind: 'incident', findings: [{ ruleId: 'audit.input-changed' }] });
    expect(lines(hookwarden('audit', 'search', 'outcome:ran', 'kind:incident', '--json').stdout)).toHaveLength(1);
  });
});
