import type { LayerName } from './layer.ts';

/** What the disk says of a file or folder. */
export interface Ownership {
  /** Permission bits, as `stat` gives them. */
  readonly mode: number;
  readonly uid: number;
  readonly gid: number;
}

export interface OwnershipReader {
  readonly stat: (path: string) => Ownership | undefined;
  /** Whose process this is. */
  readonly uid: number;
  readonly gid: number;
  /** Whether a group has no member but this user. */
  readonly isPrivateGroup: (gid: number) => boolean;
}

export interface PermissionFault {
  readonly path: string;
  readonly message: string;
  /** The command that puts it right. */
  readonly mend: string;
}

const GROUP_WRITE = 0o020;
const OTHER_WRITE = 0o002;
const STICKY = 0o1000;

/** Why a layer's file, or a folder that holds it, could have been written by someone else; the project's layer can only tighten and is exempt. */
export function permissionFault(
  layer: LayerName,
  file: string,
  folders: readonly string[],
  disk: OwnershipReader,
): PermissionFault | undefined {
  if (layer === 'project') return undefined;
  for (const path of [file, ...folders]) {
    const found = disk.stat(path);
    if (!found) return { path, message: 'its owner and permissions cannot be read', mend: `ls -ld ${path}` };
    if (found.uid !== 0 && (layer === 'managed' || found.uid !== disk.uid))
      return {
        path,
        message: layer === 'managed' ? 'it belongs to someone other than root' : 'it belongs to another user',
        mend: `sudo chown ${layer === 'managed' ? 0 : disk.uid} ${path}`,
      };
    if ((found.mode & OTHER_WRITE) !== 0 && (path === file || (found.mode & STICKY) === 0))
      return { path, message: 'every user may write to it', mend: `chmod o-w ${path}` };
    if ((found.mode & GROUP_WRITE) !== 0 && !mayGroupWrite(layer, found.gid, disk))
      return { path, message: 'other users of its group may write to it', mend: `chmod g-w ${path}` };
  }
  return undefined;
}

const mayGroupWrite = (layer: LayerName, gid: number, disk: OwnershipReader): boolean =>
  layer === 'managed' ? gid === 0 : gid === disk.gid && disk.isPrivateGroup(gid);
