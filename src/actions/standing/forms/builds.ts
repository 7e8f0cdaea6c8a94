import type { FormTable, ProgramForms } from '../form.ts';

/** A project's own checks by the names that everyone gives them. */
const CHECK =
  /^(?:test|tests|build|compile|lint|check|checks|typecheck|type-check|types|tsc|format|fmt|unit|integration|e2e|coverage|verify|validate|ci|vet)(?:[:.-][\w:.-]+)?$/;
const NEVER = /(?:deploy|publish|release|push|prod|upload|migrate|destroy|delete|reset|clean-all)/i;
const CHECKS = { test: (word: string): boolean => CHECK.test(word) && !NEVER.test(word) };

const checks = (options: string, operands: { readonly test: (word: string) => boolean } = CHECKS) =>
  ({ options, operands, standing: 'works', project: true }) as const;
const ANYTHING = { test: (): boolean => true };
const run = (options = '-*') => checks(options, ANYTHING);

/** `run` and a script's name, with what the script is given behind it. */
const SCRIPT_NAMES = [
  'test',
  'build',
  'lint',
  'check',
  'typecheck',
  'type-check',
  'types',
  'format',
  'fmt',
  'format:check',
  'fmt:check',
  'lint:fix',
  'test:unit',
  'test:integration',
  'test:e2e',
  'test:ci',
  'test:coverage',
  'test:watch',
  'coverage',
  'compile',
  'tsc',
  'verify',
  'validate',
  'ci',
  'vet',
  'unit',
];
const scripts = (...prefixes: readonly string[]): ProgramForms['forms'] =>
  Object.fromEntries(prefixes.flatMap((prefix) => SCRIPT_NAMES.map((name) => [`${prefix}${name}`, run()])));
const tool = (options = '-*'): ProgramForms => ({ forms: { '': run(options) } });

const GO =
  '-a -asan -benchmem -bench= -benchtime= -c -count= -cover -covermode= -coverpkg= -cpu= -failfast -fullpath -json -list= -mod= -n -p= -parallel= -race -run= -short -shuffle= -skip= -tags= -timeout= -trimpath -v -vet= -x -buildvcs= -coverprofile= -o=';
const CARGO =
  '-p= -j= -q -v -vv -F= --package= --workspace --all --exclude= --lib --bin= --bins --test= --tests --example= --examples --bench= --benches --doc --all-targets --features= --all-features --no-default-features --release --profile= --no-run --no-fail-fast --jobs= --locked --offline --frozen --quiet --verbose --message-format= --keep-going --color= -r';

