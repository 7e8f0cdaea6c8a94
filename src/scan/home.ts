import { posix } from 'node:path';
import { isObject, type JsonObject } from '../domain/json.ts';

const HOME = /^(?:\/(?:home|Users|var\/home)\/[^/]{1,64}|\/root|[A-Za-z]:[\\/]Users[\\/][^\\/]{1,64})(?=[\\/]|$)/;

/** The home folder that a folder lies in, by how such folders are called; undefined where it lies in none. */
export const homeAround = (folder: string): string | undefined => HOME.exec(folder)?.[0];

/** Fields in which the tools of hosts take a path. */
const PATHS = ['file_path', 'filePath', 'notebook_path', 'path'] as const;

/** A model names files as it likes; a hook is told absolute paths, `~` resolved. */
export function withAbsolutePaths(input: JsonObject, cwd: string, home: string | undefined): JsonObject {
  let out = input;
  for (const field of PATHS) {
    const path = input[field];
    if (typeof path !== 'string' || path === '' || isAbsolute(path)) continue;
    const isOfHome = path === '~' || path.startsWith('~/');
    if (isOfHome && home !== undefined) out = { ...out, [field]: posix.join(home, path.slice(1)) };
    else if (!isOfHome) out = { ...out, [field]: posix.join(cwd, path) };
  }
  return out;
}

const isAbsolute = (path: string): boolean => /^(?:\/|[A-Za-z]:[\\/])/.test(path);

/** The text of what a host gives back: itself, or that of its first part. */
export function firstText(content: unknown): string {
  if (typeof content === 'string') return content;
  const first = Array.isArray(content) ? content.find(isObject) : undefined;
  return isObject(first) && typeof first['text'] === 'string' ? first['text'] : '';
}
