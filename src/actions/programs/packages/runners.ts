import type { Program } from '../../command.ts';
import { readOptions } from '../../options.ts';
import { programName } from '../../words.ts';
import { family } from '../family.ts';
import { runsScript } from './install.ts';
import { just } from './just.ts';
import { make } from './make.ts';

/** A program that runs code of the project: its tests, its tasks, its build. */
const ownCode: Program = (command) => {
  const options = readOptions(command.words.slice(1));
  return options.has('version', 'help') ? {} : { effects: [runsScript(programName(command.words[0]))] };
};

/** Taking the project's checks out of git. */
const hooks: Program = (command) => {
  const program = programName(command.words[0]);
  const options = readOptions(command.words.slice(1), { values: ['c', 'config', 't', 'hook-type'] });
  return options.operands[0]?.value === 'uninstall' || options.has('uninstall')
    ? { effects: [{ kind: 'git.bypass', flags: ['no-verify', 'persist'], note: `${program} uninstall` }] }
    : { effects: [runsScript(program)] };
};

const RUNNERS = [
  ...[
    'pytest',
    'py.test',
    'nose2',
    'behave',
    'jest',
    'vitest',
    'mocha',
    'ava',
    'tap',
    'jasmine',
    'karma',
    'cypress',
    'playwright',
    'wtr',
    'nyc',
    'c8',
    'rspec',
    'minitest',
    'cucumber',
    'phpunit',
    'pest',
  ],
  ...[
    'ctest',
    'bats',
    'busted',
    'rake',
    'task',
    'grunt',
    'gulp',
    'ninja',
    'meson',
    'bazel',
    'bazelisk',
    'buck2',
    'pants',
    'scons',
    'ant',
    'invoke',
    'fab',
    'mage',
    'earthly',
    'wireit',
    'artisan',
  ],
];

/** Test and task runners. */
export const runners = family(
  `pytest py.test nose2 behave jest vitest mocha ava tap jasmine karma cypress playwright wtr nyc c8 rspec minitest cucumber
   phpunit pest ctest bats busted rake task grunt gulp ninja meson bazel bazelisk buck2 pants scons ant invoke fab mage earthly
   wireit artisan make gmake just pre-commit husky lefthook overcommit`,
  () => ({
    ...Object.fromEntries(RUNNERS.map((name) => [name, ownCode])),
    make,
    gmake: make,
    just,
    'pre-commit': hooks,
    husky: hooks,
    lefthook: hooks,
    overcommit: hooks,
  }),
);
