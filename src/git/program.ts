import { accessSync, constants, realpathSync, statSync } from 'node:fs';
import { delimiter, isAbsolute, join } from 'node:path';
import { err, ok, type Result } from '../domain/result.ts';
import { isWithin } from '../hook/files.ts';
import type { Environment } from '../state/folders.ts';

/**
 * The first git of PATH, absolute. Folders that are relative or lie in the repository are passed over: a repository brings its own
 * programs along (`node_modules/.bin` is in the PATH of whatever npx runs), and its word on itself is worth nothing.
 */
export function findGit(environment: Environment, repository: string): Result<string, string> {
  const name = process.platform === 'win32' ? 'git.exe' : 'git';
  const root = realOf(repository) ?? repository;
  for (const folder of (environment['PATH'] ?? '').split(delimiter)) {
    const real = isAbsolute(folder) ? realOf(folder) : undefined;
    if (real === undefined || (root !== '/' && isWithin(root, real))) continue;
    const path = join(real, name);
    if (isProgram(path)) return ok(path);
  }
  return err('git was not found in any folder of PATH outside the repository');
}

function realOf(path: string): string | undefined {
  try {
    return realpathSync.native(path);
  } catch {
    return undefined;
  }
}

function isProgram(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return statSync(path).isFile();
  } catch {
    return false;
  }
}
