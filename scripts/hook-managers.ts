// Lets husky, lefthook and the pre-commit framework run the guard in real repositories: `npm run test:hook-managers`. husky is fetched, and
// pre-commit builds this repository from a clone at HEAD, so that a network is needed; pre-commit itself has to be in PATH, or is passed over.
import { spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { ROOT } from '../test/support/installed.ts';
import type { TestRepository } from '../test/support/repository.ts';

const folder = mkdtempSync(join(tmpdir(), 'hookwarden-managers-'));

/** The program as a person has it in PATH, and the Node that runs it before any other. */
const programs = join(folder, 'bin');
mkdirSync(programs);
writeFileSync(join(programs, 'hookwarden'), `#!/bin/sh\nexec '${process.execPath}' '${join(ROOT, 'bin/hookwarden.cjs')}' "$@"\n`);
chmodSync(join(programs, 'hookwarden'), 0o755);
// The framework takes `nodejs` before `node`, and Debian has one of its own.
for (const name of ['node', 'nodejs']) symlinkSync(process.execPath, join(programs, name));
process.env['PATH'] = [programs, join(ROOT, 'node_modules/.bin'), process.env['PATH']].join(delimiter);
process.env['PRE_COMMIT_HOME'] = join(folder, 'pre-commit');
process.env['HOOKWARDEN_HOME'] = join(folder, 'none');
// What it gives its repositories is read when it is loaded.
const { newRepository, TOKEN } = await import('../test/support/repository.ts');

function run(cwd: string, program: string, ...args: readonly string[]): string {
  const { status, stdout, stderr } = spawnSync(program, args, { cwd, encoding: 'utf8' });
  if (status !== 0) throw new Error(`${program} ${args.join(' ')} ended with ${status}: ${stderr}${stdout}`);
  return stdout;
}

interface KeptBy {
  readonly name: string;
  /** Why it cannot be tried here. */
  readonly missing?: string;
  readonly prepare: (repository: TestRepository) => void;
  /** pre-commit runs no hook for it. */
  readonly seesDeletions: boolean;
}

const CONFIGURED = ['pre-commit', 'commit-msg', 'pre-push'];
const LEFTHOOK = CONFIGURED.map((name) => {
  const args = { 'pre-commit': '', 'commit-msg': ' {1}', 'pre-push': ' {1} {2}' }[name];
  const more = name === 'commit-msg' ? '' : '      files: git ls-files lefthook.yml\n';
  const stdin = name === 'pre-push' ? '      use_stdin: true\n' : '';
  return `${name}:\n  jobs:\n    - name: guard\n      run: hookwarden git ${name}${args}\n${more}${stdin}`;
}).join('');

const managers: readonly KeptBy[] = [
  {
    name: 'husky',
    seesDeletions: true,
    prepare: (repository) => {
      const there = join(folder, 'husky');
      mkdirSync(there);
      run(there, 'npm', 'install', '--no-audit', '--no-fund', '--ignore-scripts', 'husky@9');
      run(repository.folder, join(there, 'node_modules/.bin/husky'));
      repository.write('.husky/pre-commit', 'hookwarden git pre-commit\n');
      repository.write('.husky/commit-msg', 'hookwarden git commit-msg "$1"\n');
      repository.write('.husky/pre-push', 'hookwarden git pre-push "$1" "$2"\n');
    },
  },
  {
    name: 'lefthook',
    seesDeletions: true,
    prepare: (repository) => {
      repository.write('lefthook.yml', LEFTHOOK);
      repository.git('add', 'lefthook.yml');
      run(repository.folder, 'lefthook', 'install');
    },
  },
  {
    name: 'pre-commit',
    seesDeletions: false,
    ...(spawnSync('pre-commit', ['--version']).status !== 0 && { missing: 'pre-commit is not in PATH (pip install pre-commit)' }),
    prepare: (repository) => {
      const hooks = ['hookwarden-commit', 'hookwarden-message', 'hookwarden-push'].map((id) => `      - id: ${id}\n`).join('');
      const head = run(ROOT, 'git', 'rev-parse', 'HEAD').trim();
      const types = `default_install_hook_types: [${CONFIGURED.join(', ')}]\n`;
      repository.write('.pre-commit-config.yaml', `${types}repos:\n  - repo: ${ROOT}\n    rev: ${head}\n    hooks:\n${hooks}`);
      run(repository.folder, 'pre-commit', 'install', '--install-hooks');
    },
  },
];

/** What was not as it should be. */
function faultsOf({ prepare, seesDeletions }: KeptBy, repository: TestRepository): readonly string[] {
  const faults: string[] = [];
  const { tries, git, write } = repository;
  // Some of them show what hooks say beside it, some on standard output.
  const expectStop = (what: string, { code, out, err }: ReturnType<typeof tries>, rule: string): void => {
    if (code === 0 || !`${out}${err}`.includes(rule)) faults.push(`${what} was not stopped by ${rule}: ${code} ${out}${err}`);
  };
  const expectPass = (what: string, { code, out, err }: ReturnType<typeof tries>): void => {
    if (code !== 0) faults.push(`${what} was stopped: ${out}${err}`);
  };
  prepare(repository);
  write('.gitignore', 'remote/\n');
  git('add', '.');
  expectPass('a commit', tries('commit', '--message', 'Begin'));
  if (faults.length > 0) return faults;
  git('init', '--quiet', '--bare', 'remote');
  git('remote', 'add', 'origin', join(repository.folder, 'remote'));
  expectPass('a push', tries('push', 'origin', 'topic'));
  expectStop('a message with a secret', tries('commit', '--allow-empty', '--message', `Say ${TOKEN}`), 'secrets.github-token');
  write('leak.ts', `send("${TOKEN}");\n`);
  git('add', 'leak.ts');
  expectStop('a commit with a secret', tries('commit', '--message', 'Leak'), 'secrets.github-token');
  git('commit', '--quiet', '--no-verify', '--message', 'Leak');
  expectStop('a push with a secret', tries('push', 'origin', 'topic'), 'secrets.github-token');
  git('reset', '--quiet', '--hard', 'HEAD~1');
  if (seesDeletions) expectStop('the deletion of a branch', tries('push', 'origin', ':topic'), 'push.delete');
  return faults;
}

let failed = false;
for (const manager of managers) {
  if (manager.missing !== undefined) {
    console.log(`SKIPPED ${manager.name}: ${manager.missing}`);
    continue;
  }
  const repository = newRepository();
  const faults = faultsOf(manager, repository);
  repository.remove();
  failed ||= faults.length > 0;
  console.log(faults.length === 0 ? `ok      ${manager.name}` : `FAILS   ${manager.name}\n${faults.join('\n')}`);
}
rmSync(folder, { recursive: true, force: true });
process.exit(failed ? 1 : 0);
