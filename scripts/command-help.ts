import yargs from 'yargs';
import { addCommand, type CommandEntry } from '../src/cli/commands.ts';

/** What `hookwarden COMMAND --help` prints, so wide; null breaks no line. What every command has, `--help` itself, is left out. */
export async function commandHelp(entry: CommandEntry, width: number | null): Promise<string> {
  let help = '';
  const parser = addCommand(yargs().scriptName('hookwarden').version(false).wrap(width), entry, () => {});
  await parser.parseAsync([entry[0].split(' ')[0] ?? '', '--help'], {}, (_error, _argv, output) => {
    help = output;
  });
  return help.replace(/^.*--help +Show help.*\n?/m, '').replace(/\nOptions:\n(?=\n|$)/, '');
}
