import { posix } from 'node:path';
import { own } from '../../../domain/own.ts';
import { type Command, HOLE, type Outcome, type Program, type Run, type Setting, type Word } from '../../command.ts';
import { type Options, readOptions } from '../../options.ts';
import { isKnown, programName, workedOut } from '../../words.ts';
import { runsScript } from './install.ts';
import { expandMake, type Lookup, type Makefile, parseMakefile } from './makefile.ts';

const MAX_BYTES = 262_144;
const MAX_RECIPES = 64;
const MAX_LINES = 256;
const NAMES = ['GNUmakefile', 'makefile', 'Makefile'];
const ASSIGNMENT = /^([\w.-]+)\s*[:?+]?=(.*)$/s;

const SPEC = {
  values: [
    'C',
    'f',
    'I',
    'o',
    'W',
    'E',
    'directory',
    'file',
    'makefile',
    'include-dir',
    'old-file',
    'eval',
    'what-if',
    'assume-new',
    'assume-old',
  ],
  switches: [
    'dry-run',
    'just-print',
    'recon',
    'always-make',
    'ignore-errors',
    'keep-going',
    'silent',
    'question',
    'touch',
    'version',
    'help',
    'no-print-directory',
  ],
};

function folderOf(options: Options, cwd: string | undefined): string | undefined {
  return options
    .all('C', 'directory')
    .reduce<string | undefined>(
      (folder, word) => (folder !== undefined && isKnown(word) ? posix.resolve(folder, word.value) : undefined),
      cwd,
    );
}

function load(files: readonly Word[], folder: string, setting: Setting): Makefile | undefined {
  const names = files.length > 0 ? files.map((word) => word.value) : NAMES;
  for (const name of names) {
    const content = setting.machine.files.read(posix.resolve(folder, name), MAX_BYTES);
    if (content.kind === 'text') return parseMakefile(content.text);
  }
  return undefined;
}

type Variables = ReadonlyMap<string, string>;

const BUILT_IN: Variables = new Map([
  ['MAKE', 'make'],
  ['RM', 'rm -f'],
  ['CC', 'cc'],
  ['CXX', 'c++'],
  ['AR', 'ar'],
]);

/** What a variable is: given on the command line, set in the file, inherited; else empty, as make has it. */
function variableOf(makefile: Makefile, given: Variables, command: Command, setting: Setting, automatic: Variables): Lookup {
  return (name) =>
    automatic.get(name) ??
    given.get(name) ??
    makefile.variables.get(name) ??
    own(command.environment, name)?.value ??
    own(setting.machine.environment, name) ??
    BUILT_IN.get(name) ??
    (makefile.includes || /^(?:MAKE\w*|CURDIR|.\W?)$/.test(name) ? HOLE : '');
}

/** The targets in the order in which make does them: what a target needs comes before it. */
function ordered(makefile: Makefile, wanted: readonly string[]): readonly string[] {
  const done = new Set<string>();
  const visit = (target: string, depth: number): void => {
    const recipe = makefile.recipes.get(target);
    if (!recipe || done.has(target) || done.size >= MAX_RECIPES || depth >= MAX_RECIPES) return;
    done.add(target);
    for (const need of recipe.needs) visit(need, depth + 1);
    done.delete(target);
    done.add(target);
  };
  for (const target of wanted) visit(target, 0);
  return [...done];
}

function recipeRuns(makefile: Makefile, target: string, folder: string, lookupWith: (automatic: Variables) => Lookup): readonly Run[] {
  const recipe = makefile.recipes.get(target);
  const needs = recipe?.needs ?? [];
  const automatic = new Map([
    ['@', target],
    ['<', needs[0] ?? ''],
    ['^', needs.join(' ')],
  ]);
  const cwd: Word = { text: folder, value: folder, certainty: 'derived' };
  const shell = makefile.variables.get('SHELL')?.includes('bash') ? 'bash' : 'sh';
  return (recipe?.lines ?? []).slice(0, MAX_LINES).map((line): Run => {
    const value = expandMake(line.replace(/^[-@+\s]+/, ''), lookupWith(automatic));
    return {
      kind: 'shell',
      text: workedOut(line, value),
      shell,
      wrapper: 'make',
      cwd,
    };
  });
}

const make: Program = (command, setting): Outcome => {
  const options = readOptions(command.words.slice(1), SPEC);
  if (options.has('v', 'version', 'h', 'help')) return {};
  const given = new Map(options.operands.flatMap((word): [string, string][] => pairOf(ASSIGNMENT.exec(word.value))));
  const targets = options.operands.filter((word) => !ASSIGNMENT.test(word.value));
  const note = programName(command.words[0]);
  const effects = targets.length > 0 ? targets.map((word) => runsScript(note, word)) : [runsScript(note)];
  const files = options.all('f', 'file', 'makefile');
  if (files.some((word) => word.value === '-' || word.value === '/dev/stdin'))
    return { effects, runs: fed(command, targets, given, setting, options) };
  const folder = setting.remote ? undefined : folderOf(options, setting.cwd);
  const makefile = folder === undefined ? undefined : load(files, folder, setting);
  const evaluated = options
    .all('eval')
    .flatMap((word) => (folder === undefined ? [] : readMakefile(parseMakefile(word.value), targets, given, folder, command, setting)));
  if (!makefile || folder === undefined) return { effects, runs: evaluated };
  const runs = readMakefile(makefile, targets, given, folder, command, setting);
  return { effects, runs: options.has('n', 'dry-run', 'just-print', 'recon', 'q', 'question') ? evaluated : [...evaluated, ...runs] };
};

const pairOf = (match: RegExpExecArray | null): [string, string][] => (match ? [[match[1] ?? '', match[2] ?? '']] : []);

/** `make -f -`: the Makefile arrives on standard input. */
function fed(command: Command, targets: readonly Word[], given: Variables, setting: Setting, options: Options): readonly Run[] {
  const text = command.stdin?.text;
  const folder = folderOf(options, setting.cwd);
  if (text === undefined || folder === undefined) return [{ kind: 'stdin', as: 'make', wrapper: 'make' }];
  return readMakefile(parseMakefile(text.slice(0, MAX_BYTES)), targets, given, folder, command, setting);
}

function readMakefile(
  makefile: Makefile,
  targets: readonly Word[],
  given: Variables,
  folder: string,
  command: Command,
  setting: Setting,
): readonly Run[] {
  const lookupWith = (automatic: Variables) => variableOf(makefile, given, command, setting, automatic);
  const cwd: Word = { text: folder, value: folder, certainty: 'derived' };
  const immediate = makefile.immediate.map((text): Run => {
    const value = expandMake(text, lookupWith(new Map()));
    return {
      kind: 'shell',
      text: workedOut(text, value),
      shell: 'sh',
      wrapper: 'make',
      cwd,
    };
  });
  const wanted = targets.length > 0 ? targets.map((word) => word.value) : makefile.first === undefined ? [] : [makefile.first];
  return [...immediate, ...ordered(makefile, wanted).flatMap((target) => recipeRuns(makefile, target, folder, lookupWith))];
}

export { make };
