import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { JsonObject } from '../../src/domain/json.ts';
import { type Installed, install, ROOT } from '../support/installed.ts';
import { bash, launch, records } from '../support/launch.ts';

const folder = mkdtempSync(join(tmpdir(), 'hookwarden-answers-'));
let installed: Installed;
beforeAll(() => {
  installed = install(join(folder, 'own'));
}, 60_000);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const hookwarden = (...args: readonly string[]) =>
  spawnSync(process.execPath, [join(ROOT, 'bin/hookwarden.cjs'), ...args], {
    encoding: 'utf8',
    cwd: folder,
    env: { ...process.env, HOME: folder, CLAUDE_CONFIG_DIR: '', HOOKWARDEN_HOME: installed.home, NO_COLOR: '1' },
  });
const sequence = (at: number): string => String(records(installed).at(at)?.['sequence']);
const id = (at: number): string => String(records(installed).at(at)?.['id']);

describe('audit show', () => {
  it('says what then happened, by number or id', () => {
    const event = bash('git push --force origin main');
    launch(installed, event);
    const judged = id(-1);
    expect(hookwarden('audit', 'show', judged).stdout).toMatch(/what then happened\n {2}nothing is known/);
    launch(installed, { ...event, hook_event_name: 'PostToolUse', tool_response: {} }, { verb: 'notify' });
    expect(hookwarden('audit', 'show', judged).stdout).toMatch(/ {2}it ran, so a person, or the host for them, had let it \(record \d+, /);
    expect(hookwarden('audit', 'show', sequence(-1)).stdout).toContain(`judged  in record ${judged}, ask`);
    launch(installed, { ...event, hook_event_name: 'PostToolUse', tool_input: { command: 'git gc' } }, { verb: 'notify' });
    expect(hookwarden('audit', 'show', judged).stdout).toMatch(/with another input.*\n.*What ran is not what was judged/);
  });

  it('says of a denied call that nothing shows it ran, and knows no record by a wrong id', () => {
    launch(installed, bash('rm -rf /'));
    expect(hookwarden('audit', 'show', sequence(-1)).stdout).toMatch(/it was denied, and nothing says that it ran/);
    const wrong = id(-1).replace(/-.*/, '-00000000');
    expect(hookwarden('audit', 'show', wrong)).toMatchObject({ status: 3, stderr: expect.stringMatching(/no record r\d+-00000000/) });
  });
});

describe('why', () => {
  it('shows what was found, the rule, and that it still holds', () => {
    launch(installed, bash('git push --force origin main'));
    const done = hookwarden('why', id(-1));
    expect(done.stdout).toMatch(/ask git\.force-push \(high, governance\)/);
    expect(done.stdout).toMatch(/rule: Overwriting a remote branch/);
    expect(done.stdout).toMatch(/judged again by the same policy: it still holds, ask/);
    expect(done.status).toBe(0);
  });

  it('is plain about what is redacted, and about a call that would be judged otherwise now', () => {
    const script = join(folder, 'clean.sh');
    writeFileSync(script, 'rm -rf /\n');
    launch(installed, bash(`sh ${script} --token=${'abcd1234'.repeat(4)}`, { cwd: folder, session_id: 'elsewhere' }));
    expect(records(installed).at(-1)).toMatchObject({ decision: 'deny' });
    writeFileSync(script, 'echo nothing\n');
    const done = hookwarden('why', sequence(-1));
    expect(done.stdout).toMatch(/would now be allow\.\n {2}no longer: /);
    expect(done.stdout).toMatch(/redacted: a secret stands there as a token/);
    expect(done.status).toBe(1);
    expect(JSON.parse(hookwarden('why', sequence(-1), '--json').stdout)).toMatchObject({
      decision: 'deny',
      again: { decision: 'allow', holds: false },
    });
  });

  it('finds the policy of before by its hash, and says where it is kept no more', () => {
    const policy = join(installed.folders.config, 'policy.yaml');
    writeFileSync(policy, 'version: 1\nrules:\n  git.force-push: deny\n', { mode: 0o600 });
    launch(installed, bash('git push --force origin main'));
    rmSync(policy);
    expect(hookwarden('why', sequence(-1)).stdout).toMatch(/deny git\.force-push(?:.|\n)*it still holds, deny/);
    rmSync(join(installed.folders.state, 'policies'), { recursive: true });
    expect(hookwarden('why', sequence(-1))).toMatchObject({
      status: 0,
      stdout: expect.stringMatching(/not possible, for the policy.*is not kept/),
    });
  });

  it('needs a record of a call', () => {
    expect(hookwarden('why', '0').stdout).toMatch(/is of no call/);
    expect(hookwarden('why', '99999').status).toBe(3);
    expect(hookwarden('why').status).toBe(3);
  });
});

describe('audit gaps', () => {
  const transcripts = join(folder, '.claude/projects');
  const call = (name: string, command: string, change: JsonObject = {}): JsonObject => ({
    type: 'assistant',
    sessionId: 'session-1',
    timestamp: new Date().toISOString(),
    message: { role: 'assistant', content: [{ type: 'tool_use', id: name, name: 'Bash', input: { command } }] },
    ...change,
  });
  const result = (name: string, content = 'done', is_error = false): JsonObject => ({
    type: 'user',
    sessionId: 'session-1',
    message: { role: 'user', content: [{ type: 'tool_result', tool_use_id: name, is_error, content }] },
  });
  const transcript = (name: string, ...rows: readonly (JsonObject | string)[]): void => {
    mkdirSync(dirname(join(transcripts, name)), { recursive: true });
    writeFileSync(join(transcripts, name), rows.map((row) => (typeof row === 'string' ? row : JSON.stringify(row))).join('\n'));
  };

  it('reports the calls that ran and that no record covers, of subagents too', () => {
    launch(installed, bash('ls', { tool_use_id: 'covered' }));
    const old = { timestamp: '2020-01-01T00:00:00Z' };
    transcript(
      'p/one.jsonl',
      call('covered', 'ls'),
      result('covered'),
      call('silent', 'ls -l'),
      result('silent'),
      call('before', 'ls', old),
      result('before'),
    );
    transcript('p/one/subagents/agent-1.jsonl', '{"broken "tool_use', call('below', 'ls', { isSidechain: true }), result('below'));
    transcript('p/two.jsonl', call('refused', 'ls'), result('refused', '<tool_use_error>no</tool_use_error>', true), call('cut', 'ls'), {
      ...call('copy', 'ls'),
      type: 'api-request-blob',
    });
    const done = hookwarden('audit', 'gaps');
    expect(done.stdout).toMatch(/^2 calls ran without a record: 3 calls in 3 transcripts/);
    expect(done.stdout).toMatch(/silent .*one\.jsonl/);
    expect(done.stdout).toMatch(/below .*agent-1\.jsonl/);
    expect(done.stdout).toMatch(/2 calls never ran.*\n1 lines or files could not be read/);
    expect(done.status).toBe(1);
    expect(hookwarden('audit', 'gaps', '--json').stdout.trim().split('\n')).toHaveLength(2);
  });

  it('is content where every call has its record, and takes a folder or a time', () => {
    expect(hookwarden('audit', 'gaps', '--until', '1h')).toMatchObject({
      status: 0,
      stdout: expect.stringMatching(/^Every call has its record/),
    });
    expect(hookwarden('audit', 'gaps', '--transcripts', installed.home)).toMatchObject({
      status: 3,
      stderr: expect.stringMatching(/no transcripts/),
    });
    expect(hookwarden('audit', 'gaps', 'tool:Bash').status).toBe(3);
  });
});

describe('metrics', () => {
  it('count what is in the log, with the time of the last record and the state of its head', () => {
    launch(installed, bash('git push --force origin main'));
    const { stdout, status } = hookwarden('metrics');
    expect(status).toBe(0);
    expect(stdout).toMatch(/^# TYPE hookwarden_calls_total counter$/m);
    expect(stdout).toMatch(/^hookwarden_calls_total\{decision="ask",mode="enforce",tool="Bash"\} [1-9]/m);
    expect(stdout).toMatch(/^hookwarden_findings_total\{rule="git.force-push",severity="high",decision="ask"\} [1-9]/m);
    expect(stdout).toMatch(/^hookwarden_stage_duration_seconds_bucket\{le="5",stage="governance"\} [1-9]/m);
    expect(stdout).toMatch(/^hookwarden_last_record_timestamp_seconds 1\d{9}/m);
    expect(stdout).toMatch(/^hookwarden_log_head_valid 1$/m);
    expect(stdout).toMatch(/^hookwarden_log_verified_records 0$/m);
    expect(stdout).not.toContain('session-1');
    for (const line of stdout.trim().split('\n'))
      expect(line).toMatch(/^(?:# (?:HELP|TYPE) hookwarden_.*|hookwarden_[a-z_]+(?:\{(?:[a-z]+="(?:[^"\\\n]|\\.)*",?)*\})? [\d.e+-]+|)$/);
  });

  it('say up to where and when the log was verified', () => {
    expect(hookwarden('audit', 'verify').status).toBe(0);
    expect(hookwarden('metrics').stdout).toMatch(
      /^hookwarden_log_verified_records [1-9]\d*\n(?:#.*\n|\n)*hookwarden_log_verified_timestamp_seconds 1\d{9}/m,
    );
  });

  it('replace a file as a whole, or say why not', () => {
    const path = join(folder, 'hookwarden.prom');
    expect(hookwarden('metrics', '--textfile', path)).toMatchObject({ status: 0, stdout: '' });
    expect(readFileSync(path, 'utf8')).toMatch(/^hookwarden_info\{version="/m);
    expect(readdirSync(folder).filter((name) => name.endsWith('.new'))).toEqual([]);
    expect(hookwarden('metrics', '--textfile', join(folder, 'none/x.prom'))).toMatchObject({
      status: 3,
      stderr: expect.stringMatching(/ENOENT/),
    });
  });
});
