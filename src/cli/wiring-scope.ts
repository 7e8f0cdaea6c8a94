import type { Argv } from 'yargs';
import type { Host } from '../domain/event.ts';
import { err, ok, type Result } from '../domain/result.ts';
import { SCOPES, type Scope } from '../wiring/host-wiring.ts';
import type { Places } from '../wiring/places.ts';
import type { CliInput } from './command.ts';
import { namedHosts, placesHere } from './hosts-here.ts';
import { PROJECT_OPTION, projectHere, projectIsThere } from './local-policy.ts';

export const scopeOptions = (parser: Argv): Argv =>
  parser
    .positional('host', { type: 'string', array: true, describe: 'Which agents: claude-code, codex, …; default: those that are here' })
    .option('scope', { choices: ['user', 'project'], describe: 'Settings of yours, or of this project; default: user' })
    .option('managed', { type: 'boolean', describe: 'Settings for everybody on this machine; needs root' })
    .option('cwd', PROJECT_OPTION)
    .check(projectIsThere, false);

/** What a command line is about. */
export interface Aim {
  /** None where none was named. */
  readonly hosts: readonly Host[];
  readonly scope?: Scope;
  readonly places: Places;
}

export function aimOf(input: CliInput): Result<Aim, string> {
  const scope = scopeOf(input);
  if (!scope.ok) return scope;
  const hosts = namedHosts(input.texts('host'));
  if (!hosts.ok) return hosts;
  return ok({ hosts: hosts.value, places: placesHere(projectHere(input)), ...(scope.value !== undefined && { scope: scope.value }) });
}

/** Undefined where none was named. */
function scopeOf(input: CliInput): Result<Scope | undefined, string> {
  const named = SCOPES.find((scope) => scope === input.text('scope'));
  if (!input.flag('managed')) return ok(named);
  if (named !== undefined) return err('--managed is a scope of its own: leave --scope out');
  return process.getuid?.() === 0
    ? ok('managed')
    : err('--managed writes settings that belong to root. Run: sudo hookwarden install --managed');
}
