import { EFFECT_KINDS } from '../domain/effect.ts';
import { CONTEXTS } from '../domain/rule.ts';
import { hint } from './fault.ts';
import { globFault } from './glob.ts';
import { permissionGlob } from './grants.ts';

/** What a permission can speak of. `path` and `host` narrow what the effects of a role may be on; the last five are administration. */
const PERMISSION_KINDS = ['tool', 'effect', 'context', 'path', 'host', 'audit', 'report', 'key', 'policy', 'session'] as const;

/** Why a text is no permission, if it is none: a misspelt one would grant nothing, and taken away protect nobody. */
export function permissionFormFault(text: string): string | undefined {
  const entry = text.replace(/^!/, '');
  if (entry === '*') return undefined;
  const [, kind, name] = /^([a-z-]+):(.+)$/.exec(entry) ?? [];
  if (kind === undefined || name === undefined) return 'a permission is `kind:name`, such as effect:git.push, or *';
  if (!PERMISSION_KINDS.some((known) => known === kind))
    return `there is no kind of permission "${kind}"${hint(kind, PERMISSION_KINDS, `; one of ${PERMISSION_KINDS.join(', ')}`)}`;
  if (kind === 'effect') return known(name, EFFECT_KINDS, 'effect');
  if (kind === 'context') return known(name, [...CONTEXTS, 'hours'], 'context');
  return (kind === 'path' ? pathFault(name) : undefined) ?? globFault(name) ?? globFault(permissionGlob(entry));
}

/** Paths are held against permissions whole and without detours: another way of writing one would fit none. */
function pathFault(name: string): string | undefined {
  const isPlain = !/^~|^\.\/|(?:^|\/)\.\.(?:\/|$)|\/\/|.\/$/.test(name);
  return isPlain
    ? undefined
    : 'a path is written from the project on, such as src/**, or from / on, without ~, ./, ../ and a slash at its end';
}

function known(name: string, names: readonly string[], what: string): string | undefined {
  const fits = name === '*' || names.includes(name) || (name.endsWith('.*') && names.some((one) => one.startsWith(name.slice(0, -1))));
  return fits ? undefined : `no ${what} is called "${name}"${hint(name, names)}`;
}
