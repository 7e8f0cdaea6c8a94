import { type Command, HOLE, type Setting, type Stream, type Word } from '../../src/actions/command.ts';
import type { Shell } from '../../src/domain/event.ts';
import type { Facts, FileSystem, Machine } from '../../src/domain/facts.ts';
import type { ContextSettings } from '../../src/domain/policy.ts';
import type { Label } from '../../src/domain/session.ts';
import { namesOf } from '../../src/policy/context.ts';

export const HOME = '/home/ada';
export const PROJECT = '/home/ada/code/shop';
export const OWN = '/home/ada/.local/state/hookwarden';

/** A disk in memory: content by absolute path, `{ link }` for a symbolic link. Folders exist where files lie below them. */
export type MemoryFiles = Readonly<Record<string, string | { readonly link: string }>>;

export function memoryFiles(files: MemoryFiles = {}): FileSystem {
  const resolve = (path: string): string => {
    let current = path;
    for (let step = 0; step < 16; step++) {
      const link = Object.keys(files).find((at) => typeof files[at] === 'object' && (current === at || current.startsWith(`${at}/`)));
      const entry = link === undefined ? undefined : files[link];
      if (link === undefined || typeof entry !== 'object') return current;
      current = entry.link + current.slice(link.length);
    }
    return current;
  };
  return {
    resolve,
    read: (path, maxBytes) => {
      const content = files[resolve(path)];
      if (typeof content !== 'string') return { kind: 'missing' };
      return content.length > maxBytes ? { kind: 'too-large', bytes: content.length } : { kind: 'text', text: content };
    },
    kind: (path) => {
      const real = resolve(path);
      if (typeof files[real] === 'string') return 'file';
      return Object.keys(files).some((at) => at.startsWith(`${real}/`)) ? 'directory' : undefined;
    },
  };
}

export interface SettingOptions {
  readonly cwd?: string | undefined;
  readonly home?: string;
  readonly project?: string;
  readonly platform?: Machine['platform'];
  readonly shell?: Shell;
  readonly files?: MemoryFiles;
  readonly ownPaths?: readonly string[];
  readonly environment?: Machine['environment'];
  readonly remote?: boolean;
  readonly mounts?: Setting['mounts'];
  /** What the policy says of names. */
  readonly context?: Partial<ContextSettings>;
  /** What earlier calls of the session did. */
  readonly session?: readonly Label[];
}

const NO_CONTEXT: ContextSettings = { protectedBranches: [], sensitiveFiles: [], production: {}, hours: [] };

export function facts(options: SettingOptions = {}): Facts {
  const machine = {
    platform: options.platform ?? 'linux',
    shell: options.shell ?? 'bash',
    home: options.home ?? HOME,
    project: options.project ?? PROJECT,
    tempFolders: ['/tmp', '/var/tmp'],
    ownPaths: options.ownPaths ?? [OWN],
    environment: options.environment ?? {},
    files: memoryFiles(options.files),
  };
  return { machine, now: 1_790_000_000_000_000, attended: true };
}

/** Ada's shop, on Linux, in bash, unless said otherwise. `cwd: undefined` is a folder that could not be followed. */
export function setting(options: SettingOptions = {}): Setting {
  const names = options.context && namesOf({ ...NO_CONTEXT, ...options.context });
  return {
    machine: facts(options).machine,
    cwd: 'cwd' in options ? options.cwd : (options.project ?? PROJECT),
    remote: options.remote ?? false,
    mounts: options.mounts ?? [],
    ...(names && { names }),
    ...(options.session && { session: options.session.map((label) => ({ ...label, time: 0, source: 'record r1' })) }),
  };
}

/**
 * Words as the shell would hand them over: single and double quotes group, `~` is Ada's home, `$NAME` is a variable that nothing sets,
 * `$(…)` is output that only the run can tell, unquoted `*`, `?` and `[` are globs.
 */
export function words(text: string): Word[] {
  const tokens = text.match(/(?:'[^']*'|"[^"]*"|\$\([^)]*\)|[^\s'"])+/g) ?? [];
  return tokens.map(word);
}

function word(text: string): Word {
  const bare = text.replace(/'[^']*'|"[^"]*"/g, '');
  const unquoted = text.replace(/'([^']*)'|"([^"]*)"/g, (_, single?: string, double?: string) => single ?? double ?? '');
  const home = /^~(?=\/|$)/.test(text) ? unquoted.replace('~', HOME) : unquoted;
  const single = /^'[^']*'$/.test(text);
  const value = single ? home : home.replace(/\$\([^)]*\)|\$\w+/g, HOLE);
  const unset = !single && /\$\w/.test(home);
  const glob = /[*?[]/.test(bare);
  const certainty = value.includes(HOLE) ? 'unknown' : glob || home !== unquoted ? 'derived' : 'literal';
  return { text, value, certainty, ...(glob && { glob }), ...(unset && { unset }) };
}

export function command(text: string, rest: { readonly stdin?: Stream; readonly environment?: Command['environment'] } = {}): Command {
  return {
    words: words(text),
    environment: rest.environment ?? {},
    redirections: [],
    wrappers: [],
    ...(rest.stdin && { stdin: rest.stdin }),
  };
}
