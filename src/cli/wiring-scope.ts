import type { Argv } from 'yargs';
import { err, ok, type Result } from '../domain/result.ts';
import { SCOPES, type Scope } from '../wiring/host-wiring.ts';
import type { CliInput } from './command.ts';

export const scopeOptions = (parser: Argv): Argv =>
  parser
    .positional('host', { type: 'string', array: true, describe: 'Which agents: claude-code, codex, …; default: those that are here' })
    .option('scope', { choices: ['user', 'project'], describe: 'Settings of yours, or of this project; default: user' })
    .option('managed', { type: 'boolean', describe: 'Settings for everybody on this machine; needs root' })
    .option('cwd', { type: 'string', describe: 'The project’s folder; default: this one' });

/** Undefined where none was named. */
export function scopeOf(input: CliInput): Result<Scope | undefined, string> {
  const named = SCOPES.find((scope) => scope === input.text('scope'));
  if (!input.flag('managed')) return ok(named);
  if (named !== undefined) return err('--managed is a scope of its own: leave --scope out');
  return process.getuid?.() === 0
    ? ok('managed')
    : err('--managed writes settings that belong to root. Run: sudo hookwarden install --managed');
}
