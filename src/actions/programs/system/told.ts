import { posix } from 'node:path';
import { HOLE, type Outcome, type Program, type Word } from '../../command.ts';
import { readOptions } from '../../options.ts';
import { absoluteOf } from '../../paths.ts';
import { argumentsOf, fileEffect } from '../effects.ts';
import { family } from '../family.ts';

/** What is printed, where it can be worked out. */
const told = (lines: readonly (string | undefined)[], outcome: Outcome = { effects: [] }): Outcome =>
  lines.length === 0 || lines.some((line) => line === undefined || line.includes(HOLE))
    ? outcome
    : { ...outcome, stdout: { origin: 'dynamic', text: lines.map((line) => `${line}\n`).join('') } };

/** The person's name is that of the home folder; who works on another machine is not known. */
const user: Program = (_, { machine, remote }) => told(remote ? [] : [posix.basename(machine.home)]);

const OPTIONS = { switches: ['zero', 'multiple'], values: ['s', 'suffix'] };

const partOf =
  (part: (path: string) => string): Program =>
  (command) => {
    const options = readOptions(argumentsOf(command), OPTIONS);
    // A second word of basename is an ending to take off.
    const isPlain = !options.has('z', 'zero', 's', 'suffix') && options.operands.length === 1;
    return told(isPlain ? options.operands.map(({ value }) => part(value)) : []);
  };

const VALUES = ['relative-to', 'relative-base'];

/** Links on the way are followed where the path is used. */
const whole =
  (always: boolean): Program =>
  (command, setting) => {
    const options = readOptions(argumentsOf(command), { values: VALUES });
    const effects = options.operands.map((word) => fileEffect('file.list', word, setting));
    const resolves = (always || options.has('f', 'e', 'm', 'canonicalize')) && !setting.remote && !options.has('z', 'zero', ...VALUES);
    return told(resolves ? options.operands.map((word: Word) => absoluteOf(word, setting)) : [], { effects });
  };

/** Programs that only print a name or a path: what is done with it can be followed. */
export const tellers = family('whoami logname dirname basename realpath grealpath readlink greadlink', () => ({
  whoami: user,
  logname: user,
  dirname: partOf(posix.dirname),
  basename: partOf((path) => posix.basename(path)),
  realpath: whole(true),
  grealpath: whole(true),
  readlink: whole(false),
  greadlink: whole(false),
}));
