import type { Role } from '../domain/principal.ts';

const role = (name: string, permissions: readonly string[]): Role => ({ name, permissions });

/** The roles there are without any policy. A developer may use every tool and lacks the three contexts, which ask. */
export const ROLES: Readonly<Record<string, Role>> = {
  admin: role('admin', ['*']),
  developer: role('developer', ['tool:*', 'effect:*']),
  auditor: role('auditor', ['audit:read', 'report:read']),
  service: role('service', ['tool:Read', 'tool:Glob', 'tool:Grep', 'effect:file.read', 'effect:file.list']),
};
