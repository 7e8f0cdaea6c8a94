import type { Analysis } from '../domain/action.ts';
import type { Effect } from '../domain/effect.ts';
import type { Facts, FileSystem } from '../domain/facts.ts';
import type { Permission } from '../domain/principal.ts';
import { grantsResource, narrows } from '../policy/grants.ts';
import { isWild, mayReach } from '../policy/reach.ts';

/** How many missing permissions are named: a call may touch any number of paths. */
const MAX_NAMED = 5;

/**
 * The `path:` and `host:` permissions that a call would need and that some of these lists do not give. Only lists that speak of paths
 * or hosts narrow them; there, what only the run can tell is given by none.
 */
export function resourcesBeyond(
  lists: readonly (readonly Permission[])[],
  analysis: Analysis,
  { project, files }: Pick<Facts, 'project' | 'files'>,
): readonly string[] {
  const narrowing = lists.filter((list) => narrows(list, 'path') || narrows(list, 'host'));
  if (narrowing.length === 0) return [];
  const missing = new Set<string>();
  for (const { effects } of analysis.actions) {
    for (const effect of effects) {
      for (const resource of resourcesOf(effect, project, files)) {
        if (narrowing.every((list) => isWithin(list, resource))) continue;
        missing.add(`${resource.kind}:${resource.name ?? '(only the run can tell)'}`);
        if (missing.size === MAX_NAMED) return [...missing];
      }
    }
  }
  return [...missing];
}

interface Resource {
  readonly kind: 'path' | 'host';
  /** Absent where only the run can tell. */
  readonly name: string | undefined;
  /** All that is in it comes with it. */
  readonly tree?: boolean;
}

/** A path is held as it is written and as its links lead; what is deleted is a link itself. */
function resourcesOf({ kind, operand, flags = [] }: Effect, project: string, files: FileSystem): readonly Resource[] {
  const value = operand?.certainty === 'unknown' ? undefined : operand?.value;
  if (kind.startsWith('net.')) return [{ kind: 'host', name: value }];
  if (!kind.startsWith('file.')) return [];
  if (value === undefined) return [{ kind: 'path', name: undefined }];
  const resolve = (path: string): string => files.resolve(path) ?? path;
  const end = kind === 'file.delete' ? Math.max(0, value.lastIndexOf('/')) : 0;
  const real = end > 0 ? `${resolve(value.slice(0, end))}${value.slice(end)}` : resolve(value);
  const names = new Set([below(project, value), below(project, below(resolve(project), real))]);
  const tree = flags.includes('recursive') || WHOLE.has(kind);
  if (tree && `${project}/`.startsWith(value === '/' ? value : `${value}/`)) names.add('.');
  return [...names].map((name) => ({ kind: 'path', name, tree }));
}

/** What is deleted, moved or linked takes along what is in it. */
const WHOLE: ReadonlySet<string> = new Set(['file.delete', 'file.move', 'file.link']);

function isWithin(list: readonly Permission[], { kind, name, tree = false }: Resource): boolean {
  if (name === undefined) return !narrows(list, kind);
  if (!grantsResource(list, kind, name)) return false;
  return (
    kind !== 'path' ||
    !(tree || isWild(name)) ||
    !list.some((entry) => entry.startsWith(TAKEN) && mayReach(entry.slice(TAKEN.length), name, tree))
  );
}

const TAKEN = '!path:';

/** As the project's own files are named in a policy; what lies outside keeps its absolute path. */
function below(project: string, path: string): string {
  if (path === project) return '.';
  return path.startsWith(`${project}/`) ? path.slice(project.length + 1) : path;
}
