import { createInterface } from 'node:readline/promises';
import type { CliInput } from './command.ts';

export const YES_OPTION = { alias: 'y', type: 'boolean', describe: 'Ask nothing' } as const;

/** Whether a person agrees: by `--yes`, or on the terminal; undefined where there is neither. */
export async function confirm(question: string, input: CliInput): Promise<boolean | undefined> {
  if (input.flag('yes')) return true;
  if (process.stdin.isTTY !== true) return undefined;
  const terminal = createInterface({ input: process.stdin, output: process.stderr });
  try {
    return /^y(?:es)?$/i.test((await terminal.question(`${question} [y/N] `)).trim());
  } finally {
    terminal.close();
  }
}
