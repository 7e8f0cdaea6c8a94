import type { Effect } from '../../../domain/effect.ts';
import type { Program, Run, Word } from '../../command.ts';
import { readOptions } from '../../options.ts';
import { programName, withValue } from '../../words.ts';
import { family } from '../family.ts';
import { runOf } from '../wrappers/prefix.ts';
import { installs, publishes, runsScript, setsIndex } from './install.ts';
import { type Manager, managed, manager } from './verbs.ts';

const CARGO: Manager = {
  install: ['install', 'binstall', 'add', 'fetch', 'update'],
  remove: ['uninstall', 'remove', 'rm'],
  publish: ['publish'],
  owners: ['add', 'a', 'remove', 'r'],
  withdraw: ['yank'],
  script: [
    'build',
    'b',
    'test',
    't',
    'run',
    'r',
    'check',
    'c',
    'bench',
    'clippy',
    'doc',
    'nextest',
    'rustc',
    'fix',
    'watch',
    'llvm-cov',
    'tauri',
    'xtask',
  ],
  login: ['login'],
  values: [
    'add',
    'a',
    'remove',
    'r',
    'p',
    'F',
    'j',
    'Z',
    'package',
    'features',
    'git',
    'path',
    'branch',
    'tag',
    'rev',
    'version',
    'vers',
    'registry',
    'index',
    'root',
    'target',
    'manifest-path',
    'bin',
    'example',
    'test',
    'profile',
    'target-dir',
    'config',
    'token',
    'color',
    'message-format',
    'jobs',
  ],
  indexes: ['index'],
  git: ['git'],
  path: ['path'],
};

