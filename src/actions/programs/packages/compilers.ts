import type { Command, Outcome, Setting, Word } from '../../command.ts';
import { literal } from '../../command.ts';
import { readOptions } from '../../options.ts';
import { pathOperand } from '../../paths.ts';
import { withValue } from '../../words.ts';
import { argumentsOf, readsOf, writeTo } from '../effects.ts';
import { family } from '../family.ts';
import { madeFrom } from '../made-from.ts';
import { named } from '../system/verbs.ts';

const SOURCE = /\.(?:c|cc|cpp|cxx|c\+\+|m|mm|s|asm|rs|zig|nim|d|hs|v|cr|f90|pas|swift|go|ml)$/i;

/** Languages whose compilers name what they make after the source where nothing else is said. */
const NAMED_AFTER_SOURCE = /^(?:rustc|ghc|nim|dmd|ldc2|crystal|fpc|v|swiftc|valac|ocamlfind)$/;

const VALUES = [
  'o',
  'I',
  'L',
  'l',
  'D',
  'U',
  'x',
  'std',
  'include',
  'isystem',
  'arch',
  'target',
  'framework',
  'MF',
  'MT',
  'C',
  'crate-type',
  'out-dir',
];

/** What a compiler makes is as trusted as what it is made from. */
function compile(command: Command, setting: Setting): Outcome {
  const program = command.words[0]?.value ?? '';
  const options = readOptions(argumentsOf(command), { values: VALUES });
  const sources = options.operands.filter((word) => SOURCE.test(word.value));
  const [first] = sources;
  if (!first) return {};
  const target = options.value('o') ?? (NAMED_AFTER_SOURCE.test(program) ? stem(first) : literal('a.out'));
  const made = options.has('c', 'S', 'E', 'fsyntax-only')
    ? []
    : madeFrom(target, sources.find((word) => isForeign(word, setting)) ?? first, setting);
  return { effects: [...readsOf(sources, setting), writeTo(target, setting)], writes: made };
}

const stem = (word: Word): Word => withValue(word, word.value.slice(word.value.lastIndexOf('/') + 1).replace(SOURCE, ''));

const isForeign = (word: Word, setting: Setting): boolean => pathOperand(word, setting).classes.includes('system');

export const compilers = family('gcc g++ cc c++ clang clang++ tcc rustc ghc nim dmd ldc2 gdc fpc swiftc gfortran gobjc', () =>
  named('gcc g++ cc c++ clang clang++ tcc rustc ghc nim dmd ldc2 gdc fpc swiftc gfortran gobjc', compile),
);
