import { type Command, type Language, literal, type Outcome, type Program, type Setting, type Word } from '../command.ts';
import { type OptionSpec, readOptions } from '../options.ts';
import { pathOperand } from '../paths.ts';
import { withValue } from '../words.ts';
import { family } from './family.ts';
import { type Interpreter, interpreter } from './interpreters/interpreter.ts';
import { pythonModule } from './python-modules.ts';
import { named } from './system/verbs.ts';

const python: Program = (command, setting) => {
  const words = command.words.slice(1);
  const module = moduleAt(words);
  if (module === undefined) return plainPython(command, setting);
  const [name, ...rest] = words.slice(module);
  return name ? pythonModule(name, rest, setting) : {};
};

const plainPython = interpreter({
  language: 'python',
  options: { values: ['c', 'm', 'W', 'X', 'Q', 'check-hash-based-pycs'], stopAtOperand: true },
  code: ['c'],
});

/** The position of the module's name after `-m`; undefined where a script or code comes first. */
function moduleAt(words: readonly Word[]): number | undefined {
  for (let at = 0; at < words.length; at++) {
    const { value } = words[at] ?? literal('');
    if (!value.startsWith('-') || value === '-') return undefined;
    if (/^-[a-zA-Z]*c/.test(value) && !value.startsWith('--')) return undefined;
    if (/^-[bBdEhiIOPqRsSuvVx?]*m$/.test(value)) return at + 1;
    if (value === '-W' || value === '-X') at++;
  }
  return undefined;
}

const node: Interpreter = {
  language: 'javascript',
  options: {
    values: [
      'e',
      'eval',
      'p',
      'print',
      'pe',
      'r',
      'require',
      'import',
      'loader',
      'experimental-loader',
      'C',
      'conditions',
      'env-file',
      'input-type',
      'title',
      'max-old-space-size',
      'tsconfig',
      'project',
      'P',
      'O',
      'config',
      'c',
    ],
    stopAtOperand: true,
  },
  code: ['e', 'eval', 'p', 'print'],
  preloads: ['r', 'require', 'import', 'loader', 'experimental-loader'],
};

const plainNode = interpreter({ ...node, verbs: ['inspect'] });

/** `-p` may stand before `-e`; NODE_OPTIONS holds options that come first. */
const nodeProgram: Program = (command, setting) => {
  const { NODE_OPTIONS } = command.environment;
  const inherited = (NODE_OPTIONS?.value ?? '').split(' ').filter(Boolean).map(literal);
  const words = command.words.slice(1).flatMap((word, position, all): readonly Word[] => {
    if (word.value === '-pe') return [{ ...word, value: '-e' }];
    return (word.value === '-p' || word.value === '--print') && all[position + 1]?.value.startsWith('-') ? [] : [word];
  });
  return plainNode({ ...command, words: [...command.words.slice(0, 1), ...inherited, ...words] }, setting);
};

/** deno and bun: verbs that are not about scripts are package work. */
const verbed = (evaluating: readonly string[], running: readonly string[], scripts: readonly string[]): Program => {
  const evaluate = interpreter({
    ...node,
    code: [],
    operandIsCode: true,
    options: { values: ['ext', 'config', 'c', 'import-map', 'r', 'reload'] },
  });
  const run = interpreter({
    ...node,
    verbs: running,
    options: { values: ['e', 'eval', 'p', 'print', 'r', 'preload', 'config', 'c', 'import-map', 'cwd', 'env-file'], stopAtOperand: true },
  });
  return (command, setting) => {
    const at = command.words.findIndex((word, position) => position > 0 && !word.value.startsWith('-'));
    const verb = command.words[at]?.value ?? '';
    const rest: Command = { ...command, words: [...command.words.slice(0, 1), ...command.words.slice(at + 1)] };
    if (evaluating.includes(verb)) return evaluate(rest, setting);
    if (scripts.includes(verb)) return { effects: [{ kind: 'package.script' }] };
    if (running.includes(verb)) return run(rest, setting);
    return at !== 1 || /[./]/.test(verb) ? run(command, setting) : {};
  };
};

/** `-i` rewrites the operands; `-n` and `-p` read them. */
const filters = (operands: readonly Word[], options: ReturnType<typeof readOptions>, setting: Setting): Outcome => {
  const inPlace = options.has('i', 'in-place');
  if (!inPlace && !options.has('n', 'p')) return {};
  return {
    effects: operands.map((word) =>
      inPlace
        ? { kind: 'file.write', operand: pathOperand(word, setting), flags: ['in-place'] }
        : { kind: 'file.read', operand: pathOperand(word, setting) },
    ),
  };
};

/** The backup's suffix behind `-i` is no bundle of options. */
const withoutSuffix =
  (program: Program): Program =>
  (command, setting) => {
    const words = command.words.map((word) => ({ ...word, value: word.value.replace(/^(-[adlnpswWtTuUcCS0-9]*i)[.~_].*$/s, '$1') }));
    return program({ ...command, words }, setting);
  };

