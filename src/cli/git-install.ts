import { existsSync, mkdirSync, renameSync, writeFileSync } from 'node:fs';
import { isAbsolute, join } from 'node:path';
import { ok } from '../domain/result.ts';
import { hookScripts } from '../git/hook-script.ts';
import { GIT_DEFAULTS } from '../policy/git-defaults.ts';
import { type ExitCode, fail, print } from './command.ts';
import { configured, hooksHere, point } from './git-hooks-path.ts';
import { failed } from './git-report.ts';
import { localPolicy } from './local-policy.ts';
import { programFolder } from './machine.ts';

/** Sets `core.hooksPath` to a folder of the guard's own in .git, whose scripts run what was there before. */
export async function installHooks(): Promise<ExitCode> {
  const hooks = await hooksHere();
  if (!hooks.ok) return failed(hooks.error);
  const { here, folder, known, value } = hooks.value;
  const isThere = value === folder && known !== undefined;
  const effective = isThere ? ok(known.value) : await configured(here, '--type=path');
  if (!effective.ok) return failed(effective.error);
  const previous = effective.value ?? join(here.repository.commonDir, 'hooks');
  const policy = localPolicy(here.repository.root);
  if (!policy.ok) return fail(policy.error);
  const { HOOKWARDEN_HOME: home } = process.env;
  const target = {
    node: process.execPath,
    program: join(programFolder(), 'bin/hookwarden.cjs'),
    previous,
    ...(home !== undefined && isAbsolute(home) && { home }),
  };
  const has = (name: string): boolean =>
    existsSync(isAbsolute(previous) ? join(previous, name) : join(here.repository.root, previous, name));
  writeScripts(folder, hookScripts(target, has, (policy.value.git ?? GIT_DEFAULTS).anchor === 'notes'));
  if (!isThere) {
    const set = await point(here, folder, value);
    if (!set.ok) return failed(set.error);
  }
  print(`Commits and pushes of ${here.repository.root} are guarded. The hooks in ${previous} still run, before the guard.`);
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
