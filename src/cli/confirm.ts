import { createInterface } from 'node:readline/promises';
import { type CliInput, print } from './command.ts';

export const YES_OPTION = { alias: 'y', type: 'boolean', describe: 'Ask nothing' } as const;

/** Whether a person agrees to what `hookwarden NAME` would change: by `--yes`, or on the terminal. Says so where nobody does. */
export async function confirm(question: string, input: CliInput, name: string): Promise<boolean> {
  if (input.flag('yes')) return true;
  const isThere = process.stdin.isTTY === true;
  if (isThere && (await isAgreed(question))) return true;
  print(
    isThere ? 'Nothing was changed.' : `Nothing was changed: there is no terminal to ask on. To agree beforehand: hookwarden ${name} --yes`,
  );
  return false;
}

async function isAgreed(question: string): Promise<boolean> {
  const terminal = createInterface({ input: process.stdin, output: process.stderr });
  try {
    return /^y(?:es)?$/i.test((await terminal.question(`${question} [y/N] `)).trim());
  } finally {
    terminal.close();
  }
}
