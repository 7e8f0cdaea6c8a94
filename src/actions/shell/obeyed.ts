import { posix } from 'node:path';
import { own } from '../../domain/own.ts';
import { type Language, literal, type Setting, type Word } from '../command.ts';
import { absoluteOf } from '../paths.ts';
import { isKnown } from '../words.ts';

/** How a tool gets the files whose will it does. */
interface Obedience {
  /** Only with one of these among its first words. */
  readonly verbs?: RegExp;
  /** What it looks for where it runs, by name. */
  readonly looksFor?: RegExp;
  /** Whether any word may name one; else only one behind `-f` and its like. */
  readonly anyWord?: boolean;
}

const COMPOSITION = /^(?:docker-)?compose(?:\.[\w-]+)?\.ya?ml$/;
const PACKAGE: Obedience = { verbs: /^(?:run|run-script|test|t|start|install|i|ci|add|build|dev)$/, looksFor: /^package\.json$/ };
const MAKE: Obedience = { looksFor: /^(?:GNU)?[Mm]akefile$/ };
const ENGINE: Obedience = { verbs: /^(?:compose|build|buildx|bake|play|kube)$/, looksFor: /^(?:Dockerfile|Containerfile)$/, anyWord: true };
const PLAN: Obedience = { verbs: /^(?:apply|plan|destroy|init|test|run-all)$/, looksFor: /\.(?:tf|tofu|hcl|tfvars)(?:\.json)?$/ };

const TOOLS: Readonly<Record<string, Obedience>> = {
  make: MAKE,
  gmake: MAKE,
  just: { looksFor: /^\.?justfile$/i },
  task: { looksFor: /^taskfile(?:\.dist)?\.ya?ml$/i },
  rake: { looksFor: /^rakefile(?:\.rb)?$/i },
  npm: PACKAGE,
  pnpm: PACKAGE,
  yarn: PACKAGE,
  bun: PACKAGE,
  docker: ENGINE,
  podman: ENGINE,
  'docker-compose': { looksFor: COMPOSITION },
  'podman-compose': { looksFor: COMPOSITION },
  kubectl: { verbs: /^(?:apply|create|replace)$/ },
  oc: { verbs: /^(?:apply|create|replace|process)$/ },
  helm: { verbs: /^(?:install|upgrade)$/, anyWord: true },
  'ansible-playbook': { anyWord: true },
  terraform: PLAN,
  tofu: PLAN,
  terragrunt: PLAN,
  packer: { verbs: /^build$/, anyWord: true },
  vagrant: { verbs: /^(?:up|provision|reload)$/, looksFor: /^Vagrantfile$/ },
  pytest: { looksFor: /^conftest\.py$/ },
  tox: { looksFor: /^tox\.(?:ini|toml)$/ },
  nox: { looksFor: /^noxfile\.py$/ },
  gradle: { looksFor: /\.gradle(?:\.kts)?$/ },
  gradlew: { looksFor: /\.gradle(?:\.kts)?$/ },
  mvn: { looksFor: /^pom\.xml$/ },
  ant: { looksFor: /^build\.xml$/ },
  cmake: { looksFor: /^CMakeLists\.txt$/ },
  cargo: { verbs: /^(?:build|run|test|check|install)$/, looksFor: /^(?:build\.rs|Cargo\.toml)$/ },
  crontab: { anyWord: true },
};

const NAMES_FILE =
  /^(?:-f|--?file(?:name)?|--makefile|--justfile|--taskfile|-k|-c|--config|-e|--extra-vars|-i|--inventory|--values|--set-file)$/;

/** Which of these files the program would do the will of: those that it is given, and those that it looks for. */
export function obeyed(name: string, words: readonly Word[], paths: readonly string[], setting: Setting): readonly string[] {
  const modules = /^python[\d.]*$/.test(name) ? moduleFiles(words) : [];
  if (modules.length > 0) return paths.filter((path) => modules.some((module) => path === absoluteOf(literal(module), setting)));
  const tool = own(TOOLS, name);
  if (!tool || (tool.verbs && !words.slice(1, MAX_VERBS).some(({ value }) => tool.verbs?.test(value)))) return [];
  const given = new Set(filesGiven(words, tool).map((word) => absoluteOf(word, setting)));
  const folders = foldersOf(words, setting);
  const isFound = (path: string) => folders.has(posix.dirname(path)) && isLookedFor(posix.basename(path), words, tool);
  return paths.filter((path) => given.has(path) || isFound(path));
}

const MAX_VERBS = 6;

const isLookedFor = (name: string, words: readonly Word[], { looksFor }: Obedience): boolean =>
  looksFor?.test(name) === true || (words[1]?.value === 'compose' && COMPOSITION.test(name));

function filesGiven(words: readonly Word[], { anyWord }: Obedience): readonly Word[] {
  return words.slice(1).flatMap((word, at): readonly Word[] => {
    const { value } = word;
    const attached = /^(?:--[\w-]+=|-f(?=[^-]))@?(.+)$/s.exec(value)?.[1];
    if (attached !== undefined) return [literal(attached)];
    return anyWord || NAMES_FILE.test(words[at]?.value ?? '') ? [literal(value.replace(/^@/, ''))] : [];
  });
}

/** Where it looks: where it runs, and the folders that its words name. */
function foldersOf(words: readonly Word[], setting: Setting): ReadonlySet<string | undefined> {
  const named = words.slice(1).filter((word) => isKnown(word) && !word.value.startsWith('--'));
  return new Set([setting.cwd, ...named.map((word) => absoluteOf(literal(word.value.replace(/^-C(?=.)/, '')), setting))]);
}

function moduleFiles(words: readonly Word[]): readonly string[] {
  const at = words.findIndex(({ value }) => value === '-m');
  const module = at < 0 ? undefined : words[at + 1]?.value;
  return module === undefined ? [] : filesOfModule(module);
}

const filesOfModule = (module: string): readonly string[] => {
  const path = module.replaceAll('.', '/');
  return [`${path}.py`, `${path}/__init__.py`, `${path}/__main__.py`];
};

const PYTHON_IMPORT = /(?:^|[;\n])[ \t]*(?:import|from)[ \t]+([\w., \t]{1,200})/g;
const RELATIVE_IMPORT = /(?:\brequire\(|\bfrom|\bimport\(?)[ \t]*['"](\.{1,2}\/[^'"\n]{1,400})['"]/g;
const ENDINGS = ['', '.js', '.mjs', '.cjs', '.ts', '/index.js', '/index.mjs', '/index.ts'];

/** Which of these files code would load, where it lies in one of these folders. */
export function imported(text: string, language: Language, paths: readonly string[], folders: readonly string[]): readonly string[] {
  const names =
    language === 'python'
      ? matches(text, PYTHON_IMPORT).flatMap((list) => list.split(/[,\s]+/).flatMap(filesOfModule))
      : language === 'javascript'
        ? matches(text, RELATIVE_IMPORT).flatMap((name) => ENDINGS.map((ending) => `${name}${ending}`))
        : [];
  const files = new Set(names.flatMap((name) => folders.map((folder) => posix.join(folder, name))));
  return paths.filter((path) => files.has(path));
}

const MAX_IMPORTS = 256;

const matches = (text: string, pattern: RegExp): readonly string[] =>
  [...text.matchAll(pattern)].slice(0, MAX_IMPORTS).map((match) => match[1] ?? '');
