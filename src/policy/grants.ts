import type { Permission } from '../domain/principal.ts';
import { fitsGlob } from './glob.ts';

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

function decide(permissions: readonly Permission[], kind: string, name: string): boolean {
  const everyOne = `${kind}:*`;
  const holds = (permission: string) =>
    permission === '*' || permission === everyOne || fitsGlob(pattern(permission), segments(kind, name));
  return (
    permissions.some((entry) => !entry.startsWith('!') && holds(entry)) &&
    !permissions.some((entry) => entry.startsWith('!') && holds(entry.slice(1)))
  );
}

/** `:` parts the kind from the name and `.` the name's own parts; a tool's name is one part, whatever stands in it. */
function segments(kind: string, name: string): string {
  return `${kind}/${kind === 'tool' ? name.replaceAll('/', '\u2215') : name.replaceAll('.', '/')}`;
}

/** A `*` at the end covers everything below it. */
function pattern(permission: Permission): string {
  const colon = permission.indexOf(':');
  const kind = colon < 0 ? permission : permission.slice(0, colon);
  const whole = colon < 0 ? permission : segments(kind, permission.slice(colon + 1));
  return whole.endsWith('/*') ? `${whole.slice(0, -1)}**/*` : whole;
}
