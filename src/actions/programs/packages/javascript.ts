import { posix } from 'node:path';
import type { Command, Outcome, Program, Run, Setting, Word } from '../../command.ts';
import { type Options, readOptions } from '../../options.ts';
import { isKnown, programName } from '../../words.ts';
import { family } from '../family.ts';
import { runOf } from '../wrappers/prefix.ts';
import { runsScript } from './install.ts';
import { config, create, credential, install, type Line, pkg, publish, publishing, remove, token, type Verb } from './javascript-verbs.ts';
import { nearestManifest, scriptRuns } from './package-json.ts';
import { type Runner, runPackage } from './runner.ts';

const VALUES = `C w F prefix dir cwd workspace filter registry tag otp access userconfig globalconfig cache loglevel reporter
  network-concurrency modules-folder omit include script-shell before cpu os location message store-dir`.split(/\s+/);

const runner = (wrapper: string): Runner => ({
  wrapper,
  folder: 'node_modules/.bin',
  values: ['w', 'workspace', 'registry', 'cache', 'prefix', 'userconfig', 'node-options', 'allow-build', 'reporter'],
  packages: ['p', 'package'],
  shell: ['c', 'call'],
  offline: ['no', 'no-install', 'offline'],
});

/** A script of package.json; what stands behind `--` (or, but for npm, behind its name) goes to the script. */
function script(line: Line, name: Word, behind: readonly Word[]): Outcome {
  const manifest = nearestManifest(line.setting);
  const passed = behind[0]?.value === '--' ? behind.slice(1) : behind;
  const runs = manifest && isKnown(name) ? scriptRuns(manifest, name.value, line.program, passed) : [];
  return { effects: [runsScript(line.note, name)], runs };
}

/** The words behind the nth operand, options included. */
function behind(line: Line, operands: number): readonly Word[] {
  const last = line.options.positions[operands - 1];
  return last === undefined ? [] : line.words.slice(last + 1);
}

const SCRIPT_FILE = /\.[cm]?[jt]sx?$/;

const bunFile = (path: Word, passed: readonly Word[]): Outcome => ({
  runs: [{ kind: 'file', path, as: 'javascript', wrapper: 'bun', arguments: passed }],
});

const namedScript: Verb = (line) => {
  const name = line.rest[0];
  if (!name) return {};
  if (line.program === 'bun' && SCRIPT_FILE.test(name.value)) return bunFile(name, behind(line, 2));
  const words = behind(line, 2);
  const separator = words.findIndex((word) => word.value === '--');
  return script(line, name, line.program === 'npm' ? (separator < 0 ? line.rest.slice(1) : words.slice(separator)) : words);
};

const ownScript =
  (name: string): Verb =>
  (line) => {
    const words = line.words.slice((line.options.positions[0] ?? 0) + 1);
    const separator = words.findIndex((word) => word.value === '--');
    return script(line, { text: name, value: name, certainty: 'literal' }, separator < 0 ? [] : words.slice(separator));
  };

const execute: Verb = (line) => runPackage(behind(line, 1), line.setting, runner(`${line.program} ${line.verb}`));

const VERBS: Readonly<Record<string, Verb>> = {
  ...group(
    install,
    'install',
    'i',
    'in',
    'add',
    'isntall',
    'ci',
    'clean-install',
    'install-test',
    'it',
    'cit',
    'update',
    'up',
    'upgrade',
    'link',
    'rebuild',
    'import',
  ),
  ...group(remove, 'uninstall', 'un', 'remove', 'rm', 'r', 'unlink'),
  ...group(namedScript, 'run', 'run-script', 'rum', 'urn'),
  ...group(execute, 'exec', 'x', 'dlx'),
  ...group(create, 'create', 'init', 'innit'),
  ...group(ownScript('test'), 'test', 't', 'tst'),
  ...group(
    publishing(['owner'], 'ls', 'list', 'get', 'ls-packages', 'ls-collaborators'),
    'owner',
    'author',
    'access',
    'team',
    'org',
    'hook',
  ),
  ...group(publishing([], 'ls', 'list'), 'dist-tag', 'dist-tags', 'tag', 'deprecate', 'undeprecate'),
  ...group(credential('secret.write'), 'login', 'adduser', 'add-user'),
  ...group(config, 'config', 'c'),
  start: ownScript('start'),
  stop: ownScript('stop'),
  restart: ownScript('restart'),
  publish,
  unpublish: publishing(['delete']),
  token,
  set: (line) => config({ ...line, rest: [{ text: 'set', value: 'set', certainty: 'literal' }, ...line.rest] }),
  pkg,
};

function group(verb: Verb, ...names: readonly string[]): Readonly<Record<string, Verb>> {
  return Object.fromEntries(names.map((name) => [name, verb]));
}

