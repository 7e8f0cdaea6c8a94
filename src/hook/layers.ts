import { closeSync, constants, existsSync, fstatSync, openSync, readFileSync, readSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { err, ok, type Result } from '../domain/result.ts';
import type { LayerSource } from '../policy/artefact.ts';
import { type OwnershipReader, permissionFault } from '../policy/permissions.ts';
import type { LayerName } from '../policy/policy-file.ts';

/** What is wrong with a layer's file, with where, and what mends it. */
export interface PolicyFault {
  readonly message: string;
  readonly instead: string;
}

const MAX_BYTES = 256 * 1024;

/** Every layer's file that there is, in the order of their authority; a file that cannot be trusted or read is a fault. */
export function readLayers(config: string, project: string, managed = '/etc/hookwarden'): Result<readonly LayerSource[], PolicyFault> {
  const places: readonly (readonly [LayerName, string])[] = [
    ['managed', managed],
    ['user', config],
    ['project', join(project, '.hookwarden')],
  ];
  const sources: LayerSource[] = [];
  for (const [layer, folder] of places) {
    const path = join(folder, 'policy.yaml');
    const bytes = readLayer(path);
    if (!bytes.ok) return bytes;
    if (bytes.value === undefined) continue;
    const unsafe = permissionFault(layer, path, folder, disk);
    if (unsafe) return err({ message: `The policy ${unsafe.path} cannot be trusted: ${unsafe.message}.`, instead: `Run: ${unsafe.mend}` });
    sources.push({ layer, path, bytes: bytes.value });
  }
  return ok(sources);
}

/** Undefined where there is no such file. Never waits: a pipe or a device is no policy. */
function readLayer(path: string): Result<Uint8Array | undefined, PolicyFault> {
  let descriptor: number | undefined;
  try {
    descriptor = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK);
    const stats = fstatSync(descriptor);
    if (!stats.isFile()) return err(unreadable(path, 'it is not a regular file'));
    if (stats.size > MAX_BYTES) return err(unreadable(path, `it has more than ${MAX_BYTES / 1024} KiB`));
    const buffer = Buffer.alloc(stats.size);
    return ok(buffer.subarray(0, readSync(descriptor, buffer)));
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown';
    return code === 'ENOENT' || code === 'ENOTDIR' ? ok(undefined) : err(unreadable(path, code));
  } finally {
    if (descriptor !== undefined) closeSync(descriptor);
  }
}

const unreadable = (path: string, why: string): PolicyFault => ({
  message: `The policy ${path} cannot be read (${why}).`,
  instead: `Make it a plain file that its owner can read, or move it away: mv ${path} ${path}.off`,
});

const disk: OwnershipReader = {
  stat: (path) => statSync(path, { throwIfNoEntry: false }),
  uid: process.getuid?.() ?? 0,
  gid: process.getgid?.() ?? 0,
  isPrivateGroup,
};

/** A group of the user's own name-giving kind: no member is listed for it. */
function isPrivateGroup(gid: number): boolean {
  if (!existsSync('/etc/group')) return false;
  const line = readFileSync('/etc/group', 'utf8')
    .split('\n')
    .find((entry) => entry.split(':')[2] === String(gid));
  return line !== undefined && (line.split(':')[3] ?? '') === '';
}
