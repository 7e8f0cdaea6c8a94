import { statSync } from 'node:fs';
import { homedir } from 'node:os';
import { resolve } from 'node:path';
import type { Policy } from '../domain/policy.ts';
import { err, ok, type Result } from '../domain/result.ts';
import { projectOf } from '../hook/facts.ts';
import { readLayer, readLayerFolder, readLayers } from '../hook/layers.ts';
import { withTrust } from '../hook/policy.ts';
import type { LayerSource } from '../policy/artefact.ts';
import { BUILTIN } from '../policy/builtin.ts';
import { compilePolicy } from '../policy/compile.ts';
import { describeFault } from '../policy/fault.ts';
import { homeOf } from '../state/folders.ts';
import { readInstallation } from '../state/installation.ts';
import type { CliInput } from './command.ts';
import { localFolders } from './machine.ts';

export const PROJECT_OPTION = { type: 'string', describe: 'The project’s folder; default: this one' } as const;

/** For a parser’s `check`: what holds in a folder that is not there would pass for what holds in the one that was meant. */
export const projectIsThere = ({ cwd }: Readonly<Record<string, unknown>>): true | string =>
  typeof cwd !== 'string' || statSync(cwd, { throwIfNoEntry: false })?.isDirectory() === true || `--cwd: there is no folder ${cwd}`;

/** The project that a command is about. */
export function projectHere(input: CliInput): string {
  return projectOf(resolve(input.text('cwd') ?? '.'), homeOf(process.env['HOME'] ?? homedir()));
}

/** The layers that hold in a project, with what a person has vouched for; without a set-up nobody has vouched for anything. */
export function localLayers(project: string): Result<readonly LayerSource[], string> {
  const folders = localFolders();
  const read = readLayers(folders.config, project);
  if (!read.ok) return err(`${read.error.message} ${read.error.instead}`);
  const installation = readInstallation(folders.config);
  return ok(installation.ok ? withTrust(read.value, folders.config, installation.value.pepper) : read.value);
}

/** What holds in a project. */
export function localPolicy(project: string): Result<Policy, string> {
  const sources = localLayers(project);
  if (!sources.ok) return sources;
  const compiled = compilePolicy(sources.value, BUILTIN);
  return compiled.ok ? compiled : err(compiled.error.map(describeFault).join('\n'));
}

/** What holds in the project here, where it takes a PIN as proof that a person acts. */
export function policyTakingPin(input: CliInput): Result<Policy, string> {
  const policy = localPolicy(projectHere(input));
  return !policy.ok || policy.value.exceptions.proofs.includes('pin') ? policy : err('the policy takes no PIN as proof: exceptions.proofs');
}

/** A layer's file in one line, with what its word counts for. */
export function describeLayer({ layer, path, trusted }: Pick<LayerSource, 'layer' | 'path' | 'trusted'>): string {
  const word = layer !== 'project' ? '' : trusted ? ' (trusted)' : ' (untrusted: it can only tighten)';
  return `${layer.padEnd(8)}${path}${word}`;
}

/** One file as the user's layer. */
export function layerOfFile(path: string): Result<LayerSource, string> {
  const read = readLayer(path);
  if (!read.ok) return err(read.error.message);
  return read.value ? ok({ layer: 'user', kind: 'policy', path, bytes: read.value }) : err(`there is no file ${path}`);
}

/** A file, or a folder with its rules, as the user's layer: to be tried before it is one, it may belong to anybody. */
export function layerAt(path: string): Result<readonly LayerSource[], string> {
  if (!statSync(path, { throwIfNoEntry: false })?.isDirectory()) {
    const file = layerOfFile(path);
    return file.ok ? ok([file.value]) : file;
  }
  const read = readLayerFolder('project', path);
  if (!read.ok) return err(read.error.message);
  if (read.value.length === 0) return err(`${path} holds no policy.yaml and no rules/*.yaml`);
  return ok(read.value.map((source) => ({ ...source, layer: 'user' })));
}
