import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { isObject } from '../../src/domain/json.ts';
import { ROOT } from './installed.ts';

export interface Packed {
  /** A project of somebody else, with nothing in its `node_modules` but this package and what it depends on. */
  readonly project: string;
  /** The package as it is installed there. */
  readonly program: string;
  /** Sizes in bytes by path. */
  readonly files: ReadonlyMap<string, number>;
  /** Of the tarball, in bytes. */
  readonly size: number;
  readonly remove: () => void;
}

/** Packs what is built and installs it as `npm install --ignore-scripts` does, without a registry. */
export function pack(): Packed {
  const project = mkdtempSync(join(tmpdir(), 'hookwarden-packed-'));
  const program = join(project, 'node_modules/hookwarden');
  mkdirSync(program, { recursive: true });
  const said = execFileSync('npm', ['pack', '--json', '--ignore-scripts', '--pack-destination', project], {
    cwd: ROOT,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  const [tarball]: readonly { readonly filename: string; readonly size: number; readonly files: readonly File[] }[] = JSON.parse(said);
  if (!tarball) throw new Error('npm packed nothing');
  execFileSync('tar', ['xzf', join(project, tarball.filename), '-C', program, '--strip-components', '1']);
  for (const name of dependenciesOf(join(program, 'package.json'))) {
    const place = join(project, 'node_modules', name);
    mkdirSync(dirname(place), { recursive: true });
    symlinkSync(join(ROOT, 'node_modules', name), place);
  }
  const files = new Map(tarball.files.map(({ path, size }) => [path, size]));
  return { project, program, files, size: tarball.size, remove: () => rmSync(project, { recursive: true, force: true }) };
}

interface File {
  readonly path: string;
  readonly size: number;
}

function dependenciesOf(path: string): readonly string[] {
  const { dependencies } = JSON.parse(readFileSync(path, 'utf8'));
  return isObject(dependencies) ? Object.keys(dependencies) : [];
}
