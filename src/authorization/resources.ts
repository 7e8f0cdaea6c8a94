import type { Analysis } from '../domain/action.ts';
import type { Machine } from '../domain/facts.ts';
import type { Permission } from '../domain/principal.ts';
import { grantsResource, narrows } from '../policy/grants.ts';
import { isWild, mayReach } from '../policy/reach.ts';
import { type Resource, resourcesOf } from '../policy/resources.ts';

/** How many missing permissions are named: a call may touch any number of paths. */
const MAX_NAMED = 5;

/**
 * The `path:` and `host:` permissions that a call would need and that some of these lists do not give. Only lists that speak of paths
 * or hosts narrow them; there, what only the run can tell is given by none.
 */
export function resourcesBeyond(
  lists: readonly (readonly Permission[])[],
  analysis: Analysis,
  { project, files }: Pick<Machine, 'project' | 'files'>,
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