/** Verbs that a package manager knows and that change nothing that matters here. */
const QUIET = new Set([
  ...[
    'ls',
    'list',
    'la',
    'll',
    'outdated',
    'view',
    'info',
    'show',
    'v',
    'audit',
    'why',
    'explain',
    'help',
    'root',
    'bin',
    'prefix',
    'ping',
    'whoami',
    'doctor',
    'search',
    'pack',
    'version',
    'versions',
  ],
  ...[
    'dedupe',
    'prune',
    'shrinkwrap',
    'cache',
    'fund',
    'query',
    'store',
    'env',
    'get',
    'docs',
    'repo',
    'bugs',
    'diff',
    'edit',
    'completion',
    'licenses',
    'patch',
    'setup',
    'deploy',
    'fetch',
    'pm',
  ],
  ...[
    'workspace',
    'workspaces',
    'node',
    'constraints',
    'plugin',
    'build',
    'repl',
    'self-update',
    'sbom',
    'logout',
    'profile',
    'star',
    'stars',
    'approve-builds',
    'npm',
  ],
]);

function inFolder(options: Options, setting: Setting): Setting {
  const folder = options.value('C', 'prefix', 'dir', 'cwd');
  if (!folder) return setting;
  return { ...setting, cwd: isKnown(folder) && setting.cwd !== undefined ? posix.resolve(setting.cwd, folder.value) : undefined };
}

const SWITCHES = [
  'global',
  'ignore-scripts',
  'dry-run',
  'force',
  'version',
  'help',
  'workspaces',
  'recursive',
  'save-dev',
  'save',
  'production',
  'silent',
  'offline',
];

const BUILTIN_OF_BUN = new Set(['build', 'test', 'repl']);
const GLOBALLY: Word = { text: 'global', value: '--global', certainty: 'derived' };

/** Words that only one of the managers reads in its own way. */
function peculiar(line: Line, command: Command): Outcome | undefined {
  const inner = (operands: number, more: readonly Word[] = []): Command => ({
    ...command,
    words: [...command.words.slice(0, 1), ...behind(line, operands), ...more],
  });
  switch (`${line.program} ${line.verb}`) {
    case 'yarn exec':
    case 'pnpm exec':
      return { runs: executed(command, behind(line, 1)) };
    case 'yarn npm':
      return manager(inner(1), line.setting);
    case 'yarn global':
      return manager(inner(1, [GLOBALLY]), line.setting);
    case 'yarn workspace':
      // Where a workspace lies only its manager knows.
      return manager(inner(2), { ...line.setting, cwd: undefined });
    default:
  }
  if (line.program !== 'bun') return undefined;
  if (SCRIPT_FILE.test(line.verb)) return {};
  return BUILTIN_OF_BUN.has(line.verb) ? { effects: [runsScript(line.note)] } : undefined;
}

const manager: Program = (command, outer) => {
  const program = programName(command.words[0]);
  const words = command.words.slice(1);
  const options = readOptions(words, { values: VALUES, switches: SWITCHES });
  const setting = inFolder(options, outer);
  const [verb, ...rest] = options.operands;
  const name = verb?.value ?? '';
  const line: Line = { program, words, options, setting, verb: name, rest, note: name === '' ? program : `${program} ${name}` };
  if (!verb) return options.has('version', 'v', 'help', 'h') || program !== 'yarn' ? {} : install({ ...line, note: 'yarn install' });
  const own = peculiar(line, command);
  if (own) return own;
  const known = Object.hasOwn(VERBS, name) ? VERBS[name] : undefined;
  if (known) return known(line);
  // Every other word is a script's name, but to npm.
  const isScript = program !== 'npm' && (!QUIET.has(name) || Object.hasOwn(nearestManifest(setting)?.scripts ?? {}, name));
  return isScript ? script(line, verb, behind(line, 1)) : {};
};

const runs =
  (wrapper: string): Program =>
  (command, setting) =>
    runPackage(command.words.slice(1), setting, runner(wrapper));

/** What stands there as one word is a line for a shell. */
function executed(command: Command, words: readonly Word[]): readonly Run[] {
  const inner = words[0]?.value === '--' ? words.slice(1) : words;
  const [line] = inner;
  return inner.length === 1 && line && /\s/.test(line.value)
    ? [{ kind: 'shell', text: line, shell: 'sh', wrapper: programName(command.words[0]) }]
    : runOf(command, inner);
}

const rush: Program = (command) => {
  const [verb, ...rest] = command.words.slice(1);
  if (verb?.value === 'exec') return { runs: executed(command, readOptions(rest, { stopAtOperand: true, values: EXEC_VALUES }).operands) };
  return { effects: [runsScript(`${programName(command.words[0])} ${verb?.value ?? ''}`)] };
};

/** Options of lerna and nx in front of the command. */
const EXEC_VALUES = ['scope', 'ignore', 'since', 'concurrency', 'p', 'projects'];

/** JavaScript's package managers. */
export const javascriptPackages = family('npm pnpm yarn yarnpkg bun npx bunx pnpx pnx lerna nx turbo', () => ({
  npm: manager,
  pnpm: manager,
  yarn: manager,
  yarnpkg: manager,
  bun: manager,
  npx: runs('npx'),
  bunx: runs('bunx'),
  pnpx: runs('pnpx'),
  pnx: runs('pnx'),
  lerna: rush,
  nx: rush,
  turbo: rush,
}));
