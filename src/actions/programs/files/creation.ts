import type { EffectFlag } from '../../../domain/effect.ts';
import type { Command, Outcome, Setting } from '../../command.ts';
import { readOptions } from '../../options.ts';
import { argumentsOf, given, writeTo } from '../effects.ts';
import { family } from '../family.ts';
import { modeFlags } from './permissions.ts';

/** Copies standard input to every file it names, and passes it on. */
function tee(command: Command, setting: Setting): Outcome {
  const options = readOptions(argumentsOf(command), { switches: ['append', 'ignore-interrupts'] });
  const append = options.has('a', 'append');
  const effects = options.operands.map((word) => writeTo(word, setting, append ? ['append'] : ['truncate']));
  if (!command.stdin) return { effects };
  const stream = command.stdin;
  return { effects, stdout: stream, writes: options.operands.map((path) => ({ path, stream, append })) };
}

function touch(command: Command, setting: Setting): Outcome {
  const options = readOptions(argumentsOf(command), { values: ['d', 't', 'r', 'A', 'date', 'reference', 'time'], switches: ['no-create'] });
  const dated = options.has('d', 't', 'r', 'A', 'date', 'reference');
  const flags: readonly EffectFlag[] = dated ? ['create', 'times'] : ['create'];
  return { effects: options.operands.map((word) => writeTo(word, setting, flags, dated ? 'sets the time' : undefined)) };
}

function mkdir(command: Command, setting: Setting): Outcome {
  const options = readOptions(argumentsOf(command), { values: ['m', 'mode', 'Z', 'context'], switches: ['parents', 'verbose'] });
  const mode = options.value('m', 'mode');
  const flags = mode ? modeFlags(mode.value).filter((flag) => flag !== 'executable') : [];
  return { effects: options.operands.map((word) => writeTo(word, setting, ['create', ...flags])) };
}

function mknod(command: Command, setting: Setting): Outcome {
  const [path, ...rest] = readOptions(argumentsOf(command), { values: ['m', 'mode', 'Z', 'context'] }).operands;
  const isDevice = rest.length > 1;
  return { effects: path ? [writeTo(path, setting, ['create'], isDevice ? 'device node' : undefined)] : [] };
}

function truncate(command: Command, setting: Setting): Outcome {
  const options = readOptions(argumentsOf(command), { values: ['s', 'size', 'r', 'reference'], switches: ['no-create', 'io-blocks'] });
  const grows = /^[+>]/.test(options.value('s', 'size')?.value ?? '');
  return { effects: options.operands.map((word) => writeTo(word, setting, given({ truncate: !grows }))) };
}

function fallocate(command: Command, setting: Setting): Outcome {
  const options = readOptions(argumentsOf(command), { values: ['l', 'o', 'length', 'offset'] });
  return { effects: options.operands.map((word) => writeTo(word, setting, ['create'])) };
}

/** macOS: `SetFile -m DATE -d DATE file` sets the times, other options Finder's marks. */
function setFile(command: Command, setting: Setting): Outcome {
  const options = readOptions(argumentsOf(command), { values: ['a', 'c', 'd', 'm', 't'] });
  return { effects: options.operands.map((word) => writeTo(word, setting, options.has('d', 'm') ? ['times'] : [])) };
}

/** Programs that make files or fill them. */
export const creation = family('tee gtee sponge touch gtouch mkdir gmkdir mkfifo mknod setfile mktemp truncate fallocate', () => ({
  tee,
  gtee: tee,
  sponge: tee,
  touch,
  gtouch: touch,
  mkdir,
  gmkdir: mkdir,
  mkfifo: mkdir,
  mknod,
  setfile: setFile,
  mktemp: () => ({ effects: [] }),
  truncate,
  fallocate,
}));
