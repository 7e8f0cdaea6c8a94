import type { Policy } from '../domain/policy.ts';
import type { Permission, Role } from '../domain/principal.ts';
import { fitsGlob } from './glob.ts';

/** The lists of which each has to grant what a call of this role needs: its own, and the most that the policy leaves anybody. */
export const boundsOf = ({ permissions }: Role, { ceiling }: Pick<Policy, 'ceiling'>): readonly (readonly Permission[])[] =>
  ceiling === undefined ? [permissions] : [permissions, ceiling];

const MAX_REMEMBERED = 1000;
const remembered = new WeakMap<readonly Permission[], Map<string, boolean>>();

/** Whether a list of permissions grants `kind:name`. What any entry with `!` takes away stays away, wherever it stands. */
export function grants(permissions: readonly Permission[], kind: string, name: string): boolean {
  let known = remembered.get(permissions);
  if (!known || known.size >= MAX_REMEMBERED) {
    known = new Map();
    remembered.set(permissions, known);
  }
  const key = `${kind}:${name}`;
  let granted = known.get(key);
  if (granted === undefined) {
    granted = decide(permissions, kind, name);
    known.set(key, granted);
  }
  return granted;
}

const decide = (permissions: readonly Permission[], kind: string, name: string): boolean => {
  const { given, taken } = decisive(permissions, kind, name);
  return given !== undefined && taken === undefined;
};

/** The entries that decide: the first that grants, and the first that takes away. */
export function decisive(
  permissions: readonly Permission[],
  kind: string,
  name: string,
): { readonly given: Permission | undefined; readonly taken: Permission | undefined } {
  const everyOne = `${kind}:*`;
  const resource = segments(kind, name);
  const holds = (permission: string) => permission === '*' || permission === everyOne || fitsGlob(permissionGlob(permission), resource);
  return {
    given: permissions.find((entry) => !entry.startsWith('!') && holds(entry)),
    taken: permissions.find((entry) => entry.startsWith('!') && holds(entry.slice(1))),
  };
}

/** Whether the permissions speak of such resources at all: a role that does not is not narrowed to any. */
export const narrows = (permissions: readonly Permission[], kind: 'path' | 'host'): boolean =>
  permissions.some((entry) => entry.startsWith(`${kind}:`) || entry.startsWith(`!${kind}:`));

/** As `grants`, for a resource: a role that only takes some away has all the others. */
export function grantsResource(permissions: readonly Permission[], kind: 'path' | 'host', name: string): boolean {
  if (!narrows(permissions, kind)) return true;
  const gives = permissions.some((entry) => entry.startsWith(`${kind}:`));
  return gives ? grants(permissions, kind, name) : decisive(permissions, kind, name).taken === undefined;
}

/** `:` parts the kind from the name and `.` the name's own parts; a tool's name is one part, whatever stands in it, and a path has its own. */
function segments(kind: string, name: string): string {
  if (kind === 'path') return `path/${name}`;
  return `${kind}/${kind === 'tool' ? name.replaceAll('/', '\u2215') : name.replaceAll('.', '/')}`;
}

/** A `*` at the end covers everything below it. */
export function permissionGlob(permission: Permission): string {
  const colon = permission.indexOf(':');
  const kind = colon < 0 ? permission : permission.slice(0, colon);
  const whole = colon < 0 ? permission : segments(kind, permission.slice(colon + 1));
  return whole.endsWith('/*') ? `${whole.slice(0, -1)}**/*` : whole;
}
