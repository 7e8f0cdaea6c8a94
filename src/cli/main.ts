import yargs from 'yargs';
import { hideBin } from 'yargs/helpers';
import { VERSION } from '../domain/version.ts';
import { maintainWhenDue } from './background.ts';
import { type ExitCode, exitCodes, fail, inputOf } from './command.ts';
import { addCommand, COMMANDS } from './commands.ts';

async function main(): Promise<ExitCode> {
  let exitCode: ExitCode = 0;
  let misuse: string | undefined;
  const words = withLongHelp(hideBin(process.argv));
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
    .epilogue(`Exit codes: ${exitCodes()}.`)
    .exitProcess(false)
    .fail((message, error) => {
      if (error) throw error;
      misuse ??= message;
    });
  for (const entry of COMMANDS) {
    addCommand(parser, entry, async (argv) => {
      misuse ??= misplaced(entry[0], words);
      if (misuse === undefined) exitCode = await (await entry[2]()).command.run(inputOf(argv));
    });
  }
  // yargs prints the script whatever else was asked of the command.
  if (asksForHelp) parser.command(...COMPLETION);
  else parser.completion(...COMPLETION);
  await parser.parseAsync();
  if (misuse === undefined) await maintainWhenDue(words[0], Date.now());
  return misuse === undefined ? exitCode : fail(explained(misuse, words));
}

const COMPLETION = ['completion', 'Print a script that completes commands and options in bash or zsh'] as const;

/** The parser's words for words that are missing. */
const MISSING = /^Not enough non-option arguments: got (\d+), need at least (\d+)$/;

/** For who asks as of most other programs. */
const withLongHelp = (words: readonly string[]): string[] =>
  words.map((word, i) => (word === '-h' && i === words.length - 1 ? '--help' : word));

/** A misuse, with how the command is called that was meant, or where all are listed. */
function explained(misuse: string, words: readonly string[]): string {
  const first = words.find((word) => !word.startsWith('-'));
  const usage = COMMANDS.map(([one]) => one).find((one) => one.split(' ')[0] === first);
  if (usage !== undefined) {
    const quoting =
      first === 'check' && misuse.startsWith('Unknown') ? "\nThe command to judge goes in quotes: hookwarden check 'ls -l'" : '';
    return `${misuse.replace(MISSING, 'Something is missing: got $1 of $2 words')}${quoting}\nUsage: hookwarden ${usage}\nSee hookwarden ${first} --help.`;
  }
  const unknown = misuse.startsWith('Unknown argument') && first !== undefined;
  return `${unknown ? `there is no command "${first}"` : misuse}\nSee hookwarden --help.`;
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
