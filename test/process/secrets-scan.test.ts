import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, symlinkSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { newRepository, type TestRepository } from '../support/repository.ts';

const PROGRAM = resolve(import.meta.dirname, '../../bin/hookwarden.cjs');
/** Put together here, so that no scanner finds them in this file. */
const token = (letter: string): string => ['glpat', `tFrjFXD7soVU2fqxuDM${letter}`].join('-');

let repository: TestRepository;
const scan = (args: readonly string[], input?: string) => {
  const { status, stdout, stderr } = spawnSync(process.execPath, [PROGRAM, 'secrets', 'scan', ...args], {
    cwd: repository.folder,
    encoding: 'utf8',
    env: { ...process.env, NO_COLOR: '1' },
    ...(input !== undefined && { input }),
  });
  return { status, stdout, stderr };
};

beforeAll(() => {
  repository = newRepository();
  repository.write('old.env', `TOKEN=${token('a')}\n`);
  repository.git('add', '-A');
  repository.git('commit', '-qm', 'one');
  repository.git('rm', '-q', 'old.env');
  repository.write('src/a b.ts', `const token = "${token('b')}";\n`);
  repository.write('again.ts', `const token = "${token('b')}";\n`);
  repository.write('fine.ts', 'export const port = 8080;\n');
  repository.git('add', '-A');
  repository.git('commit', '-qm', 'two');
  repository.write('picture.png', Buffer.from([0x89, 0x50, 0, 0, 1]));
  repository.write('huge.log', 'x'.repeat(1_200_000));
  mkdirSync(join(repository.folder, 'links'));
  symlinkSync('/etc/passwd', join(repository.folder, 'links/outside'));
});
afterAll(() => repository.remove());

describe('secrets scan', () => {
  it('names file, line and rule, shows no secret, and ends with 1', () => {
    const { status, stdout } = scan(['src']);
    expect(status).toBe(1);
    expect(stdout).toMatch(/^src\/a b\.ts:1:16 +secrets\.gitlab-token +certain +const token = "glpa\*\*\*\(26\)";$/m);
    expect(stdout).not.toContain(token('b'));
    expect(stdout).toContain('\n1 finding in 1 text (0.0 MB)\n');
  });

  it('ends with 0 where there is nothing', () => {
    expect(scan(['fine.ts'])).toMatchObject({ status: 0, stdout: '0 findings in 1 text (0.0 MB)\n' });
  });

  it('says what it did not scan, and ends with 1 where that was too large', () => {
    const { status, stdout } = scan(['--max-size', '1', 'huge.log', 'picture.png', 'links']);
    expect(status).toBe(1);
    expect(stdout).toContain('huge.log: too large (1.2 MB; --max-size)');
    expect(stdout).toContain('not scanned: 1 too large, 1 link, 1 no text');
  });

  it('finds in the history what is deleted, each content once, with the commit that brought it', () => {
    const { status, stdout } = scan(['--history', '--format', 'json', '--threads', '2']);
    expect(status).toBe(1);
    const { findings, count } = JSON.parse(stdout);
    expect(count).toBe(3);
    expect(findings.map(({ path }: { path: string }) => path.replace(/^[0-9a-f]{12}:/, '')).sort()).toEqual(['again.ts', 'old.env']);
    const [first] = repository.git('rev-list', '--reverse', 'HEAD').split('\n');
    expect(findings.find(({ path }: { path: string }) => path.endsWith('old.env')).path).toBe(`${first?.slice(0, 12)}:old.env`);
    expect(JSON.parse(scan(['--history=HEAD~1..HEAD', '--format', 'json']).stdout).findings).toHaveLength(1);
  });

  it('reads files whose names are no text', () => {
    repository.write(Buffer.from([0x6f, 0xff, 0x64, 0x64]), `TOKEN=${token('d')}\n`);
    const { status, stdout } = scan(['.', '--format', 'json']);
    expect(status).toBe(1);
    expect(JSON.parse(stdout).findings.map(({ path }: { path: string }) => path)).toContain('o\ufffddd');
  });

  it('reads of standard input no more than --max-size', () => {
    expect(scan(['--stdin', '--max-size', '1'], 'x'.repeat(1_500_000))).toMatchObject({
      status: 1,
      stdout: expect.stringContaining('stdin: too large'),
    });
  });

  it('reads standard input', () => {
    expect(scan(['--stdin'], `x\ntoken ${token('c')}`)).toMatchObject({ status: 1, stdout: expect.stringContaining('stdin:2:7') });
  });

  it('does not count what the baseline knows', () => {
    const baseline = join(repository.folder, 'baseline.json');
    expect(scan(['src', '--baseline', baseline, '--write-baseline']).status).toBe(0);
    expect(readFileSync(baseline, 'utf8')).not.toContain(token('b'));
    expect(scan(['src', '--baseline', baseline])).toMatchObject({ status: 0, stdout: expect.stringContaining('1 known') });
    expect(JSON.parse(scan(['src', '--baseline', baseline, '--format', 'sarif']).stdout).runs[0].results[0].suppressions).toHaveLength(1);
  });

  it.each([
    [['nowhere'], 'there is no file or folder nowhere'],
    [['--baseline', 'nowhere.json'], 'nowhere.json cannot be read'],
    [['--history=no-such-branch'], 'git rev-list failed'],
    [['--stdin', 'src'], 'say one of'],
    [['--max-size', '0'], '--max-size is a number of megabytes'],
  ])('ends with 3 and says why: %j', (args, reason) => {
    expect(scan(args, '')).toMatchObject({ status: 3, stdout: '', stderr: expect.stringContaining(reason) });
  });
});
