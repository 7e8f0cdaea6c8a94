import type { Command, Outcome, Run, Setting } from '../../command.ts';
import { readOptions } from '../../options.ts';
import { workedOut } from '../../words.ts';
import { argumentsOf, readsOf, textOf } from '../effects.ts';
import { family } from '../family.ts';

/** Lines of a table that are followed. */
const MAX_LINES = 32;
const MAX_BYTES = 65_536;

/** The commands of a crontab: five fields or an `@nickname` stand in front of each. */
function scheduled(text: string): Run[] {
  const commands = text
    .split('\n', 4 * MAX_LINES)
    .map((line) => /^\s*(?:@\w+|(?:[\d*][\d*,/-]*\s+){4}[\d*\w][\w*,/-]*)\s+(.+)$/.exec(line)?.[1])
    .filter((command) => command !== undefined);
  return commands.slice(0, MAX_LINES).map((command) => ({
    kind: 'shell',
    text: workedOut(command, command),
    shell: 'sh',
    wrapper: 'crontab',
  }));
}

/** A table replaces the whole of the old one. */
function crontab(command: Command, setting: Setting): Outcome {
  const options = readOptions(argumentsOf(command), { values: ['u', 'c'] });
  if (options.has('l', 'V')) return { effects: [] };
  if (options.has('r')) return { effects: [{ kind: 'process.schedule', flags: ['delete', 'all'], note: 'crontab -r' }] };
  if (options.has('e')) return { effects: [{ kind: 'process.schedule', flags: ['interactive', 'persist'], note: 'crontab -e' }] };
  const file = options.operands.find((word) => word.value !== '-');
  const table = file ? textOf(file, setting, MAX_BYTES) : command.stdin?.text;
  const runs = scheduled(table ?? '');
  return {
    effects: [...readsOf(file ? [file] : [], setting), { kind: 'process.schedule', flags: ['persist'], note: 'crontab' }],
    ...(runs.length > 0 && { runs }),
  };
}

/** at and batch run their input later, as a shell script. */
function at(command: Command): Outcome {
  const options = readOptions(argumentsOf(command), { values: ['f', 'q', 't'] });
  if (options.has('l', 'V', 'c')) return { effects: [] };
  if (options.has('d', 'r')) return { effects: [{ kind: 'process.schedule', flags: ['delete'], note: 'at -d' }] };
  const file = options.value('f');
  const run: Run[] = file
    ? [{ kind: 'file', path: file, as: 'sh', wrapper: 'at' }]
    : command.stdin
      ? [{ kind: 'stdin', as: 'sh', wrapper: 'at' }]
      : [];
  return { effects: [{ kind: 'process.schedule', note: 'at' }], runs: run };
}

/** Programs that run something later. */
export const schedule = family('crontab at batch atrm', () => ({
  crontab,
  at,
  batch: at,
  atrm: () => ({ effects: [{ kind: 'process.schedule', flags: ['delete'], note: 'atrm' }] }),
}));