const cargo: Program = (command) => {
  // A toolchain may stand in front: `cargo +nightly build`.
  const words = command.words.slice(1).filter((word, at) => !(at === 0 && word.value.startsWith('+')));
  const options = readOptions(words, { values: CARGO.values ?? [] });
  const runners = options.all('config').filter((word) => /\b(?:runner|rustc-wrapper|linker)\b/.test(word.value));
  const runs = runners.map(
    (word): Run => ({
      kind: 'shell',
      text: { ...word, value: word.value.slice(word.value.indexOf('=') + 1).replace(/^['"]|['"]$/g, '') },
      shell: 'sh',
      wrapper: 'cargo',
    }),
  );
  return { effects: managed('cargo', words, CARGO) ?? [], runs };
};

const GO_VALUES = [
  'o',
  'C',
  'run',
  'tags',
  'exec',
  'toolexec',
  'vettool',
  'mod',
  'modfile',
  'ldflags',
  'gcflags',
  'p',
  'count',
  'timeout',
  'bench',
  'coverprofile',
  'cpu',
  'parallel',
  'w',
  'u',
  'overlay',
  'pkgdir',
  'json',
  'fuzz',
  'benchtime',
];

const go: Program = (command) => {
  const words = command.words.slice(1);
  const [verb, ...rest] = words;
  const options = readOptions(rest, {
    values: GO_VALUES.filter((name) => name !== 'u' && name !== 'w' && name !== 'json'),
    singleDash: true,
  });
  const note = `go ${verb?.value ?? ''}`;
  const started = options.all('exec', 'toolexec', 'vettool').map((text): Run => ({ kind: 'shell', text, shell: 'sh', wrapper: 'go' }));
  const remote = options.operands.filter((word) => /^[\w.-]+\.[a-z]{2,}\/.+/.test(word.value));
  switch (verb?.value) {
    case 'env':
      return { effects: options.has('w') ? options.operands.flatMap((word) => goSetting(word, note)) : [] };
    case 'install':
    case 'get':
      return { effects: installs(remote, options.has('insecure') ? ['insecure'] : [], note), runs: started };
    case 'run': {
      const [first] = options.operands;
      const fetched = first && remote.includes(first) && first.value.includes('@');
      return {
        effects: fetched ? installs([first], /@v\d/.test(first.value) ? [] : ['unpinned'], note) : [runsScript(note, first)],
        runs: started,
      };
    }
    case 'test':
    case 'generate':
    case 'tool':
      return { effects: [runsScript(note)], runs: started };
    default:
      return { runs: started };
  }
};

/** `go env -w NAME=VALUE` holds for every later build. */
function goSetting(word: Word, note: string): readonly Effect[] {
  const [, name = '', value = ''] = /^([A-Z]+)=(.*)$/s.exec(word.value) ?? [];
  if (name === 'GOPROXY') return setsIndex(withValue(word, value), note);
  const unchecked = (name === 'GOSUMDB' && value === 'off') || (/^GO(?:INSECURE|NOSUMDB|NOSUMCHECK)$/.test(name) && /^\*|^1$/.test(value));
  return unchecked ? [{ kind: 'package.install', flags: ['insecure', 'persist'], note: `${note} ${name}` }] : [];
}

const BUNDLE: Manager = { install: ['install', 'add', 'update'], remove: ['remove'], script: ['console'] };

const bundle: Program = (command) => {
  const words = command.words.slice(1);
  if (words[0]?.value === 'exec') return { runs: runOf(command, readOptions(words.slice(1), { stopAtOperand: true }).operands) };
  return { effects: words.length === 0 ? installs([], [], 'bundle install') : (managed('bundle', words, BUNDLE) ?? []) };
};

const COMPOSER: Manager = {
  install: ['install', 'update', 'require', 'create-project', 'global require', 'i', 'u', 'req'],
  remove: ['remove'],
  script: ['run-script', 'run', 'test', 'exec'],
  values: ['d', 'working-dir', 'repository', 'repository-url'],
  indexes: ['repository', 'repository-url'],
  insecure: ['no-secure-http'],
};

/** A build tool whose goals tell whether it publishes; anything else runs the project's own build. */
function building(publishing: RegExp, values: readonly string[]): Program {
  return (command) => {
    const options = readOptions(command.words.slice(1), { values });
    const program = programName(command.words[0]);
    const goal = options.operands.find((word: Word) => publishing.test(word.value));
    if (goal) return { effects: [publishes(`${program} ${goal.value}`)] };
    return options.operands.length > 0 ? { effects: [runsScript(program, options.operands[0])] } : {};
  };
}

const maven = building(/^(?:deploy|release:perform|nexus-staging:release|deploy:deploy(?:-file)?)$/, [
  'f',
  'P',
  'pl',
  's',
  'T',
  'file',
  'settings',
]);
const gradle = building(/(?:^|:)(?:publish(?!ToMavenLocal)\w*|uploadArchives|closeAndRelease\w*)$/, [
  'b',
  'p',
  'I',
  'g',
  'x',
  'project-dir',
  'build-file',
  'init-script',
  'exclude-task',
  'tests',
]);

/** Package managers and build tools of other languages. */
export const languages = family(
  `cargo go bundle bundler gem composer dotnet nuget mvn mvnw gradle gradlew sbt mix cabal stack luarocks pub dart flutter pod cpan
   cpanm vsce ovsx helm jsr semantic-release goreleaser`,
  () => ({
    cargo,
    go,
    bundle,
    bundler: bundle,
    gem: manager({
      install: ['install', 'i', 'update'],
      remove: ['uninstall', 'un'],
      publish: ['push'],
      owners: ['add', 'a', 'remove', 'r'],
      withdraw: ['yank'],
      login: ['signin'],
      addIndex: ['sources'],
      values: ['v', 'version', 's', 'source', 'i', 'host', 'k', 'a', 'add', 'r', 'remove'],
      indexes: ['source', 's', 'host', 'a', 'add'],
    }),
    composer: manager(COMPOSER),
    dotnet: manager({
      install: ['add', 'restore', 'tool install', 'tool update', 'package add', 'new install', 'workload install'],
      remove: ['tool uninstall', 'package remove', 'remove'],
      publish: ['nuget push'],
      withdraw: ['nuget delete'],
      addIndex: ['nuget add', 'nuget update'],
      script: ['run', 'test', 'build', 'watch', 'msbuild', 'script', 'exec'],
      values: ['v', 'version', 's', 'source', 'c', 'f', 'o', 'r', 'k', 'api-key', 'project', 'framework', 'configuration'],
      indexes: ['source'],
    }),
    nuget: manager({
      install: ['install', 'restore'],
      publish: ['push'],
      withdraw: ['delete'],
      addIndex: ['sources add', 'sources update'],
      values: ['s', 'source', 'Source', 'ApiKey', 'Version', 'Name'],
      indexes: ['source', 'Source'],
      singleDash: true,
    }),
    mvn: maven,
    mvnw: maven,
    gradle,
    gradlew: gradle,
    sbt: building(/^(?:publish(?!Local)\w*|\+publish\w*)$/, []),
    mix: manager({
      install: ['deps.get', 'archive.install', 'escript.install', 'local.hex'],
      publish: ['hex.publish'],
      script: ['test', 'run', 'compile', 'phx.server', 'ecto.migrate'],
    }),
    cabal: manager({ install: ['install'], publish: ['upload'], script: ['run', 'build', 'test'] }),
    stack: manager({ install: ['install'], publish: ['upload'], script: ['run', 'build', 'test', 'exec'] }),
    luarocks: manager({ install: ['install'], remove: ['remove'], publish: ['upload'], values: ['server', 'tree'], indexes: ['server'] }),
    pub: manager({ install: ['add', 'get'], publish: ['publish'] }),
    dart: manager({ install: ['pub add', 'pub get'], publish: ['pub publish', 'pub lish'], script: ['run', 'test'] }),
    flutter: manager({ install: ['pub add', 'pub get'], publish: ['pub publish'], script: ['run', 'test', 'build'] }),
    pod: manager({
      install: ['install', 'update'],
      publish: ['trunk push', 'trunk add-owner'],
      withdraw: ['trunk delete', 'trunk deprecate'],
    }),
    cpan: (command) => ({ effects: installs(readOptions(command.words.slice(1)).operands, [], 'cpan') }),
    cpanm: (command) => ({
      effects: installs(readOptions(command.words.slice(1), { values: ['l', 'L', 'mirror'] }).operands, [], 'cpanm'),
    }),
    vsce: manager({ publish: ['publish'], withdraw: ['unpublish'], login: ['login'], values: ['p', 'pat', 'i', 'o'] }),
    ovsx: manager({ publish: ['publish'], values: ['p', 'pat', 'i'] }),
    helm: manager({ publish: ['push', 'cm-push'], addRepository: ['repo add'], values: ['n', 'f', 'namespace', 'kube-context'] }),
    jsr: manager({ install: ['add', 'install'], publish: ['publish'] }),
    'semantic-release': (command) => ({
      effects: readOptions(command.words.slice(1)).has('dry-run', 'd') ? [] : [publishes('semantic-release')],
    }),
    goreleaser: (command) => {
      const options = readOptions(command.words.slice(1), { values: ['f', 'config'] });
      return options.operands[0]?.value === 'release' && !options.has('snapshot', 'skip')
        ? { effects: [publishes('goreleaser release')] }
        : {};
    },
  }),
);
