import type { Argv } from 'yargs';
import type { CliCommand } from './command.ts';

/** A command as it is called, what it does, and its file, which is imported when the command is. */
export type CommandEntry = readonly [usage: string, description: string, load: () => Promise<{ readonly command: CliCommand }>];

export const COMMANDS: readonly CommandEntry[] = [
  ['init', 'Set this machine up: keys, folders, the launcher', () => import('./init.ts')],
  ['install [host..]', 'Put the guard into the settings of the agents that are here', () => import('./install.ts')],
  ['uninstall [host..]', 'Take the guard out of the settings of agents again', () => import('./uninstall.ts')],
  ['launcher', 'Print the path of the launcher that hosts run', () => import('./launcher.ts')],
  ['status', 'Say on one screen what is enforced here, for whom and from which files', () => import('./status.ts')],
  ['doctor', 'Look whether all of it works, down to the answers that agents get', () => import('./doctor.ts')],
  ['statusline', 'Print one line for an agent’s status line', () => import('./statusline.ts')],
  ['report <what> <record>', 'Write a redacted bundle about a record to attach to an issue', () => import('./report.ts')],
  ['hook', 'Judge one hook event from standard input (what the launcher runs)', () => import('./hook.ts')],
  ['check [command]', 'Judge a command or recorded events; nothing is run or recorded', () => import('./check.ts')],
  ['rules [action] [id]', 'List, show, test or begin rules', () => import('./rules.ts')],
  ['policy [action] [file] [more..]', 'Show, check, compare, try or vouch for a policy', () => import('./policy.ts')],
  ['can <who> <what>', 'Say whether a role or a key may do something, and why', () => import('./can.ts')],
  ['principal [action] [id]', 'List, create, change, suspend, export or import whom keys are for', () => import('./principal.ts')],
  ['key [action] [id]', 'Create, list, revoke or rotate API keys', () => import('./key.ts')],
  ['keys [action]', 'Make, show or change the key that opens what is kept sealed', () => import('./keys.ts')],
  [
    'capability [action] [id] [what]',
    'Grant, hand on, check or take back capabilities, and say whose tokens count',
    () => import('./capability.ts'),
  ],
  ['allow-once <code>', 'Let one call through that was stopped, by its code', () => import('./allow-once.ts')],
  ['allow', 'Let calls pass that a rule stops, for some time', () => import('./allow.ts')],
  ['pause', 'Suspend every rule that is not absolute, for some minutes', () => import('./pause.ts')],
  ['exceptions [action] [id]', 'List what a person has let through, or end it', () => import('./exceptions.ts')],
  ['suggest [log..]', 'Propose exceptions for single calls that people keep approving', () => import('./suggest.ts')],
  ['admin <action>', 'Set or change the PIN that shows that a person acts', () => import('./admin.ts')],
  ['unlock', 'Let a password manager hand out the key for some hours', () => import('./unlock.ts')],
  ['lock', 'Take the unlocked key away again', () => import('./lock.ts')],
  ['session [action] [id]', 'List, show, end or forget sessions, or make a new key for them', () => import('./session.ts')],
  ['clock [action]', 'Say whether the clock was set back, or begin anew from now', () => import('./clock.ts')],
  ['git [action] [args..]', 'Guard commits and pushes: as git’s hooks, by hand, or put into a repository', () => import('./git.ts')],
  ['mcp-proxy', 'Run an MCP server and judge each call of its tools', () => import('./mcp-proxy.ts')],
  ['state <action>', 'Move a damaged database aside and begin anew with what can be saved', () => import('./state.ts')],
  ['upgrade', 'Bring the database of an older version up to date', () => import('./upgrade.ts')],
  ['maintain', 'Move old records into archives, and tidy up', () => import('./maintain.ts')],
  ['metrics', 'Print what the log counts for Prometheus, or write it to a file', () => import('./metrics.ts')],
  ['why <record>', 'Say why a recorded call was answered as it was, and whether that still holds', () => import('./why.ts')],
  ['secrets [action] [path..]', 'Look for secrets in files, in what commits hold, or on standard input', () => import('./secrets.ts')],
  ['scan [path..]', 'Judge what recorded logs of agents say they have done', () => import('./scan.ts')],
  ['audit [action] [record..]', 'Verify, read, search, follow, count or export the audit log', () => import('./audit.ts')],
];

/** `run` gets what was parsed by the command's own options. */
export const addCommand = (
  parser: Argv,
  [usage, description, load]: CommandEntry,
  run: (argv: Readonly<Record<string, unknown>>) => Promise<void> | void,
): Argv => parser.command(usage, description, async (own) => (await load()).command.options(own), run);
