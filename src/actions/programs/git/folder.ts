import { posix } from 'node:path';
import type { Setting } from '../../command.ts';

const MAX_LEVELS = 16;
const MAX_HEAD_BYTES = 1024;
const MAX_CONFIG_BYTES = 65_536;

/** The `.git` folder that holds for where the command runs, that of a linked worktree included. */
function gitFolder(setting: Setting): string | undefined {
  let folder = setting.remote ? undefined : setting.cwd;
  for (let level = 0; folder !== undefined && level < MAX_LEVELS; level++) {
    const at = posix.join(folder, '.git');
    const kind = setting.machine.files.kind(at);
    if (kind === 'directory') return at;
    if (kind === 'file') {
      const link = setting.machine.files.read(at, MAX_HEAD_BYTES);
      const target = link.kind === 'text' ? /^gitdir: ([^\n]+)/.exec(link.text)?.[1] : undefined;
      return target === undefined ? undefined : posix.resolve(folder, target);
    }
    const parent = posix.dirname(folder);
    folder = parent === folder ? undefined : parent;
  }
  return undefined;
}

/** The branch that is checked out; undefined where none is, or nothing can be told. */
export function currentBranch(setting: Setting): string | undefined {
  const folder = gitFolder(setting);
  const head = folder === undefined ? undefined : setting.machine.files.read(posix.join(folder, 'HEAD'), MAX_HEAD_BYTES);
  return head?.kind === 'text' ? /^ref: refs\/heads\/(\S+)/.exec(head.text)?.[1] : undefined;
}

/** An alias from the repository's or the person's configuration. */
export function configuredAlias(name: string, setting: Setting): string | undefined {
  const folder = gitFolder(setting);
  // A linked worktree shares the configuration of its repository.
  const own = folder?.replace(/\/worktrees\/[^/]+$/, '');
  const files = [
    ...(own === undefined ? [] : [`${own}/config`]),
    `${setting.machine.home}/.gitconfig`,
    `${setting.machine.home}/.config/git/config`,
  ];
  for (const file of setting.remote ? [] : files) {
    const content = setting.machine.files.read(file, MAX_CONFIG_BYTES);
    const found = content.kind === 'text' ? aliasIn(content.text, name) : undefined;
    if (found !== undefined) return found;
  }
  return undefined;
}

function aliasIn(text: string, name: string): string | undefined {
  let section = '';
  let found: string | undefined;
  for (const line of text.replaceAll('\\\n', '').split('\n')) {
    const bare = line.trim();
    if (bare.startsWith('[')) section = bare.toLowerCase();
    const equals = bare.indexOf('=');
    if (section === '[alias]' && equals > 0 && bare.slice(0, equals).trim().toLowerCase() === name.toLowerCase())
      found = unquoted(bare.slice(equals + 1).trim());
  }
  return found;
}

const unquoted = (value: string): string =>
  (value.startsWith('"') && value.endsWith('"') ? value.slice(1, -1) : value).replace(/\\(["\\])/g, '$1');
