import type { Permission, Role } from '../domain/principal.ts';
import { err, ok, type Result } from '../domain/result.ts';
import { type Fault, hint } from './fault.ts';
import { grants } from './grants.ts';
import type { Layer } from './layer.ts';
import { type Dropped, loosens, type Origin, type Place, placeOf } from './meet.ts';
import type { RoleFile } from './policy-file.ts';

interface Definition {
  readonly role: RoleFile;
  readonly from: readonly Place[];
  readonly dropped: readonly Dropped[];
  readonly managed: boolean;
}

export interface MetRoles {
  readonly roles: Readonly<Record<string, Role>>;
  readonly origins: readonly Origin[];
}

/**
 * A layer that may loosen defines a role anew; another one can only take permissions away from it. Inheritance is resolved
 * after all layers have spoken, so that what is taken from a parent is missing from its children too.
 */
export function meetRoles(builtin: Readonly<Record<string, Role>>, layers: readonly Layer[]): Result<MetRoles, readonly Fault[]> {
  const definitions = new Map<string, Definition>();
  for (const [name, role] of Object.entries(builtin)) definitions.set(name, { role: fileOf(role), from: [], dropped: [], managed: false });
  for (const layer of layers) {
    for (const [name, role] of Object.entries(layer.settings.roles ?? {}))
      definitions.set(name, define(definitions.get(name), role, layer, name));
    if (layer.name === 'managed') settleParents(definitions);
  }
  const faults: Fault[] = [];
  const roles: Record<string, Role> = {};
  const origins: Origin[] = [];
  const resolved = new Map<string, Permissions>();
  for (const [name, { role, from, dropped }] of definitions) {
    const permissions = inherit(name, definitions, resolved, []);
    if (!permissions.ok) {
      faults.push({ path: from[0]?.path ?? '', line: from[0]?.line ?? 1, column: 1, message: permissions.error });
      continue;
    }
    roles[name] = { name, permissions: permissions.value, ...(role.rate && { rate: role.rate }) };
    if (from.length > 0) origins.push({ field: `roles.${name}`, value: permissions.value.join(' '), from, dropped });
  }
  if (faults.length > 0) return err(faults);
  if (Object.values(roles).some(mayAdminister)) return ok({ roles, origins });
  // Administration is not done in a project: what a project takes away there locks nobody out.
  const others = layers.filter(({ name }) => name !== 'project');
  if (others.length === layers.length) return err([lockedOut(layers)]);
  const without = meetRoles(builtin, others);
  return without.ok ? ok({ roles, origins }) : without;
}

const mayAdminister = ({ permissions }: Role): boolean => grants(permissions, 'key', 'create') && grants(permissions, 'policy', 'trust');

/** Nobody could make a key or vouch for a policy any more. */
function lockedOut(layers: readonly Layer[]): Fault {
  const last = layers.findLast(({ settings }) => settings.roles !== undefined);
  const message =
    'roles: nobody would be left who may administer; leave `admin` its permissions, or give key:* and policy:* to another role';
  return { path: last?.path ?? '', line: last?.lineOf(['roles']) ?? 1, column: 1, message };
}

const fileOf = ({ permissions, rate }: Role): RoleFile => ({ permissions: [...permissions], ...(rate && { rate }) });

type Permissions = Result<readonly Permission[], string>;

function define(before: Definition | undefined, role: RoleFile, layer: Layer, name: string): Definition {
  const keys = ['roles', name];
  const place = placeOf({ layer, keys, value: role });
  const why = loosens(layer, before?.managed ?? false);
  if (why === undefined) return { role, from: [place], dropped: [], managed: layer.name === 'managed' };
  const taken = (role.permissions ?? []).filter((entry) => entry.startsWith('!'));
  const given = (role.permissions ?? []).filter((entry) => !entry.startsWith('!'));
  const dropped = [...given, ...(role.extends ?? []).map((parent) => `extends ${parent}`)].map((value) => ({ ...place, value, why }));
  return {
    role: { ...before?.role, permissions: [...(before?.role.permissions ?? []), ...taken] },
    from: [...(before?.from ?? []), place],
    dropped: [...(before?.dropped ?? []), ...dropped],
    managed: before?.managed ?? false,
  };
}

/** What the managed layer's roles extend is settled with them: who could define it anew would define them. */
function settleParents(definitions: Map<string, Definition>): void {
  const open = [...definitions.values()].filter(({ managed }) => managed);
  for (const { role } of open) {
    for (const name of role.extends ?? []) {
      const parent = definitions.get(name);
      if (!parent || parent.managed) continue;
      const settled = { ...parent, managed: true };
      definitions.set(name, settled);
      open.push(settled);
    }
  }
}

/** A role's permissions with those of its parents, each role resolved once. */
function inherit(
  name: string,
  definitions: ReadonlyMap<string, Definition>,
  resolved: Map<string, Permissions>,
  above: readonly string[],
): Permissions {
  if (above.includes(name))
    return err(`roles.${name}: extends itself by way of ${above.slice(above.indexOf(name) + 1).join(', ') || name}`);
  const known = resolved.get(name);
  if (known) return known;
  const found = definitions.get(name);
  if (!found) return err(`roles.${above.at(-1)}: there is no role "${name}" to extend${hint(name, [...definitions.keys()])}`);
  const permissions = new Set<Permission>();
  for (const parent of found.role.extends ?? []) {
    const inherited = inherit(parent, definitions, resolved, [...above, name]);
    if (!inherited.ok) return inherited;
    for (const permission of inherited.value) permissions.add(permission);
  }
  for (const permission of found.role.permissions ?? []) permissions.add(permission);
  const own: Permissions = ok([...permissions]);
  resolved.set(name, own);
  return own;
}
