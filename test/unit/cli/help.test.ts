import { expect, it } from 'vitest';
import { commandHelp } from '../../../scripts/command-help.ts';
import { COMMANDS } from '../../../src/cli/commands.ts';

it.each(COMMANDS.map((entry) => [entry[0], entry] as const))(
  'help of %s leaves it to the terminal where a sentence is broken',
  async (_usage, entry) => {
    const last = (await commandHelp(entry, null)).trimEnd().split('\n\n').at(-1) ?? '';
    // Options and examples begin with their title.
    const sentences = /^[A-Z][a-z]+:\n/.test(last) ? [] : last.split('\n').slice(0, -1);
    for (const line of sentences) expect(line).toMatch(/[.:;}]$/);
  },
);
