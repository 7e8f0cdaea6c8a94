import { spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { ROOT } from './installed.ts';

/** Nothing of the machine's or the person's own configuration, and dates that never change. */
const CLEAN = Object.fromEntries(Object.entries(process.env).filter(([name]) => !/^(?:GIT_|HOOKWARDEN_|CI$|GITHUB_|GITLAB_)/.test(name)));
const ENVIRONMENT = {
  ...CLEAN,
  GIT_CONFIG_GLOBAL: '/dev/null',
  GIT_CONFIG_NOSYSTEM: '1',
  GIT_AUTHOR_NAME: 'Ada',
  GIT_AUTHOR_EMAIL: 'ada@example.com',
  GIT_COMMITTER_NAME: 'Ada',
  GIT_COMMITTER_EMAIL: 'ada@example.com',
};

interface Said {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

export interface TestRepository {
  readonly folder: string;
  readonly git: (...args: readonly string[]) => string;
  /** As `git`, where failing is an answer. */
  readonly tries: (...args: readonly string[]) => Said;
  readonly write: (path: string | Buffer, content: string | Buffer, mode?: number) => void;
  readonly link: (path: string, target: string) => void;
  /** Runs the guard as a hook of git would. */
  readonly guard: (args: readonly string[], more?: { readonly input?: string; readonly environment?: Record<string, string> }) => Said;
  readonly hookwarden: (args: readonly string[], environment?: Record<string, string>) => Said;
  readonly remove: () => void;
}

/** A real repository in a folder of its own. */
export function newRepository(init: readonly string[] = ['--initial-branch=topic']): TestRepository {
  const folder = mkdtempSync(join(tmpdir(), 'hookwarden git '));
  run('git', ['init', '--quiet', ...init, '.'], folder);
  return repositoryIn(folder);
}

const PROGRAM = join(ROOT, 'bin/hookwarden.cjs');

function repositoryIn(folder: string): TestRepository {
  const tries = (...args: readonly string[]): Said => run('git', args, folder);
  const hookwarden = (args: readonly string[], environment: Record<string, string> = {}, input = ''): Said =>
    run(process.execPath, [PROGRAM, ...args], folder, input, { HOOKWARDEN_HOME: join(folder, '.none'), ...environment });
  return {
    folder,
    tries,
    git: (...args) => {
      const { code, out, err } = tries(...args);
      if (code !== 0) throw new Error(`git ${args.join(' ')} ended with ${code}: ${err}`);
      return out;
    },
    write: (path, content, mode) => {
      const absolute = Buffer.concat([Buffer.from(`${folder}/`), Buffer.from(path)]);
      if (typeof path === 'string') mkdirSync(dirname(join(folder, path)), { recursive: true });
      writeFileSync(absolute, content);
      if (mode !== undefined) chmodSync(absolute, mode);
    },
    link: (path, target) => symlinkSync(target, join(folder, path)),
    guard: (args, { input = '', environment = {} } = {}) => hookwarden(['git', ...args], environment, input),
    hookwarden,
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}

function run(program: string, args: readonly string[], cwd: string, input = '', environment: Record<string, string> = {}): Said {
  const { status, stdout, stderr } = spawnSync(program, args, { cwd, input, encoding: 'utf8', env: { ...ENVIRONMENT, ...environment } });
  return { code: status, out: stdout, err: stderr };
}

/** Of the form that a GitHub token has, with its right checksum; assembled, so that no scanner takes this file for a leak. */
export const TOKEN = ['gh', 'p_', 'x8Ht2LmQ9vRk4TzW7bNc1YpF3sDg5JaE6uVi'].join('');
