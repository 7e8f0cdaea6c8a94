import yargs from 'yargs';
import { hideBin } from 'yargs/helpers';
import { VERSION } from '../domain/version.ts';
import { maintainWhenDue } from './background.ts';
import { type CliCommand, type ExitCode, fail, inputOf } from './command.ts';

const COMMANDS: readonly (readonly [usage: string, description: string, load: () => Promise<{ readonly command: CliCommand }>])[] = [
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
  ['suggest', 'Propose exceptions for single calls that people keep approving', () => import('./suggest.ts')],
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

async function main(): Promise<ExitCode> {
  let exitCode: ExitCode = 0;
  let misuse: string | undefined;
  const words = hideBin(process.argv);
  // yargs writes the help of every command that it runs, and breaking its lines takes longer than most commands do.
  const asksForHelp = words.includes('--help');
  const parser = yargs(words)
    .scriptName('hookwarden')
    .usage('$0 <command>\n\nDecides, before a coding agent’s tool call runs, whether it may.')
    .version(VERSION)
    .strict()
    .demandCommand(1, 'Which command?')
    .recommendCommands()
    .wrap(asksForHelp ? Math.min(110, process.stdout.columns ?? 110) : null)
    .epilogue('Exit codes: 0 fine or allow, 1 findings or ask, 2 deny, 3 usage or internal error.')
    .exitProcess(false)
    .fail((message, error) => {
      if (error) throw error;
      misuse ??= message;
    });
  for (const [usage, description, load] of COMMANDS) {
    parser.command(
      usage,
      description,
      async (own) => (await load()).command.options(own),
      async (argv) => {
        misuse ??= misplaced(usage, words);
        if (misuse === undefined) exitCode = await (await load()).command.run(inputOf(argv));
      },
    );
  }
  parser.completion('completion', 'Print a script that completes commands and options in bash or zsh');
  await parser.parseAsync();
  if (misuse === undefined) await maintainWhenDue(words[0], Date.now());
  return misuse === undefined ? exitCode : fail(`${misuse}\nSee hookwarden --help, or hookwarden COMMAND --help.`);
}

/** yargs takes `--action x` for a word in its place; whoever reads the command would not, and a policy may not. */
function misplaced(usage: string, words: readonly string[]): string | undefined {
  const options = [...usage.matchAll(/[[<](\w+)/g)].map(([, name]) => `--${name}`);
  const end = words.indexOf('--');
  const given = end < 0 ? words : words.slice(0, end);
  const option = options.find((one) => given.some((word) => word === one || word.startsWith(`${one}=`)));
  return option && `${option} is no option: write the word itself, as in hookwarden ${usage}`;
}

/** A reader that has seen enough (`| head -1`) ends the command as it stands; whatever else cannot be written is an error. */
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  process.exit(error.code === 'EPIPE' ? process.exitCode : fail(`the output cannot be written (${error.code ?? error.name})`));
});

main().then(
  (exitCode) => {
    process.exitCode = exitCode;
  },
  (error: unknown) => {
    process.exitCode = fail(error instanceof Error ? error.message : String(error));
  },
);
