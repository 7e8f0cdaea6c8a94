import { spawnSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';

export interface Fetch {
  /** `name@version`. */
  readonly packages: readonly string[];
  readonly patienceMs: number;
}

/** Installs packages of npm into a folder of their own, running nothing that they bring along; what npm said where it could not, else undefined. */
export function fetchPackages(folder: string, { packages, patienceMs }: Fetch): string | undefined {
  mkdirSync(folder, { recursive: true });
  const words = ['install', '--prefix', folder, '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'];
  const done = spawnSync('npm', [...words, ...packages], { cwd: folder, encoding: 'utf8', timeout: patienceMs });
  return done.status === 0 ? undefined : (done.stderr ?? '').trim().slice(0, 500);
}
