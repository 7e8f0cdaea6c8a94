import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { hmacSha256 } from '../authentication/hmac.ts';
import type { Policy } from '../domain/policy.ts';
import { err, ok, type Result } from '../domain/result.ts';
import { type LayerSource, layerDigest, layersKey, type Mac, readArtefact, writeArtefact } from '../policy/artefact.ts';
import type { compilePolicy } from '../policy/compile.ts';
import { isTrusted } from '../state/trust.ts';
import { type PolicyFault, readLayers } from './layers.ts';

export interface PolicyOptions {
  readonly folders: { readonly state: string; readonly config: string };
  readonly project: string;
  readonly builtin: Policy;
  /** Vouches for what was compiled before. */
  readonly macKey: Uint8Array;
  /** Loads the compiler, which is cold: only where a layer has changed. */
  readonly compiler: () => typeof compilePolicy;
}

/** How many compiled policies are kept: one for each project that has a layer of its own. */
const KEPT = 64;

/** What holds here and now. Without any layer nothing is read: three files and three folders are missing. */
export function currentPolicy({ folders, project, builtin, macKey, compiler }: PolicyOptions): Result<Policy, PolicyFault> {
  const read = readLayers(folders.config, project);
  if (!read.ok) return read;
  if (read.value.length === 0) return ok(builtin);
  const sources = withTrust(read.value, folders.config, macKey);
  const key = layersKey(sources, builtin);
  const folder = join(folders.state, 'policies');
  const path = join(folder, `${key}.json`);
  const mac = macOf(macKey);
  const known = readKept(path, key, mac, builtin);
  if (known) return ok(known);
  const compiled = compiler()(sources, builtin);
  if (!compiled.ok) {
    const [first] = compiled.error;
    const where = first ? `${first.path}:${first.line}:${first.column}: ${first.message}` : 'it cannot be compiled';
    return err({
      message: `The policy is not valid: ${where}${where.endsWith('?') ? '' : '.'}`,
      instead: 'Correct that line, or move the file away.',
    });
  }
  keep(folder, path, writeArtefact(compiled.value, mac));
  return compiled;
}

const macOf =
  (macKey: Uint8Array): Mac =>
  (text) =>
    Buffer.from(hmacSha256(macKey, text)).toString('hex');

/** The policy of a hash as it was compiled here, if it is still kept and this program could have compiled it. */
export function keptPolicy(
  { folders, builtin, macKey }: Pick<PolicyOptions, 'folders' | 'builtin' | 'macKey'>,
  hash: string,
): Policy | undefined {
  if (hash === builtin.hash) return builtin;
  const folder = join(folders.state, 'policies');
  for (const name of existsSync(folder) ? readdirSync(folder) : []) {
    const policy = readKept(join(folder, name), name.replace(/\.json$/, ''), macOf(macKey), builtin);
    if (policy?.hash === hash) return policy;
  }
  return undefined;
}

/** A project's layer that a person has vouched for, as it lies there, counts as trusted. */
export function withTrust(sources: readonly LayerSource[], config: string, pepper: Uint8Array): readonly LayerSource[] {
  const project = sources.filter(({ layer }) => layer === 'project');
  if (project.length === 0 || !isTrusted(config, layerDigest(project), pepper)) return sources;
  return sources.map((source) => (source.layer === 'project' ? { ...source, trusted: true } : source));
}

function readKept(path: string, key: string, mac: Mac, { rules }: Policy): Policy | undefined {
  try {
    return readArtefact(readFileSync(path), key, mac, rules);
  } catch {
    return undefined;
  }
}

/** Two that compile at once write the same bytes, so the last rename does no harm. A failure to keep costs the next run its time and nothing else. */
function keep(folder: string, path: string, bytes: Uint8Array): void {
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    const old = readdirSync(folder).map((name) => join(folder, name));
    if (old.length >= KEPT) for (const stale of oldest(old)) rmSync(stale, { force: true });
    const temporary = `${path}.${process.pid}`;
    writeFileSync(temporary, bytes, { mode: 0o600, flag: 'wx' });
    renameSync(temporary, path);
  } catch {
    // Not kept; compiled again next time.
  }
}

const oldest = (paths: readonly string[]): readonly string[] =>
  paths
    .map((path) => ({ path, time: statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? 0 }))
    .toSorted((left, right) => left.time - right.time)
    .slice(0, paths.length - KEPT / 2)
    .map(({ path }) => path);
