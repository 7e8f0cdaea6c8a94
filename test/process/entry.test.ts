import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { ROOT } from '../support/installed.ts';

const folder = mkdtempSync(join(tmpdir(), 'hookwarden-entry-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** A copy of the entry that believes to run on another version of Node. */
function entryUnder(version: string, modules: string): string {
  const program = join(folder, version, modules, 'hookwarden');
  mkdirSync(join(program, 'bin'), { recursive: true });
  mkdirSync(join(program, 'dist'));
  cpSync(join(ROOT, 'bin/hookwarden.cjs'), join(program, 'bin/hookwarden.cjs'));
  writeFileSync(join(program, 'dist/cli.mjs'), "console.log('cli on', process.version, process.argv.slice(2).join(' '))");
  writeFileSync(join(program, 'dist/hook.cjs'), "process.kill(process.pid, 'SIGKILL')");
  writeFileSync(join(program, 'pretend.cjs'), `Object.defineProperty(process, 'version', { value: '${version}' })`);
  return program;
}

const run = (program: string, args: readonly string[], cwd = folder) =>
  spawnSync(process.execPath, ['--require', join(program, 'pretend.cjs'), join(program, 'bin/hookwarden.cjs'), ...args], {
    encoding: 'utf8',
    cwd,
    input: '{}',
  });

describe('the ordinary entry', () => {
  it.each(['v12.22.0', 'v20.20.2', 'v22.13.1'])('says on Node %s that a newer one is needed', (version) => {
    const program = entryUnder(version, 'plain');
    expect(run(program, ['init'])).toMatchObject({ status: 3, stdout: '', stderr: expect.stringContaining('22.14') });
    expect(run(program, ['hook', '--host', 'claude-code'])).toMatchObject({
      status: 2,
      stdout: '',
      stderr: expect.stringContaining('22.14'),
    });
  });

  it('runs on the newer Node beside itself', () => {
    const program = entryUnder('v20.0.0', 'node_modules');
    mkdirSync(join(program, '../node/bin'), { recursive: true });
    symlinkSync(process.execPath, join(program, '../node/bin/node'));
    expect(run(program, ['check', 'ls'])).toMatchObject({ status: 0, stdout: `cli on ${process.version} check ls\n` });
  });

  it('does not take a Node from where it is run', () => {
    const program = entryUnder('v18.0.0', 'other');
    const project = join(folder, 'project');
    mkdirSync(join(project, 'node_modules/node/bin'), { recursive: true });
    symlinkSync(process.execPath, join(project, 'node_modules/node/bin/node'));
    expect(run(program, ['check', 'ls'], project).status).toBe(3);
  });

  it('denies where the hook dies', () => {
    expect(run(entryUnder('v24.0.0', 'dying'), ['hook'])).toMatchObject({ status: 2, stdout: '' });
  });
});
