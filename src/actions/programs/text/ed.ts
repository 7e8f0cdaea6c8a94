import type { Command, Outcome, Run, Setting } from '../../command.ts';
import { readOptions } from '../../options.ts';
import { withValue } from '../../words.ts';
import { argumentsOf, fileEffect, writeTo } from '../effects.ts';
import { family } from '../family.ts';

/** Commands of a script that are followed. */
const MAX_COMMANDS = 64;

/** ed reads its commands from standard input: `w` writes, `!` and `r !` hand the line to a shell. */
function ed(command: Command, setting: Setting): Outcome {
  const [file] = readOptions(argumentsOf(command), { values: ['p', 'prompt'] }).operands;
  const lines = (command.stdin?.text ?? '').split('\n', 4096);
  const shown = { text: 'ed', value: '', certainty: 'derived' } as const;
  const runs: Run[] = [];
  const effects = file ? [fileEffect('file.read', file, setting)] : [];
  for (const line of lines.slice(0, 4096)) {
    const [, shell] = /^\s*(?:[\d,.$%]*[erwW]\s+)?!(.+)$/.exec(line) ?? [];
    if (shell !== undefined && runs.length < MAX_COMMANDS)
      runs.push({ kind: 'shell', text: withValue(shown, shell), shell: 'sh', wrapper: 'ed' });
    const [, source] = /^\s*[\d,.$%]*[erE]\s+([^!\s].*)$/.exec(line) ?? [];
    if (source !== undefined) effects.push(fileEffect('file.read', withValue(shown, source), setting));
    const [, target] = /^[\d,.$%]*[wW]q?(?:\s+([^!\s].*))?$/.exec(line) ?? [];
    if (target !== undefined) effects.push(writeTo(withValue(shown, target), setting));
    else if (file && /^[\d,.$%]*wq?$/.test(line)) effects.push(fileEffect('file.write', file, setting, { flags: ['in-place'] }));
  }
  return { effects: effects.slice(0, MAX_COMMANDS), ...(runs.length > 0 && { runs }) };
}

export const lineEditors = family('ed red', () => ({ ed, red: ed }));
