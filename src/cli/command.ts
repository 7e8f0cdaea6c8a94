import type { Argv } from 'yargs';

/** What each command's file exports as `command`. The file is imported when the command is called, and for its own `--help`. */
export interface CliCommand {
  readonly options: (parser: Argv) => Argv;
  readonly run: (input: CliInput) => Promise<ExitCode> | ExitCode;
}

/** 0 fine or allow, 1 findings or ask, 2 deny, 3 usage or internal error (design §2). */
export type ExitCode = 0 | 1 | 2 | 3;

/** Parsed options, read by name and type so that no command needs a cast. */
export interface CliInput {
  readonly text: (name: string) => string | undefined;
  readonly flag: (name: string) => boolean;
}

export function inputOf(argv: Readonly<Record<string, unknown>>): CliInput {
  return {
    text: (name) => {
      const value = argv[name];
      if (typeof value === 'number') return String(value);
      return typeof value === 'string' ? value : undefined;
    },
    flag: (name) => argv[name] === true,
  };
}

export const print = (text: string): void => {
  process.stdout.write(`${text}\n`);
};

/** Says what is wrong and ends the command as a usage or internal error. */
export function fail(message: string): ExitCode {
  process.stderr.write(`hookwarden: ${message}\n`);
  return 3;
}
