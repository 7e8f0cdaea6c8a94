import type { ResourceType } from '../domain/capability.ts';
import { fitsGlob } from '../policy/glob.ts';
import { isWild } from '../policy/reach.ts';

/** Whether what a glob stands for holds all that a name does. With `tree`, what lies below the name comes with it. */
export function coversName(type: ResourceType, glob: string, name: string, tree: boolean): boolean {
  switch (type) {
    case 'filesystem':
      return coversPath(glob, name, tree);
    case 'network':
      return coversHost(glob, name);
    case 'mcp_tool':
    case 'process':
      return fitsGlob(glob, name);
  }
}

export function coversPath(glob: string, path: string, tree: boolean): boolean {
  if (glob === path && !tree) return true;
  // A glob that the shell has yet to expand reaches at most what is in the folder before its first wildcard.
  if (isWild(path)) return coversPath(glob, folderBefore(path), true);
  return fitsGlob(glob, path) && (!tree || fitsGlob(glob, inFolder(path, DEEP)));
}

/** A name that no file has, two folders down: only a glob that covers everything below a folder fits it there. */
const DEEP = '\0/\0';

function folderBefore(path: string): string {
  const known = path.slice(0, path.search(/[*?[]/));
  const slash = known.lastIndexOf('/');
  if (slash < 0) return '.';
  return slash === 0 ? '/' : known.slice(0, slash);
}

function inFolder(folder: string, name: string): string {
  if (folder === '.') return name;
  return folder === '/' ? `/${name}` : `${folder}/${name}`;
}

export const coversHost = (glob: string, host: string): boolean => fitsGlob(slashed(glob), slashed(host));

/** The dot parts the pieces of a host's name, so that `*.example.com` is one piece before it. */
const slashed = (host: string): string => host.toLowerCase().replace(/\.$/, '').replaceAll('.', '/');
