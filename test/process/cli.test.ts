import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const program = resolve(import.meta.dirname, '../../bin/hookwarden.cjs');
const folder = mkdtempSync(join(tmpdir(), 'hookwarden-cli-'));
const home = join(folder, 'own');
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function hookwarden(args: readonly string[], input = '', at = home) {
  return spawnSync(process.execPath, [program, ...args], {
    input,
    encoding: 'utf8',
    cwd: folder,
    env: { ...process.env, HOOKWARDEN_HOME: at, NO_COLOR: '1' },
  });
}

describe('a wrong call is told what is wrong and ends with 3', () => {
  it.each([
    ['no command', [], /Which command/],
    ['an unknown command', ['chekc', 'ls'], /check\?\nSee hookwarden --help\.\n$/],
    ['a command that is like none', ['frobnicate'], /^hookwarden: there is no command "frobnicate"\nSee hookwarden --help\.\n$/],
    ['a command to check without quotes', ['check', 'ls', '-la'], /\nThe command to judge goes in quotes: hookwarden check 'ls -l'\n/],
    ['an unknown flag', ['rules', '--frob'], /frob\nUsage: hookwarden rules \[action\] \[id\]\nSee hookwarden rules --help\.\n$/],
    ['a word that is missing', ['why'], /^hookwarden: Something is missing: got 0 of 1 words\nUsage: hookwarden why <record>\n/],
    ['nothing to check', ['check'], /hookwarden check 'COMMAND'/],
    ['a profile that is not there', ['check', '--profile', 'lax', 'ls'], /standard/],
    ['a rule that is not there', ['rules', 'show', 'no.such-rule'], /no\.such-rule/],
    ['a pack that is not there', ['rules', 'list', '--pack', 'nothing'], /the packs are/],
    ['a key without a name', ['key', 'create'], /--name/],
    ['a length of time that is none', ['key', 'create', '--name', 'x', '--expires', 'soon'], /30d/],
    ['an option in the place of a word', ['key', 'list', '--action=create'], /write the word itself/],
    ['no set-up', ['audit', 'list'], /hookwarden init/],
    ['no set-up', ['key', 'list'], /hookwarden init/],
    ['no launcher', ['launcher'], /hookwarden init/],
  ])('%s: %j', (_, args, says) => {
    const done = hookwarden(args, '', join(folder, 'nowhere'));
    expect(done.stderr).toMatch(says);
    expect(done.stderr).not.toMatch(/\n {4}at /);
    expect(done.status).toBe(3);
  });
});

describe('output', () => {
  const through = (line: string) => spawnSync('/bin/sh', ['-c', line, process.execPath, program], { encoding: 'utf8' });

  it('that is read no further ends the command quietly', () => {
    const done = through('"$0" "$1" rules list --json | head -n 1');
    expect(JSON.parse(done.stdout)).toHaveProperty('id');
    expect(done.stderr).toBe('');
  });

  it.skipIf(!existsSync('/dev/full'))('that cannot be written is an error in one line', () => {
    const done = through('"$0" "$1" rules list > /dev/full');
    expect(done.stderr).toBe('hookwarden: the output cannot be written (ENOSPC)\n');
    expect(done.status).toBe(3);
  });
});

it('in a folder that is gone says so', () => {
  const line = 'mkdir gone && cd gone && rmdir ../gone && "$0" "$1" check ls';
  const done = spawnSync('/bin/sh', ['-c', line, process.execPath, program], { cwd: folder, encoding: 'utf8' });
  expect(done).toMatchObject({ status: 3, stderr: 'hookwarden: the folder that this was run in is no longer there: go to another one\n' });
});

it('of an option given twice the last counts', () => {
  const twice = hookwarden(['check', '--home', '/people/ann', '--home', '/people/kim', 'rm -rf /people/kim']);
  expect(twice.status).toBe(2);
});

describe('help', () => {
  it.each([
    [],
    ['init'],
    ['launcher'],
    ['status'],
    ['unlock'],
    ['lock'],
    ['hook'],
    ['check'],
    ['rules'],
    ['key'],
    ['principal'],
    ['can'],
    ['policy'],
    ['audit'],
  ])('%s is there and ends with 0', (...args) => {
    const done = hookwarden([...args, '--help']);
    expect(done.status).toBe(0);
    expect(done.stdout).toContain('--help');
    expect(done.stdout.length).toBeGreaterThan(200);
  });

  it('is what -h asks for, too', () => {
    expect(hookwarden(['-h'])).toMatchObject({ status: 0, stdout: hookwarden(['--help']).stdout });
    expect(hookwarden(['lock', '-h'])).toMatchObject({ status: 0, stdout: hookwarden(['lock', '--help']).stdout });
  });
});

