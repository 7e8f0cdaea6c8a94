import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
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

const program = join(ROOT, 'bin/hookwarden.cjs');
const environment = () => ({ ...process.env, HOOKWARDEN_HOME: installed.home, NO_COLOR: '1' });
const hookwarden = (...args: readonly string[]) =>
  spawnSync(process.execPath, [program, ...args], { encoding: 'utf8', env: environment() });
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

describe('audit tail', () => {
  it('shows the last ones oldest first, and quietly only what was not simply allowed', () => {
    const numbers = (...args: readonly string[]) =>
      lines(hookwarden('audit', 'tail', ...args).stdout).map((line) => Number.parseInt(line, 10));
    expect(numbers('until:now', 'session:second')).toEqual([2, 3]);
    expect(numbers('--quiet', 'session:first,second')).toEqual([2]);
    expect(hookwarden('audit', 'tail', '--count', '1', '--json').stdout).toMatch(/^\{"schema":1,.*\}\n$/);
  });

  it('follows what comes, and ends with 0 when it is interrupted', async () => {
    const child = spawn(process.execPath, [program, 'audit', 'tail', '--follow', '--json', '--count', '0', 'session:followed'], {
      env: environment(),
    });
    const ended = once(child, 'exit');
    // It has begun when something that came before it was asked for is not what it shows first.
    const shown = once(child.stdout, 'data');
    const more = setInterval(() => launch(installed, bash('git diff', { session_id: 'followed' })), 300);
    const [first] = await shown;
    clearInterval(more);
    expect(JSON.parse(lines(String(first))[0] ?? '')).toMatchObject({ session: 'followed', decision: 'allow' });
    child.kill('SIGINT');
    expect(await ended).toEqual([0, null]);
  }, 20_000);

  it('ends in silence when nobody reads on', () => {
    const piped = spawnSync('sh', ['-c', `'${process.execPath}' '${program}' audit export | head -n 1`], {
      encoding: 'utf8',
      env: environment(),
    });
    expect([lines(piped.stdout).length, piped.stderr.replace(/^\d+ records\n$/, '')]).toEqual([1, '']);
  });
});

describe('audit stats and export', () => {
  it('counts calls by decision, rule, tool and principal, with a bar for each day', () => {
    const { stdout } = hookwarden('audit', 'stats', 'session:first,second');
    expect(stdout).toMatch(/^3 records from .*: 2 allowed, 0 asked about, 1 denied {2}█\n/);
    expect(stdout).toMatch(/Bash +2 +0 +1 +3/);
    const counted = JSON.parse(hookwarden('audit', 'stats', '--by', 'decision', '--json', 'session:first,second').stdout);
    expect(counted).toMatchObject({ total: 3, deny: 1, by: { decision: [{ decision: 'allow', total: 2 }, { decision: 'deny' }] } });
    expect(hookwarden('audit', 'stats', '--by', 'colour')).toMatchObject({ status: 3, stderr: expect.stringMatching(/day, decision/) });
  });

  it('writes all that is asked for, oldest first, and says how many beside it', () => {
    for (const [format, like] of [
      ['jsonl', /^\{"schema":1/],
      ['ocsf', /"class_uid":6003/],
      ['cef', /^CEF:0\|/],
    ] as const) {
      const done = hookwarden('audit', 'export', '--format', format, 'session:first,second', '--since', '1h');
      expect(lines(done.stdout)).toHaveLength(3);
      expect(lines(done.stdout)[0]).toMatch(like);
      expect(done).toMatchObject({ status: 0, stderr: '3 records\n' });
    }
    expect(hookwarden('audit', 'export', '--format', 'xml').status).toBe(3);
  });
});
