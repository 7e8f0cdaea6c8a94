import { posix } from 'node:path';
import type { Effect, EffectFlag } from '../../../domain/effect.ts';
import type { Command, Outcome, Program, Run, Setting, Word } from '../../command.ts';
import { readOptions } from '../../options.ts';
import { isKnown, programName, withValue } from '../../words.ts';
import { family } from '../family.ts';
import { runOf } from '../wrappers/prefix.ts';
import { indexFlags, installs, publishes, removes, runsScript, setsIndex, sourceFlags } from './install.ts';
import { type Runner, runPackage } from './runner.ts';
import { type Manager, managed } from './verbs.ts';

const PIP_VALUES = [
  ...[
    'r',
    'c',
    'e',
    'i',
    'f',
    't',
    'd',
    'w',
    'requirement',
    'constraint',
    'editable',
    'index-url',
    'extra-index-url',
    'find-links',
    'target',
    'prefix',
    'root',
    'trusted-host',
    'python',
  ],
  ...[
    'proxy',
    'cert',
    'timeout',
    'retries',
    'upgrade-strategy',
    'only-binary',
    'no-binary',
    'progress-bar',
    'cache-dir',
    'platform',
    'python-version',
    'src',
    'config-settings',
    'index-strategy',
  ],
];

/** `pip` itself, and everything that takes its options. */
function pip(words: readonly Word[], note: string, setting: Setting): Outcome {
  const options = readOptions(words, {
    values: PIP_VALUES,
    switches: ['upgrade', 'user', 'break-system-packages', 'force-reinstall', 'no-deps', 'pre', 'quiet', 'dry-run', 'yes'],
  });
  const [verb, ...packages] = options.operands;
  const flags: readonly EffectFlag[] = [
    ...indexFlags(options.all('i', 'index-url', 'extra-index-url', 'f', 'find-links').filter((word) => /^https?:/i.test(word.value))),
    ...(options.has('trusted-host') ? (['insecure'] as const) : []),
    ...(options.has('break-system-packages') ? (['global'] as const) : []),
  ];
  const label = `${note} ${verb?.value ?? ''}`;
  switch (verb?.value) {
    case 'install':
    case 'download':
    case 'wheel':
    case 'sync': {
      if (options.has('dry-run')) return {};
      const listed = options.all('r', 'requirement').filter((word) => sourceFlags(word.value).includes('from-url'));
      const wanted = [...packages, ...options.all('e', 'editable'), ...listed];
      return { effects: installs(wanted, flags, label), runs: wanted.flatMap((word) => setupOf(word, label, setting)) };
    }
    case 'uninstall':
      return { effects: removes(packages, [], label) };
    case 'config':
      return { effects: pipConfig(packages, label) };
    default:
      return {};
  }
}

function pipConfig([verb, key, value]: readonly Word[], note: string): readonly Effect[] {
  return verb?.value === 'set' && key && value && /index-url$/.test(key.value) ? setsIndex(value, note) : [];
}

/** Installing a folder runs what its `setup.py` says. */
function setupOf(word: Word, wrapper: string, setting: Setting): readonly Run[] {
  const folder = word.value.replace(/\[[^\]]*\]$/, '');
  if (setting.remote || setting.cwd === undefined || !isKnown(word) || !sourceFlags(folder).includes('from-path')) return [];
  const path = posix.resolve(setting.cwd, folder, 'setup.py');
  return setting.machine.files.kind(path) === 'file' ? [{ kind: 'file', path: withValue(word, path), as: 'python', wrapper }] : [];
}

const pipProgram: Program = (command, setting) => pip(command.words.slice(1), 'pip', setting);

const uvx: Runner = {
  wrapper: 'uvx',
  folder: '.venv/bin',
  values: ['p', 'python', 'index-url', 'extra-index-url', 'default-index', 'index', 'python-preference', 'cache-dir', 'color', 'directory'],
  packages: ['from', 'with', 'with-requirements', 'with-editable', 'spec'],
  offline: ['offline'],
};

const RUN_VALUES = [
  'p',
  'm',
  'n',
  'e',
  'E',
  'C',
  'python',
  'with',
  'with-requirements',
  'with-editable',
  'env-file',
  'directory',
  'project',
  'package',
  'extra',
  'group',
  'only-group',
  'index-url',
  'index',
  'default-index',
  'module',
  'name',
  'prefix',
  'cwd',
];

/** `uv run`, `poetry run`, `conda run` and the like: the rest is a command, or a Python file, with `--script` of whatever name. */
function running(command: Command, words: readonly Word[]): Outcome {
  const options = readOptions(words, { values: RUN_VALUES, stopAtOperand: true });
  const wrapper = programName(command.words[0]);
  const extra = options.all('with').flatMap((word) => installs([word], ['unpinned'], `${wrapper} run`));
  const module = options.value('m', 'module');
  const inner = module ? [python(module), { ...module, value: '-m' }, module, ...options.operands] : options.operands;
  const [first, ...rest] = inner;
  const isScript = options.has('script') || (wrapper === 'uv' && options.has('s'));
  if (first && (isScript || /\.pyw?$/.test(first.value)))
    return { effects: extra, runs: [{ kind: 'file', path: first, as: 'python', wrapper, arguments: rest }] };
  return { effects: extra, runs: runOf(command, inner) };
}