describe('check', () => {
  it('takes the words of a command after --', () => {
    const words = hookwarden(['check', '--json', '--', 'rm', '-rf', 'a b', '/']);
    expect(words).toMatchObject({ status: 2, stdout: hookwarden(['check', '--json', "rm -rf 'a b' /"]).stdout });
    expect(hookwarden(['check', '--', 'echo', '; rm -rf /'])).toMatchObject({ status: 0 });
    expect(hookwarden(['check', '--', 'rm -rf /'])).toMatchObject({ status: 2 });
  });

  it.each([
    ['ls -la', 0],
    ['git reset --hard HEAD~3', 1],
    ['rm -rf /', 2],
  ])('%s ends with %i', (command, status) => {
    expect(hookwarden(['check', command]).status).toBe(status);
  });

  it('explains what it saw', () => {
    const { stdout } = hookwarden(['check', '--explain', 'cat notes.txt | sudo tee /etc/hosts']);
    expect(stdout).toMatch(/sudo › tee/);
    expect(stdout).toMatch(/file\.write/);
    expect(stdout).toMatch(/1 → 2|1 → 3/);
  });

  it('answers one line a row, in order, whatever is wrong with a row', () => {
    const event = {
      session_id: 's',
      cwd: folder,
      hook_event_name: 'PreToolUse',
      tool_name: 'Read',
      tool_input: { file_path: `${folder}/notes.txt` },
    };
    const rows = ['{"command":"rm -rf /"}', 'not json', '{"command":"ls"}', JSON.stringify(event), '{"hook_event_name":"PreToolUse"}'];
    const done = hookwarden(['check', '--jsonl'], `${rows.join('\n')}\n`);
    const answers = done.stdout
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(answers.map(({ decision }) => decision)).toEqual(['deny', 'deny', 'allow', 'allow', 'deny']);
    expect(answers[1].findings[0].ruleId).toMatch(/^validation\./);
    expect(Object.keys(answers[0])).toEqual(['decision', 'findings', 'risk']);
    expect(done.status).toBe(0);
  });

  it('takes the home folder of a row', () => {
    const rows = [{ command: 'rm -rf /people/kim', home: '/people/kim', cwd: '/people/kim/code' }];
    const done = hookwarden(['check', '--jsonl'], rows.map((row) => JSON.stringify(row)).join('\n'));
    expect(JSON.parse(done.stdout).decision).toBe('deny');
  });
});

describe('rules', () => {
  it('a new rule loads at once, says what it still lacks, and is not written over', () => {
    expect(hookwarden(['rules', 'new', 'team.no-friday']).status).toBe(0);
    const tested = hookwarden(['rules', 'test', '--dir', 'rules']);
    expect(tested.status).toBe(1);
    expect(tested.stdout).toMatch(/team\.no-friday has 0 examples to match/);
    expect(hookwarden(['rules', 'new', 'team.no-friday']).status).toBe(3);
    expect(hookwarden(['rules', 'new', 'Friday']).stderr).toMatch(/PACK\.NAME/);
  });
});

