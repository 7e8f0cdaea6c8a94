import { existsSync, mkdirSync, renameSync, writeFileSync } from 'node:fs';
import { isAbsolute, join } from 'node:path';
import { ok } from '../domain/result.ts';
import { hookScripts } from '../git/hook-script.ts';
import { GIT_DEFAULTS } from '../policy/git-defaults.ts';
import { type ExitCode, fail, print } from './command.ts';
import { gitHere } from './git-here.ts';
import { configured, folderOf, point, readNote } from './git-hooks-path.ts';
import { failed } from './git-report.ts';
import { localPolicy } from './local-policy.ts';
import { programFolder } from './machine.ts';

/** Sets `core.hooksPath` to a folder of the guard's own in .git, whose scripts run what was there before. */
export async function installHooks(): Promise<ExitCode> {
  const here = await gitHere();
  if (!here.ok) return failed(here.error);
  const folder = folderOf(here.value);
  const known = readNote(folder);
  const own = await configured(here.value, '--local');
  if (!own.ok) return failed(own.error);
  const isThere = own.value === folder && known !== undefined;
  const effective = isThere ? ok(known.value) : await configured(here.value, '--type=path');
  if (!effective.ok) return failed(effective.error);
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
    if (!set.ok) return failed(set.error);
  }
  print(`Commits and pushes of ${here.value.repository.root} are guarded. The hooks in ${previous} still run, before the guard.`);
  return 0;
}

function writeScripts(folder: string, scripts: ReadonlyMap<string, string>): void {
  mkdirSync(folder, { recursive: true });
  for (const [name, text] of scripts) {
    const path = join(folder, name);
    writeFileSync(`${path}.new`, text, { mode: 0o755 });
    renameSync(`${path}.new`, path);
  }
}
