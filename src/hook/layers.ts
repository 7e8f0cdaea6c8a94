import { closeSync, constants, existsSync, fstatSync, lstatSync, openSync, readdirSync, readFileSync, readSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { codeOf } from '../domain/error-code.ts';
import { err, ok, type Result } from '../domain/result.ts';
import type { LayerSource } from '../policy/artefact.ts';
import type { LayerName } from '../policy/layer.ts';
import { type OwnershipReader, permissionFault } from '../policy/permissions.ts';

/** What is wrong with a layer's file, with where, and what mends it. */
export interface PolicyFault {
  readonly message: string;
  readonly instead: string;
}

const MAX_BYTES = 256 * 1024;
const MAX_FILES = 64;
const MANAGED = '/etc/hookwarden';

/** Every layer's files that there are, in the order of their authority; a file that cannot be trusted or read is a fault. */
export function readLayers(config: string, project: string, managed = MANAGED): Result<readonly LayerSource[], PolicyFault> {
  const places: readonly (readonly [LayerName, string])[] = [
    ['managed', managed],
    ['user', config],
    ['project', projectLayer(project)],
  ];
  const sources: LayerSource[] = [];
  for (const [layer, folder] of places) {
    const read = readLayerFolder(layer, folder);
    if (!read.ok) return read;
    sources.push(...read.value);
  }
  return ok(sources);
}

/** The folder of a project's own layer. */
const projectLayer = (project: string): string => join(project, '.hookwarden');

/** One layer's files, as they lie in a folder. */
export function readLayerFolder(layer: LayerName, folder: string): Result<readonly LayerSource[], PolicyFault> {
  const rules = join(folder, 'rules');
  const names = ruleFiles(rules);
  if (!names.ok) return names;
  const files: readonly (readonly [LayerSource['kind'], string, string])[] = [
    ['policy', join(folder, 'policy.yaml'), folder],
    ...names.value.map((name) => ['rules', join(rules, name), rules] as const),
  ];
  const sources: LayerSource[] = [];
  for (const [kind, path, parent] of files) {
    const bytes = readLayer(path);
    if (!bytes.ok) return bytes;
    if (bytes.value === undefined) continue;
    const unsafe = permissionFault(layer, path, parent, disk);
    if (unsafe) return err({ message: `The policy ${unsafe.path} cannot be trusted: ${unsafe.message}.`, instead: `Run: ${unsafe.mend}` });
    sources.push({ layer, kind, path, bytes: bytes.value });
  }
  return ok(sources);
}

/** The names of a layer's files of rules, in their order. */
function ruleFiles(folder: string): Result<readonly string[], PolicyFault> {
  let names: readonly string[];
  try {
    if (isMissing(folder)) return ok([]);
    names = readdirSync(folder);
  } catch (error) {
    return isAbsent(folder, error) ? ok([]) : err(unreadable(folder, codeOf(error)));
  }
  const found = names.filter((name) => name.endsWith('.yaml')).sort();
  if (found.length > MAX_FILES) return err(unreadable(folder, `it holds more than ${MAX_FILES} files; one file may hold a list of rules`));
  return ok(found);
}

/** Undefined where there is no such file. Bounded, and never waits: a pipe or a device is no policy. */
export function readLayer(path: string): Result<Uint8Array | undefined, PolicyFault> {
  let descriptor: number | undefined;
  try {
    if (isMissing(path)) return ok(undefined);
    descriptor = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK);
    const stats = fstatSync(descriptor);
    if (!stats.isFile()) return err(unreadable(path, 'it is not a regular file'));
    if (stats.size > MAX_BYTES) return err(unreadable(path, `it has more than ${MAX_BYTES / 1024} KiB`));
    const buffer = Buffer.alloc(stats.size);
    return ok(buffer.subarray(0, readSync(descriptor, buffer)));
  } catch (error) {
    return isAbsent(path, error) ? ok(undefined) : err(unreadable(path, codeOf(error)));
  } finally {
    if (descriptor !== undefined) closeSync(descriptor);
  }
}

/** Asked first, for an error that is thrown costs more than the question, and mostly there is no layer. */
const isMissing = (path: string): boolean => lstatSync(path, { throwIfNoEntry: false }) === undefined;
/** A link that leads nowhere was put there by someone who wanted a policy: it is no absence. */
const isAbsent = (path: string, error: unknown): boolean => ['ENOENT', 'ENOTDIR'].includes(codeOf(error)) && isMissing(path);

const unreadable = (path: string, why: string): PolicyFault => ({
  message: `${path} cannot be read (${why}).`,
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
