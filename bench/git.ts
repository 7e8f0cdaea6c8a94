// Times the guard of commits: a commit of a thousand files against git's own diff of it, and what a commit of one file takes more with it.
// node bench/git.ts [ROUNDS]
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { install, ROOT } from '../test/support/installed.ts';
import { percentile } from './statistics.ts';

const rounds = Number(process.argv[2] ?? 15);
const FILES = 1000;
const BYTES = 10_000;
const folder = mkdtempSync(join(tmpdir(), 'hookwarden-bench-git-'));
const repository = join(folder, 'repository');
const { home, remove } = install(join(folder, 'home'));
const program = join(ROOT, 'bin/hookwarden.cjs');
const { GIT_DIR: _dir, GIT_INDEX_FILE: _index, ...rest } = process.env;
const environment = { ...rest, HOOKWARDEN_HOME: home, GIT_CONFIG_GLOBAL: '/dev/null', GIT_CONFIG_NOSYSTEM: '1' };

/** Milliseconds. */
function time(command: string, args: readonly string[]): number {
  const start = process.hrtime.bigint();
  const { status, stderr } = spawnSync(command, args, { cwd: repository, env: environment, maxBuffer: 64 * 1024 ** 2 });
  if (status !== 0) throw new Error(`${command} ${args.join(' ')} ended with ${status}: ${stderr}`);
  return Number(process.hrtime.bigint() - start) / 1e6;
}
const git = (...args: readonly string[]): number => time('git', ['-c', 'user.name=a', '-c', 'user.email=a@example.com', ...args]);
const guard = (): number => time(process.execPath, [program, 'git', 'pre-commit']);

const WORDS =
  'const value = read(input, next) return found of each line where state is not known yet if (left < right) { total += 1; }'.split(' ');

/** Lines of code-like words, no two of them alike. */
function source(file: number): string {
  const lines: string[] = [];
  let length = 0;
  for (let at = file; length < BYTES; at += 3) {
    const words = Array.from({ length: 8 }, (_, i) => WORDS[(at * 7 + i * (file + 3)) % WORDS.length]);
    const line = `  ${words.join(' ')} // ${at}`;
    lines.push(line);
    length += line.length + 1;
  }
  return `${lines.join('\n')}\n`;
}

mkdirSync(repository);
git('init', '--quiet', '.');
git('commit', '--quiet', '--allow-empty', '--message', 'Begin');
for (let file = 0; file < FILES; file++) {
  const path = join(repository, `src/part${file % 40}`);
  mkdirSync(path, { recursive: true });
  writeFileSync(join(path, `file${file}.ts`), source(file));
}
git('add', '.');

const row = (name: string, values: readonly number[]): void =>
  console.log(
    `${name.padEnd(34)} least ${Math.min(...values)
      .toFixed(0)
      .padStart(5)} ms   p50 ${percentile(values, 0.5).toFixed(0).padStart(5)} ms`,
  );

const [diffs, judged]: readonly number[][] = [[], []];
for (let i = -2; i < rounds; i++) {
  const [diff, own] = [git('diff', '--cached'), guard()];
  if (i < 0) continue;
  diffs?.push(diff);
  judged?.push(own);
}
row('git diff --cached, 1,000 files', diffs ?? []);
row('judged, 1,000 files of 10 KB', judged ?? []);
const limit = (diff: number): number => 2.5 * diff + 400;
for (const [name, part] of [
  ['least', 0],
  ['p50', 0.5],
] as const)
  console.log(`${name}: ${percentile(judged ?? [], part).toFixed(0)} ms of ${limit(percentile(diffs ?? [], part)).toFixed(0)} ms allowed`);

git('commit', '--quiet', '--no-verify', '--message', 'Many');
const [plain, guarded]: readonly number[][] = [[], []];
const commit = (i: number): number => {
  writeFileSync(join(repository, 'one.ts'), `export const one = ${i};\n`);
  git('add', 'one.ts');
  return git('commit', '--quiet', '--message', `One ${i}`);
};
const hook = join(repository, '.git/hooks/pre-commit');
for (let i = -2; i < rounds * 2; i++) {
  rmSync(hook, { force: true });
  const without = commit(i * 2);
  writeFileSync(hook, `#!/bin/sh\nexec '${process.execPath}' '${program}' git pre-commit\n`, { mode: 0o755 });
  const withIt = commit(i * 2 + 1);
  if (i < 0) continue;
  plain?.push(without);
  guarded?.push(withIt);
}
row('a commit of one file', plain ?? []);
row('the same, guarded', guarded ?? []);
const more = (guarded ?? []).map((value, i) => value - (plain?.[i] ?? 0));
console.log(
  `more: least ${(Math.min(...(guarded ?? [])) - Math.min(...(plain ?? []))).toFixed(0)} ms, p50 of pairs ${percentile(more, 0.5).toFixed(0)} ms, 150 allowed`,
);
rmSync(folder, { recursive: true });
remove();