describe('with a set-up', () => {
  beforeAll(() => {
    expect(hookwarden(['init', '--yes']).status).toBe(0);
  });

  it('init again changes nothing and says so', () => {
    const again = hookwarden(['init', '--yes']);
    expect(again.status).toBe(0);
    expect(again.stdout).toMatch(/^Already set up in .*: log and keys stay as they are\.$/m);
  });

  it('a key is printed once, listed without its secret, rotated and revoked', () => {
    const made = hookwarden(['key', 'create', '--name', 'ci', '--role', 'service', '--expires', '30d', '--rate', '600/m']);
    expect(made.stdout).toMatch(/^hw_[0-9A-Za-z]{8}_[0-9A-Za-z]{43}_[0-9A-Za-z]{6}\n$/);
    const id = made.stdout.split('_')[1] ?? '';
    const secret = made.stdout.split('_')[2] ?? '';
    const listed = hookwarden(['key', 'list']);
    expect(listed.stdout).toContain(id);
    expect(listed.stdout).not.toContain(secret);
    const rotated = hookwarden(['key', 'rotate', id]);
    expect(rotated.stdout).toMatch(/^hw_/);
    expect(hookwarden(['key', 'revoke', id]).status).toBe(3);
    expect(hookwarden(['key', 'revoke', rotated.stdout.split('_')[1] ?? '']).status).toBe(0);
    expect(hookwarden(['key', 'list', '--json']).stdout).toMatch(/revoked_at":\d/);
  });

  it('principals are made, suspended, written to a file and read from one', () => {
    expect(
      hookwarden(['principal', 'create', 'Ticket robot', '--kind', 'service', '--role', 'service', '--owner', 'ada']).stdout,
    ).toContain('ticket-robot');
    expect(hookwarden(['key', 'create', '--for', 'ticket-robot']).stdout).toMatch(/^hw_/);
    expect(hookwarden(['principal', 'suspend', 'ticket-robot']).stdout).toContain('suspended');
    const exported = hookwarden(['principal', 'export']).stdout;
    expect(exported).toMatch(
      /id: ticket-robot\n {4}name: Ticket robot\n {4}kind: service\n {4}role: service\n {4}owner: ada\n {4}status: suspended/,
    );
    const file = join(folder, 'team.yaml');
    writeFileSync(file, exported.replace('status: suspended', 'status: active'));
    expect(hookwarden(['principal', 'import', file]).stdout).toContain('principals are as');
    expect(hookwarden(['principal', 'list', '--json']).stdout).toContain('"owner":"ada","status":"active"');
    writeFileSync(file, 'version: 1\nprincipals:\n  - { id: ticket-robot, name: Ticket robot, kind: service, role: service }\n');
    expect(hookwarden(['principal', 'import', file]).status).toBe(0);
    expect(hookwarden(['principal', 'list', '--json']).stdout).toContain('"owner":null,"status":"active"');
    for (const args of [
      ['principal', 'import'],
      ['policy', 'diff', file],
    ])
      expect(hookwarden([...args, '/dev/zero'])).toMatchObject({ status: 3, stderr: expect.stringContaining('not a regular file') });
    expect(hookwarden(['policy', 'lint', '/dev/zero']).status).not.toBe(0);
    writeFileSync(file, 'version: 1\nprincipals:\n  - { id: eve, name: Eve, role: develper }\n');
    expect(hookwarden(['principal', 'import', file]).stderr).toMatch(/did you mean "developer"/);
  });

  it('whether somebody may do something is answered with the reason', () => {
    expect(hookwarden(['can', 'developer', 'effect:git.push'])).toMatchObject({
      status: 0,
      stdout: 'yes\n  the role developer has it by effect:*\n',
    });
    const no = hookwarden(['can', 'ticket-robot', 'tool:Bash']);
    expect([no.status, no.stdout]).toEqual([
      2,
      expect.stringMatching(/^no\n {2}key \w+ of Ticket robot has the role service\n {2}nothing in the role service gives it/),
    ]);
    hookwarden(['principal', 'create', 'Idle', '--role', 'admin']);
    hookwarden(['key', 'create', '--for', 'idle']);
    expect(hookwarden(['can', 'idle', 'tool:Bash']).status).toBe(0);
    hookwarden(['principal', 'suspend', 'idle']);
    expect(hookwarden(['can', 'idle', 'tool:Bash'])).toMatchObject({ status: 2, stdout: expect.stringContaining('Idle is suspended') });
    hookwarden(['principal', 'resume', 'idle']);
    const [, id = ''] = /^(\w+) +Idle/m.exec(hookwarden(['key', 'list']).stdout) ?? [];
    hookwarden(['key', 'revoke', id]);
    expect(hookwarden(['can', id, 'tool:Bash'])).toMatchObject({ status: 2, stdout: expect.stringContaining(`key ${id} is revoked`) });
    hookwarden(['key', 'create', '--for', 'idle']);
    expect(hookwarden(['can', 'idle', 'tool:Bash']).status).toBe(0);
    expect(hookwarden(['key', 'create', '--for', 'idle', '--project', 'shop']).stderr).toContain('no absolute path');
    expect(hookwarden(['can', 'developer', 'efect:git.push']).stderr).toMatch(/did you mean "effect"/);
  });

  it('every act on a key is in the log, which verifies with the key that init printed', () => {
    const key = /hookwarden\.local\/\S+/.exec(hookwarden(['init', '--yes']).stdout)?.[0] ?? '';
    expect(hookwarden(['audit', 'list']).stdout).toMatch(/key\.create/);
    expect(hookwarden(['audit', 'verify', '--key', key]).status).toBe(0);
    expect(hookwarden(['audit', 'show', '0']).stdout).toMatch(/leaf [0-9a-f]{64}/);
  });

  it('a record that is not there is told of', () => {
    expect(hookwarden(['audit', 'show', 'first']).stderr).toMatch(/no record/);
    expect(hookwarden(['audit', 'show', '999999']).stderr).toMatch(/no record 999999/);
  });

  it('another key does not verify', () => {
    hookwarden(['init', '--yes'], '', join(folder, 'other'));
    const key = /hookwarden\.local\/\S+/.exec(hookwarden(['init', '--yes'], '', join(folder, 'other')).stdout)?.[0] ?? '';
    expect(hookwarden(['audit', 'verify', '--key', key]).status).toBe(1);
  });

  it('a database that is none is told of', () => {
    writeFileSync(join(folder, 'other/state/hookwarden.db'), 'not a database at all, but long enough to be looked at');
    const done = hookwarden(['audit', 'verify'], '', join(folder, 'other'));
    expect(done).toMatchObject({ status: 1, stderr: '' });
    expect(done.stdout).toMatch(/is damaged or is not Hookwarden's database/);
  });
});