const perl = withoutSuffix(
  interpreter({
    language: 'perl',
    options: { values: ['e', 'E', 'I', 'M', 'm', 'F'], stopAtOperand: true },
    code: ['e', 'E'],
    operands: filters,
  }),
);
const ruby = withoutSuffix(
  interpreter({
    language: 'ruby',
    options: { values: ['e', 'I', 'r', 'C', 'F', 'E', 'W'], stopAtOperand: true },
    code: ['e'],
    operands: filters,
  }),
);

const php = interpreter({
  language: 'php',
  options: { values: ['r', 'f', 'd', 'c', 'B', 'R', 'E', 'S', 't', 'z'], stopAtOperand: true },
  code: ['r', 'B', 'R', 'E'],
  files: ['f'],
});

/** `-v NAME=VALUE` is an assignment in front of the program. */
const withAssignments =
  (program: Program): Program =>
  (command, setting) => {
    const given = readOptions(command.words.slice(1), AWK).all('v', 'assign');
    const front = given
      .map(({ value }) => value.replace(/^(\w+)=(.*)$/s, (_, name, text) => `BEGIN{${name}=${JSON.stringify(text)}}`))
      .join('');
    const outcome = program(command, setting);
    if (front === '') return outcome;
    const runs = outcome.runs?.map((run) =>
      run.kind === 'code' ? { ...run, text: withValue(run.text, `${front}${run.text.value}`) } : run,
    );
    return { ...outcome, ...(runs && { runs }) };
  };

const AWK: OptionSpec = {
  values: ['f', 'file', 'F', 'field-separator', 'v', 'assign', 'e', 'source', 'i', 'include', 'l', 'load', 'E', 'exec', 'W'],
  stopAtOperand: true,
};

const awk = withAssignments(
  interpreter({
    language: 'awk',
    options: AWK,
    code: ['e', 'source'],
    files: ['f', 'file', 'E', 'exec'],
    operandIsCode: true,
    operands: (operands, options, setting) => ({
      effects: operands
        .filter((word) => word.value !== '-' && !/^\w+=/.test(word.value))
        .map((word) => ({
          kind: options.value('i', 'include')?.value === 'inplace' ? 'file.write' : 'file.read',
          operand: pathOperand(word, setting),
          ...(options.value('i', 'include')?.value === 'inplace' && { flags: ['in-place'] }),
        })),
    }),
  }),
);

const simple = (language: Language, values: readonly string[], code: readonly string[], files: readonly string[] = []): Program =>
  interpreter({ language, options: { values, stopAtOperand: true }, code, files });

const appleScript = simple('applescript', ['e', 'l', 's'], ['e']);
const scriptedInJavaScript = simple('javascript', ['e', 'l', 's'], ['e']);
const osascript: Program = (command, setting) => {
  const language = readOptions(command.words.slice(1), { values: ['e', 'l', 's'] }).value('l');
  return (language?.value.toLowerCase() === 'javascript' ? scriptedInJavaScript : appleScript)(command, setting);
};

const java: Program = (command) => {
  const options = readOptions(command.words.slice(1), {
    values: ['jar', 'cp', 'classpath', 'p', 'm', 'module'],
    singleDash: true,
    stopAtOperand: true,
  });
  const jar = options.value('jar');
  return jar ? { effects: [{ kind: 'exec', operand: { text: jar.text, value: jar.value, certainty: jar.certainty, classes: [] } }] } : {};
};

export const interpreters = family(
  `python python2 python2.7 python3 pypy pypy3 py ipython ipython3 micropython python3.6 python3.7 python3.8 python3.9 python3.10
   python3.11 python3.12 python3.13 python3.14 python3.15 node nodejs tsx ts-node ts-node-esm babel-node electron qjs zx deno bun
   perl perl5 ruby jruby php awk gawk mawk nawk original-awk lua lua5.1 lua5.3 lua5.4 luajit osascript rscript r tclsh expect wish
   java`,
  () => ({
    ...named('python python2 python2.7 python3 pypy pypy3 py ipython ipython3 micropython', python),
    ...named([6, 7, 8, 9, 10, 11, 12, 13, 14, 15].map((minor) => `python3.${minor}`).join(' '), python),
    ...named('node nodejs tsx ts-node ts-node-esm babel-node electron qjs zx', nodeProgram),
    deno: verbed(['eval'], ['run'], ['task', 'test', 'bench']),
    // What `bun run NAME` runs stands in package.json: the package managers' part.
    bun: verbed([], [], []),
    ...named('perl perl5', perl),
    ...named('ruby jruby', ruby),
    php,
    ...named('awk gawk mawk nawk original-awk', awk),
    ...named('lua lua5.1 lua5.3 lua5.4 luajit', simple('lua', ['e', 'l'], ['e'])),
    osascript,
    rscript: simple('r', ['e', 'expr'], ['e', 'expr']),
    r: simple('r', ['e', 'f', 'file'], ['e'], ['f', 'file']),
    ...named('tclsh expect wish', simple('tcl', ['c'], ['c'], ['f'])),
    java,
  }),
);
