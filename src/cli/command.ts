import type { Argv } from 'yargs';
import { withoutSecrets } from '../domain/secrets/named.ts';

/** What each command's file exports as `command`. The file is imported when the command is called, and for its own `--help`. */
export interface CliCommand {
  readonly options: (parser: Argv) => Argv;
  readonly run: (input: CliInput) => Promise<ExitCode> | ExitCode;
}

/** Of every command but `hook`. */
export const EXIT_CODES = { 0: 'fine or allow', 1: 'findings or ask', 2: 'deny', 3: 'usage or internal error' } as const;
export type ExitCode = keyof typeof EXIT_CODES;

/** `0 fine or allow, 1 …` */
export const exitCodes = (): string =>
  Object.entries(EXIT_CODES)
    .map(([code, says]) => `${code} ${says}`)
    .join(', ');

/** Parsed options, read by name and type so that no command needs a cast. */
export interface CliInput {
  readonly text: (name: string) => string | undefined;
  /** Of one that may stand several times. */
  readonly texts: (name: string) => readonly string[];
  readonly flag: (name: string) => boolean;
  /** The words after `--`. */
  readonly rest: readonly string[];
}

/** Where an option stands twice, the last one counts. */
export function inputOf(argv: Readonly<Record<string, unknown>>): CliInput {
  const all = (name: string): readonly unknown[] => {
    const value = argv[name];
    return Array.isArray(value) ? value : [value];
  };
  const texts = (name: string): readonly string[] =>
    all(name).flatMap((value) => (typeof value === 'string' || typeof value === 'number' ? [String(value)] : []));
  // The first of these words is the command's own name.
  return { text: (name) => texts(name).at(-1), texts, flag: (name) => all(name).at(-1) === true, rest: texts('_').slice(1) };
}

export const print = (text: string): void => {
  process.stdout.write(`${text}\n`);
};

/** Says what is wrong, without the secrets that arguments may hold, and ends the command as a usage or internal error. */
export function fail(message: string): ExitCode {
  process.stderr.write(`hookwarden: ${withoutSecrets(message)}\n`);
  return 3;
}
