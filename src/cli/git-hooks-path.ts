import { hash } from 'node:crypto';
import { existsSync, readFileSync, renameSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { isObject, parseJson, stringAt } from '../domain/json.ts';
import { err, ok, type Result } from '../domain/result.ts';
import { askGit, type GitFault, mustAnswer } from '../git/run.ts';
import { gitHere, type Here } from './git-here.ts';

/** What has to be put back, beside the scripts. */
export interface Installed {
  /** What `core.hooksPath` of this repository was; absent where it was not set. */
  readonly value?: string;
  /** The repository's configuration before, and the hash of what it was right after. */
  readonly before: string;
  readonly after: string;
}

/** The guard's hooks of the repository that this is run in. */
export interface HooksHere {
  readonly here: Here;
  /** In which the scripts lie, or would. */
  readonly folder: string;
  /** What was noted when they were put in; absent where they are not. */
  readonly known?: Installed;
  /** `core.hooksPath` in the repository's own file; absent where it is not set. */
  readonly value?: string;
}

export async function hooksHere(): Promise<Result<HooksHere, GitFault>> {
  const here = await gitHere();
  if (!here.ok) return here;
  const folder = folderOf(here.value);
  const known = readNote(folder);
  const own = await configured(here.value, '--local');
  if (!own.ok) return own;
  return ok({ here: here.value, folder, ...(known && { known }), ...(own.value !== undefined && { value: own.value }) });
}

/** The guard's own hooks, in the folder that all work trees share. */
const folderOf = ({ repository }: Here): string => join(repository.commonDir, 'hookwarden-hooks');
const configOf = ({ repository }: Here): string => join(repository.commonDir, 'config');
const noteIn = (folder: string): string => join(folder, 'installed.json');

/** What `core.hooksPath` says: in the repository's own file as it is written there, or what is in force, with `~` written out. Undefined where it is not set. */
export async function configured({ git }: Here, where: '--local' | '--type=path'): Promise<Result<string | undefined, GitFault>> {
  const asked = await askGit(git, ['config', where, '--get', 'core.hooksPath']);
  if (!asked.ok) return asked;
  const { code, output, said } = asked.value;
  // 1 says that there is none.
  if (code > 1) return err({ message: `git config failed: ${said}`, instead: 'Correct the configuration of the repository.' });
  return ok(code === 0 ? output.toString('utf8').replace(/\n$/, '') : undefined);
}

/** Sets `core.hooksPath`. The note is written first: whatever happens after, there is a way back. */
export async function point(here: Here, folder: string, value: string | undefined): Promise<Result<undefined, GitFault>> {
  const config = configOf(here);
  const before = readFileSync(config);
  const note = { ...(value !== undefined && { value }), before: before.toString('base64') };
  const keep = (after: string): void => writeFileSync(noteIn(folder), `${JSON.stringify({ ...note, after })}\n`);
  keep('');
  const set = await mustAnswer(here.git, ['config', '--local', 'core.hooksPath', folder]);
  if (!set.ok) return set;
  keep(hash('sha256', readFileSync(config)));
  return ok(undefined);
}

/** Byte for byte where nothing else has changed the configuration since. */
export async function restore(here: Here, { value, before, after }: Installed): Promise<Result<undefined, GitFault>> {
  const config = configOf(here);
  if (hash('sha256', readFileSync(config)) === after) {
    writeFileSync(`${config}.hookwarden`, Buffer.from(before, 'base64'), { mode: statSync(config).mode });
    renameSync(`${config}.hookwarden`, config);
    return ok(undefined);
  }
  const words = value === undefined ? ['--unset', 'core.hooksPath'] : ['core.hooksPath', value];
  const set = await mustAnswer(here.git, ['config', '--local', ...words]);
  return set.ok ? ok(undefined) : set;
}

function readNote(folder: string): Installed | undefined {
  if (!existsSync(noteIn(folder))) return undefined;
  const note = parseJson(readFileSync(noteIn(folder), 'utf8'));
  if (!isObject(note)) return undefined;
  const value = stringAt(note, 'value');
  return { ...(value !== undefined && { value }), before: stringAt(note, 'before') ?? '', after: stringAt(note, 'after') ?? '' };
}