/** The project's own tests, builds and linters. */
export const builds = (): FormTable => ({
  go: {
    singleDash: true,
    forms: {
      test: checks(GO, ANYTHING),
      build: checks(GO, ANYTHING),
      vet: checks(`${GO} -all -assign -atomic -copylocks -printf -shadow`, ANYTHING),
      fmt: checks('-n -x', ANYTHING),
      'mod tidy': checks('-v -e -diff -go= -compat=', ANYTHING),
    },
  },
  gofmt: { forms: { '': { options: '-d -e -l -s', works: '-w' } } },
  goimports: { forms: { '': { options: '-d -e -l -local=', works: '-w' } } },
  gofumpt: { forms: { '': { options: '-d -e -l -extra', works: '-w' } } },
  'golangci-lint': {
    forms: {
      '': '--version',
      run: checks(
        '-v -E= -D= -c= --enable= --disable= --fix --fast --timeout= --config= --new --new-from-rev= --issues-exit-code= --max-issues-per-linter= --max-same-issues= --out-format= --build-tags= --disable-all --allow-parallel-runners --enable-only= --show-stats',
        ANYTHING,
      ),
      fmt: checks('-d --diff', ANYTHING),
      linters: '',
      version: '',
    },
  },
  staticcheck: tool('-checks= -f= -tests -tags= -go='),
  govulncheck: tool('-json -show= -test -tags= -mode='),
  cargo: {
    before: '--offline --locked --frozen -q -v --color=',
    forms: {
      test: checks(CARGO, ANYTHING),
      build: checks(CARGO, ANYTHING),
      check: checks(CARGO, ANYTHING),
      clippy: checks(`${CARGO} --fix --allow-dirty --no-deps`, ANYTHING),
      fmt: checks('--all --check -p= --package= -v -q', ANYTHING),
      bench: checks(CARGO, ANYTHING),
      doc: checks(`${CARGO} --no-deps --document-private-items`, ANYTHING),
      nextest: checks(`${CARGO} -E= --run-ignored= --retries=`, ANYTHING),
      t: checks(CARGO, ANYTHING),
      b: checks(CARGO, ANYTHING),
      c: checks(CARGO, ANYTHING),
    },
  },
  rustfmt: { forms: { '': { options: '--check --edition= --emit=stdout', works: '-l' } } },
  npm: { forms: { test: run(), t: run(), ...scripts('run ', 'run-script ', 'run --silent ', 'run -s ') } },
  pnpm: {
    before: '-r --recursive -w --workspace-root --filter= -F= -C= --silent -s --aggregate-output --stream',
    forms: { test: run(), t: run(), ...scripts('', 'run ') },
  },
  yarn: { forms: scripts('', 'run ') },
  bun: { before: '--silent --bun --cwd=', forms: { test: run(), ...scripts('run ', 'run --silent ', 'run --bun ') } },
  deno: {
    forms: {
      test: checks('-A -q --allow-read --allow-env --coverage= --filter= --parallel --no-check --fail-fast --watch', ANYTHING),
      fmt: checks('--check --ext= --line-width=', ANYTHING),
    },
  },
  make: { forms: { '': checks('-B -j -k -n -s -i -w --no-print-directory --dry-run --silent --always-make --keep-going') } },
  gmake: { forms: { '': checks('-B -j -k -n -s -w --no-print-directory --dry-run --silent') } },
  just: {
    forms: {
      '': { options: '-l -n --list --summary --dump --show=', needs: '-l --list --summary --dump --show -n', works: '-n' },
      ...scripts(''),
    },
  },
  task: { forms: { '-l': checks('', ANYTHING), '--list': checks('', ANYTHING), ...scripts('') } },
  mise: { forms: scripts('run ', 'r ') },
  turbo: { forms: { ...scripts('', 'run ') } },
  nx: { forms: scripts('') },
  tsc: tool(
    '-b -p= -w --build --noEmit --project= --watch --pretty --incremental --skipLibCheck --listFiles --traceResolution --showConfig --strict --declaration --emitDeclarationOnly --outDir= --target= --module= --noErrorTruncation --version -v --explainFiles --extendedDiagnostics --force',
  ),
  'vue-tsc': tool('-b -p= --noEmit --build --project='),
  eslint: tool(
    '-c= -f= --cache --config= --ext= --fix --fix-dry-run --format= --ignore-pattern= --max-warnings= --no-error-on-unmatched-pattern --quiet --report-unused-disable-directives --rule= --no-eslintrc --no-warn-ignored --debug --print-config=',
  ),
  prettier: tool(
    '-c -l -w -u --cache --check --config= --ignore-path= --ignore-unknown --list-different --log-level= --no-config --parser= --write --print-width= --tab-width=',
  ),
  biome: {
    forms: {
      check: run(
        '--write --fix --unsafe --changed --staged --diagnostic-level= --max-diagnostics= --reporter= --since= --formatter-enabled= --linter-enabled= --no-errors-on-unmatched',
      ),
      lint: run('--write --fix --diagnostic-level= --max-diagnostics= --reporter='),
      format: run('--write --fix'),
      ci: run('--reporter= --changed --since= --max-diagnostics='),
      version: '',
      explain: '',
    },
  },
  oxlint: tool('-c= -D= -A= -W= --fix --quiet --format= --deny-warnings'),
  stylelint: tool('--fix --cache -f= --formatter='),
  vitest: { forms: { '': run(), run: run(), list: run() } },
  jest: tool(
    '-i -t= -b -w= --bail --ci --coverage --testNamePattern= --testPathPattern= --runInBand --verbose --silent --watchAll=false --no-coverage --passWithNoTests --forceExit --detectOpenHandles -u --updateSnapshot --maxWorkers= --json --listTests --onlyChanged --findRelatedTests --selectProjects= --no-cache',
  ),
  mocha: tool('-g= -b -t= --grep= --bail --timeout= --reporter= -R= --recursive --exit --parallel'),
  ava: tool('-v -m= --match= --serial --verbose --fail-fast -u'),
  playwright: {
    forms: {
      test: run(
        '-g= -x -u --grep= --headed --project= --reporter= --retries= --workers= --list --trace= --timeout= --update-snapshots --last-failed',
      ),
    },
  },
  pytest: tool(
    '-# -h -k= -m= -q -qq -s -v -vv -vvv -x -l -n= -r= -rA -rs -ra -rf --asyncio-mode= --co --collect-only --cov --cov-report= --cov-fail-under= --deselect= --disable-warnings --durations= --exitfirst --failed-first --ff --ignore= --last-failed --lf --markers --maxfail= --no-cov --no-header --no-summary --pdb-trace=never --quiet --run-slow --show-capture= --setup-show --strict-markers --sw --tb= --timeout= --verbose -W=',
  ),
  tox: tool('-e= -q -v -p= -l --recreate -r'),
  nox: tool('-s= -l -r --sessions= --list'),
  ruff: {
    forms: {
      check: run(
        '-q -n --diff --exclude= --extend-select= --fix --ignore= --no-cache --output-format= --preview --select= --show-fixes --statistics --unsafe-fixes --target-version=',
      ),
      format: run('-q --check --diff --exclude= --line-length= --preview'),
      rule: '--output-format= --all',
      linter: '',
      version: '',
    },
  },
  black: tool('-q -v -l= --check --diff --color --exclude= --line-length= --target-version= -t= --fast --safe'),
  isort: tool('-c -q -v --check --check-only --diff --profile= --settings-path='),
  flake8: tool('--count --exclude= --extend-ignore= --ignore= --max-complexity= --max-line-length= --select= --show-source --statistics'),
  mypy: tool(
    '--ignore-missing-imports --no-error-summary --no-incremental --pretty --show-column-numbers --show-error-codes --strict --follow-imports= --explicit-package-bases --namespace-packages -p= -m= --python-version= --install-types=never --hide-error-context',
  ),
  pyright: tool('-p= -v --outputjson --project= --stats --level= --warnings --pythonversion='),
  pylint: tool('-E -j= --disable= --enable= --errors-only --output-format= -f= --score= --max-line-length= --reports='),
  bandit: tool('-r -q -f= -l -ll -lll -i -ii -s= -x= -c='),
  python3: {
    forms: {
      '-m pytest': run(
        '-# -k= -m= -q -qq -s -v -vv -x -l -n= --co --collect-only --cov --cov-report= --disable-warnings --durations= --ff --ignore= --last-failed --lf --maxfail= --no-header --tb= --timeout= -W=',
      ),
      '-m unittest': run('-v -f -k= -q -b -c --failfast discover -s= -p= -t='),
      '-m compileall': run('-q'),
      '-m py_compile': run(''),
      '-m json.tool': { options: '--indent= --compact --sort-keys --no-ensure-ascii', operands: 1 },
      '-m mypy': run('--ignore-missing-imports --strict'),
      '-m ruff': run(''),
    },
  },
  python: {
    forms: {
      '-m pytest': run(
        '-# -k= -m= -q -qq -s -v -vv -x -l -n= --co --collect-only --cov --cov-report= --disable-warnings --durations= --ff --ignore= --last-failed --lf --maxfail= --no-header --tb= --timeout= -W=',
      ),
      '-m unittest': run('-v -f -k= -q -b'),
      '-m py_compile': run(''),
      '-m json.tool': { options: '--indent= --compact --sort-keys', operands: 1 },
    },
  },
  gradle: {
    forms: {
      test: run('--info --tests= --stacktrace -q -x= --no-daemon --offline --rerun-tasks'),
      build: run('--info --stacktrace -q -x= --no-daemon --offline'),
      check: run('--info -q -x= --offline'),
      tasks: checks('--all', ANYTHING),
      dependencies: checks('--configuration=', ANYTHING),
      projects: checks('', ANYTHING),
    },
  },
  mvn: {
    before: '-q -B -o -e -T= -pl= -am -DskipTests -X -ntp --no-transfer-progress --batch-mode --quiet --offline',
    forms: {
      test: run('-q -B -o -pl= -am -Dtest= -DfailIfNoTests='),
      compile: run('-q -B -o'),
      verify: run('-q -B -o -DskipTests'),
      package: run('-q -B -o -DskipTests'),
      'dependency:tree': checks('-Dverbose -Dincludes=', ANYTHING),
      validate: run('-q'),
    },
  },
  dotnet: {
    forms: {
      '': '--version --info --list-sdks --list-runtimes',
      test: run('-c= -v= --no-build --no-restore --filter= --logger= --nologo'),
      build: run('-c= -v= --no-restore --nologo --configuration='),
      format: run('--verify-no-changes --no-restore'),
      'list package': '--outdated --include-transitive',
      'sln list': '',
    },
  },
  swift: { forms: { '': '--version', test: run('--filter= --parallel -v'), build: run('-c= -v') } },
  mix: {
    forms: {
      test: run('--only= --exclude= --trace --seed= --max-failures= --stale'),
      compile: run('--force --warnings-as-errors'),
      format: run('--check-formatted'),
      credo: run('--strict'),
      'hex.outdated': checks('', ANYTHING),
      deps: checks('', ANYTHING),
    },
  },
  rspec: tool('-f= -e= -t= --format= --example= --tag= --fail-fast --color --no-color'),
  rubocop: tool('-a -A -l -x -D -f= --autocorrect --only= --format= --parallel --display-cop-names'),
  phpunit: tool('--filter= --testsuite= --stop-on-failure --colors= --testdox'),
  phpstan: { forms: { analyse: run('-l= -c= --level= --no-progress --memory-limit= --error-format=') } },
  cmake: { forms: { '': '--version', '--build': run('-j= --target= --config= --parallel= -v') } },
  ctest: tool('-# -j= -R= -E= -V -VV --output-on-failure --test-dir= -N -L='),
  ninja: { forms: { '': checks('-C= -j= -n -v -k=', CHECKS) } },
  shellcheck: { forms: { '': '-a -C= -e= -f= -i= -o= -s= -S= -x --exclude= --format= --severity= --shell= --external-sources --color' } },
  shfmt: { forms: { '': { options: '-d -l -i= -ci -bn -sr -s -ln=', works: '-w' } } },
  hadolint: { forms: { '': '-f= --ignore= --failure-threshold= --no-fail --format=' } },
  actionlint: { forms: { '': { options: '-color -no-color -oneline -ignore= -format= -verbose', standing: 'works' } } },
  yamllint: { forms: { '': '-d= -f= -s --strict --format= -c=' } },
  markdownlint: tool('--fix -c= --config= --ignore='),
  typos: tool('--diff --format= -w'),
});
