import { closeSync, constants, existsSync, fstatSync, lstatSync, openSync, readdirSync, readFileSync, readSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
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
  const rules = ruleFiles(join(folder, 'rules'));
  if (!rules.ok) return rules;
  const files: readonly (readonly [LayerSource['kind'], string])[] = [
    ['policy', join(folder, 'policy.yaml')],
    ...rules.value.map((path) => ['rules', path] as const),
  ];
  const sources: LayerSource[] = [];
  for (const [kind, path] of files) {
    const bytes = readLayer(path);
    if (!bytes.ok) return bytes;
    if (bytes.value === undefined) continue;
    const unsafe = permissionFault(layer, path, foldersOf(path, folder), disk);
    if (unsafe) return err({ message: `The policy ${unsafe.path} cannot be trusted: ${unsafe.message}.`, instead: `Run: ${unsafe.mend}` });
    sources.push({ layer, kind, path, bytes: bytes.value });
  }
  return ok(sources);
}

/** Those that hold a layer's file, up to the layer's own. */
function foldersOf(path: string, layer: string): readonly string[] {
  const folder = dirname(path);
  return folder === layer ? [folder] : [folder, ...foldersOf(folder, layer)];
}

/** A layer's files of rules in their order: those in the folder, and those one folder further down, a pack in each. */
function ruleFiles(folder: string): Result<readonly string[], PolicyFault> {
  const entries = entriesOf(folder);
  if (!entries.ok) return entries;
  const found: string[] = [];
  let packs = 0;
  for (const path of entries.value) {
    if (path.endsWith('.yaml')) found.push(path);
    else if (isFolder(path)) {
      packs += 1;
      const pack: Result<readonly string[], PolicyFault> = packs > MAX_FILES ? ok([]) : entriesOf(path);
      if (!pack.ok) return pack;
      found.push(...pack.value.filter((name) => name.endsWith('.yaml')));
    }
  }
  if (found.length > MAX_FILES || packs > MAX_FILES)
    return err(unreadable(folder, `it holds more than ${MAX_FILES} files; one file may hold a list of rules`));
  return ok(found.sort());
}

/** The paths of what lies in a folder; none where there is no such folder. */
function entriesOf(folder: string): Result<readonly string[], PolicyFault> {
  try {
    return ok(isMissing(folder) ? [] : readdirSync(folder).map((name) => join(folder, name)));
  } catch (error) {
    return isAbsent(folder, error) ? ok([]) : err(unreadable(folder, codeOf(error)));
  }
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
/** What cannot be told is taken for one, so that reading it says what is wrong. */
function isFolder(path: string): boolean {
  try {
    return statSync(path, { throwIfNoEntry: false })?.isDirectory() === true;
  } catch {
    return true;
  }
}
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