const python = (word: Word): Word => ({ text: word.text, value: 'python', certainty: 'derived' });

interface Tool extends Manager {
  /** Verbs whose rest is a command. */
  readonly run?: readonly string[];
}

/** A Python project tool: the verbs of the table, and those that run a command in the project's environment. */
function tool(
  spec: Tool,
  more?: (verb: string, rest: readonly Word[], setting: Setting, command: Command) => Outcome | undefined,
): Program {
  return (command, setting) => {
    const words = command.words.slice(1);
    const outer = readOptions(words, { values: ['C', 'directory', 'project', 'P', 'e', 'env', 'p'], stopAtOperand: true });
    const [verb, ...rest] = outer.operands;
    const own = verb && more?.(verb.value, rest, setting, command);
    if (own) return own;
    if (verb && spec.run?.includes(verb.value)) return running(command, rest);
    return { effects: managed(programName(command.words[0]), words, spec) ?? [] };
  };
}

const uv = tool(
  {
    install: ['add', 'sync', 'tool install', 'python install'],
    remove: ['remove', 'tool uninstall'],
    publish: ['publish'],
    run: ['run'],
    values: ['index-url', 'index', 'default-index', 'extra-index-url', 'p', 'python', 'group', 'extra', 'token', 'publish-url'],
    indexes: ['index-url', 'index', 'default-index', 'extra-index-url', 'publish-url'],
  },
  (verb, rest, setting) => {
    if (verb === 'pip') return pip(rest, 'uv pip', setting);
    if (verb === 'tool' && (rest[0]?.value === 'run' || rest[0]?.value === 'x')) return runPackage(rest.slice(1), setting, uvx);
    return verb === 'x' ? runPackage(rest, setting, uvx) : undefined;
  },
);

const CONDA: Tool = {
  install: ['install', 'create', 'update', 'env create', 'env update'],
  remove: ['remove', 'uninstall', 'env remove'],
  run: ['run'],
  values: ['n', 'p', 'c', 'f', 'name', 'prefix', 'channel', 'file'],
  channels: ['c', 'channel'],
};

const conda = tool(CONDA);

const pipx: Program = (command, setting) => {
  const [verb, ...rest] = command.words.slice(1);
  if (verb?.value === 'run') return runPackage(rest, setting, { ...uvx, wrapper: 'pipx run' });
  return {
    effects:
      managed('pipx', command.words.slice(1), {
        install: ['install', 'upgrade', 'inject'],
        remove: ['uninstall', 'uninstall-all'],
        values: ['python', 'pip-args', 'index-url', 'i', 'suffix'],
        indexes: ['index-url', 'i'],
      }) ?? [],
  };
};

const twine: Program = (command) => {
  const options = readOptions(command.words.slice(1), {
    values: [
      'r',
      'u',
      'p',
      'c',
      'i',
      'repository',
      'repository-url',
      'username',
      'password',
      'config-file',
      'comment',
      'cert',
      'client-cert',
      'identity',
    ],
  });
  const uploads = options.operands[0]?.value === 'upload';
  return uploads ? { effects: [publishes('twine upload', indexFlags(options.all('repository-url')), options.operands[1])] } : {};
};

const setupPy =
  (name: string): Program =>
  () => ({ effects: [runsScript(name)] });

/** `hatch run env:cmd …` may name an environment in front of the command. */
const hatch = tool({ publish: ['publish'], script: ['build', 'test'] }, (verb, rest, _setting, command) => {
  const first = rest[0];
  if (verb !== 'run' || !first) return undefined;
  return running(command, [withValue(first, first.value.replace(/^[\w.-]+:(?=.)/, '')), ...rest.slice(1)]);
});

const PROJECT = {
  install: ['add', 'install', 'sync', 'update', 'lock', 'self add'],
  remove: ['remove', 'uninstall'],
  publish: ['publish'],
  run: ['run'],
  values: ['G', 'group', 'r', 'repository', 'u', 'p', 'username', 'password', 'source', 'index', 'pypi-mirror', 'extra', 'E'],
  indexes: ['pypi-mirror', 'index'],
} as const;

/** Python's package managers and project tools. */
export const pythonPackages = family(
  `pip pip3 pip2 uv uvx pipx poetry pdm rye pipenv pixi hatch conda mamba micromamba twine flit easy_install tox nox`,
  () => ({
    pip: pipProgram,
    pip3: pipProgram,
    pip2: pipProgram,
    uv,
    uvx: (command, setting) => runPackage(command.words.slice(1), setting, uvx),
    pipx,
    poetry: tool(PROJECT),
    pdm: tool(PROJECT),
    rye: tool(PROJECT),
    pipenv: tool(PROJECT),
    pixi: tool(PROJECT),
    hatch,
    conda,
    mamba: conda,
    micromamba: conda,
    twine,
    flit: tool({ publish: ['publish'], install: ['install'] }),
    easy_install: (command) => {
      const options = readOptions(command.words.slice(1), { values: ['i', 'index-url', 'f', 'find-links'] });
      return { effects: installs(options.operands, indexFlags(options.all('i', 'index-url')), 'easy_install') };
    },
    tox: setupPy('tox'),
    nox: setupPy('nox'),
  }),
);
