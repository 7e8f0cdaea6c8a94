import { hash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { isAbsolute, join } from 'node:path';
import { isObject, parseJson, stringAt } from '../domain/json.ts';
import { err, ok, type Result } from '../domain/result.ts';
import { hookScripts } from '../git/hook-script.ts';
import { askGit, type GitFault, mustAnswer } from '../git/run.ts';
import { GIT_DEFAULTS } from '../policy/git-defaults.ts';
import { type ExitCode, fail, print } from './command.ts';
import { gitHere, type Here } from './git-here.ts';
import { localPolicy } from './local-policy.ts';
import { programFolder } from './machine.ts';

/** What has to be put back, beside the scripts. */
interface Installed {
  /** What `core.hooksPath` of this repository was; absent where it was not set. */
  readonly value?: string;
  /** The repository's configuration before, and the hash of what it was right after. */
  readonly before: string;
  readonly after: string;
}

const folderOf = ({ repository }: Here): string => join(repository.commonDir, 'hookwarden-hooks');
const configOf = ({ repository }: Here): string => join(repository.commonDir, 'config');
const noteIn = (folder: string): string => join(folder, 'installed.json');

/** Sets `core.hooksPath` to a folder of the guard's own in .git, whose scripts run what was there before. */
export async function installHooks(): Promise<ExitCode> {
  const here = await gitHere();
  if (!here.ok) return fault(here.error);
  const folder = folderOf(here.value);
  const known = readNote(folder);
  const own = await configured(here.value, '--local');
  if (!own.ok) return fault(own.error);
  const isThere = own.value === folder && known !== undefined;
  const effective = isThere ? ok(known.value) : await configured(here.value);
  if (!effective.ok) return fault(effective.error);
  const previous = effective.value ?? join(here.value.repository.commonDir, 'hooks');
  const policy = localPolicy(here.value.repository.root);
  if (!policy.ok) return fail(policy.error);
  const { HOOKWARDEN_HOME: home } = process.env;
  const target = {
    node: process.execPath,
    program: join(programFolder(), 'bin/hookwarden.cjs'),
    previous,
    ...(home !== undefined && isAbsolute(home) && { home }),
  };
  const has = (name: string): boolean =>
    existsSync(isAbsolute(previous) ? join(previous, name) : join(here.value.repository.root, previous, name));
  writeScripts(folder, hookScripts(target, has, (policy.value.git ?? GIT_DEFAULTS).anchor === 'notes'));
  if (!isThere) {
    const set = await point(here.value, folder, own.value);
    if (!set.ok) return fault(set.error);
  }
  print(`Commits and pushes of ${here.value.repository.root} are guarded. The hooks in ${previous} still run, before the guard.`);
  return 0;
}

/** Puts the repository's configuration back, byte for byte where nothing else has changed it since. */
export async function uninstallHooks(): Promise<ExitCode> {
  const here = await gitHere();
  if (!here.ok) return fault(here.error);
  const folder = folderOf(here.value);
  const known = readNote(folder);
  const own = await configured(here.value, '--local');
  if (!own.ok) return fault(own.error);
  if (!known) return fail('no hooks were put in here by `hookwarden git install`');
  if (own.value === folder) {
    const restored = await restore(here.value, known);
    if (!restored.ok) return fault(restored.error);
  }
  rmSync(folder, { recursive: true, force: true });
  print(
    own.value === folder
      ? `Commits and pushes of ${here.value.repository.root} are as they were before.`
      : `The scripts are gone. core.hooksPath was set to something else meanwhile, and stays so: ${own.value ?? 'nothing'}`,
  );
  return 0;
}

function fault({ message, instead }: GitFault): ExitCode {
  return fail(`${message} ${instead}`);
}

/** What `core.hooksPath` says, with `~` written out; undefined where it is not set. */
async function configured({ git }: Here, ...where: readonly string[]): Promise<Result<string | undefined, GitFault>> {
  const asked = await askGit(git, ['config', ...where, '--type=path', '--get', 'core.hooksPath']);
  if (!asked.ok) return asked;
  const { code, output, said } = asked.value;
  // 1 says that there is none.
  if (code > 1) return err({ message: `git config failed: ${said}`, instead: 'Correct the configuration of the repository.' });
  return ok(code === 0 ? output.toString('utf8').replace(/\n$/, '') : undefined);
}

function writeScripts(folder: string, scripts: ReadonlyMap<string, string>): void {
  mkdirSync(folder, { recursive: true });
  for (const [name, text] of scripts) {
    const path = join(folder, name);
    writeFileSync(`${path}.new`, text, { mode: 0o755 });
    renameSync(`${path}.new`, path);
  }
}

/** The note is written first: whatever happens after, there is a way back. */
async function point(here: Here, folder: string, value: string | undefined): Promise<Result<undefined, GitFault>> {
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

async function restore(here: Here, { value, before, after }: Installed): Promise<Result<undefined, GitFault>> {
  const config = configOf(here);
  if (hash('sha256', readFileSync(config)) === after) {
    writeFileSync(`${config}.hookwarden`, Buffer.from(before, 'base64'));
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
