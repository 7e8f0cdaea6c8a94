import { closeSync, constants, fstatSync, openSync, readSync, realpathSync, type Stats, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { withoutSlash } from '../actions/places.ts';
import { codeOf } from '../domain/error-code.ts';
import type { FileContent, FileSystem } from '../domain/facts.ts';

/** File systems whose server may not answer; a read of one would hold the call up for as long. */
const NETWORK = new Set(['nfs', 'nfs4', 'cifs', 'smb3', 'smbfs', 'afs', 'ceph', '9p', 'fuse.sshfs', 'fuse.s3fs', 'fuse.rclone', 'autofs']);
const MAX_LEVELS = 256;
const QUIETLY = { throwIfNoEntry: false } as const;
const MAX_MOUNTS_BYTES = 1024 * 1024;

/** The disk as the analysis may see it: regular files only, opened without blocking, and no network mounts outside the project. */
export function localFiles(project: string): FileSystem {
  let mounts: readonly string[] | undefined;
  const reachable = (path: string): boolean => {
    if (isWithin(project, path)) return true;
    mounts ??= networkMounts();
    return !mounts.some((mount) => isWithin(mount, path));
  };
  return {
    resolve: (path) => (reachable(path) ? resolveExisting(path) : undefined),
    read: (path, maxBytes) => (reachable(path) ? readRegular(path, maxBytes) : { kind: 'unreadable', reason: 'on a network file system' }),
    kind: (path) => (reachable(path) ? kindOf(path) : undefined),
  };
}

export const isWithin = (folder: string, path: string): boolean => path === folder || path.startsWith(folder === '/' ? '/' : `${folder}/`);

/** Climbs until something is there; the rest, which is not there yet, is appended as it stands. */
function resolveExisting(path: string): string | undefined {
  let existing = path;
  for (let level = 0; level < MAX_LEVELS; level++) {
    try {
      // Asked first because an error that is thrown costs far more than the question.
      if (statSync(existing, QUIETLY) !== undefined) return withoutSlash(join(realpathSync.native(existing), path.slice(existing.length)));
    } catch (error) {
      if (!isMissing(error)) return undefined;
    }
    const parent = dirname(existing);
    if (parent === existing) return undefined;
    existing = parent;
  }
  return undefined;
}

function readRegular(path: string, maxBytes: number): FileContent {
  let descriptor: number | undefined;
  try {
    descriptor = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK | constants.O_NOCTTY);
    const stats = fstatSync(descriptor);
    if (!stats.isFile()) return { kind: 'unreadable', reason: 'not a regular file' };
    if (stats.size > maxBytes) return { kind: 'too-large', bytes: stats.size };
    const bytes = readUpTo(descriptor, maxBytes + 1, stats.size || PART);
    return bytes.length > maxBytes ? { kind: 'too-large', bytes: bytes.length } : { kind: 'text', text: bytes.toString('utf8') };
  } catch (error) {
    return isMissing(error) ? { kind: 'missing' } : { kind: 'unreadable', reason: codeOf(error) };
  } finally {
    if (descriptor !== undefined) closeSync(descriptor);
  }
}

/** What files of /proc, which have no size, are read in. */
const PART = 16 * 1024;

/** One byte more than allowed tells whether a file fits; a buffer for all that is allowed would be made in vain. */
function readUpTo(descriptor: number, most: number, part: number): Buffer {
  const parts: Buffer[] = [];
  for (let total = 0; total < most; ) {
    const buffer = Buffer.allocUnsafe(Math.min(part, most - total));
    const length = readSync(descriptor, buffer);
    if (length === 0) break;
    parts.push(buffer.subarray(0, length));
    total += length;
  }
  return Buffer.concat(parts);
}

function kindOf(path: string): 'file' | 'directory' | 'other' | undefined {
  let stats: Stats | undefined;
  try {
    stats = statSync(path, QUIETLY);
  } catch {
    return undefined;
  }
  if (!stats) return undefined;
  return stats.isFile() ? 'file' : stats.isDirectory() ? 'directory' : 'other';
}

/** Empty where the system has no such list. */
function networkMounts(): readonly string[] {
  const list = readRegular('/proc/self/mounts', MAX_MOUNTS_BYTES);
  if (list.kind !== 'text') return [];
  return list.text
    .split('\n')
    .map((line) => line.split(' '))
    .filter(([, , type]) => NETWORK.has(type ?? ''))
    .map(([, folder = '']) => folder.replace(/\\([0-7]{3})/g, (_, octal: string) => String.fromCharCode(Number.parseInt(octal, 8))));
}

const isMissing = (error: unknown): boolean => ['ENOENT', 'ENOTDIR'].includes(codeOf(error));
