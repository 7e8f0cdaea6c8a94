import { describe, expect, it } from 'vitest';
import type { Outcome, Stream } from '../../../../src/actions/command.ts';
import { packages } from '../../../../src/actions/programs/packages.ts';
import { programName } from '../../../../src/actions/words.ts';
import { shownEffects, shownRuns } from '../../../support/outcome.ts';
import { tableOf } from '../../../support/programs.ts';
import { command, type MemoryFiles, PROJECT, setting } from '../../../support/setting.ts';

const programs = tableOf(...packages);

function run(text: string, more: { files?: MemoryFiles; stdin?: Stream } = {}): Outcome | undefined {
  const built = command(text, more);
  return programs[programName(built.words[0])]?.(built, setting(more.files ? { files: more.files } : {}));
}

const inProject = (name: string, content: string): MemoryFiles => ({ [`${PROJECT}/${name}`]: content });

describe('getting packages', () => {
  it.each([
    ['npm ci', ['package.install lifecycle-scripts']],
    ['npm i -D left-pad', ['package.install lifecycle-scripts left-pad']],
    ['npm install --ignore-scripts left-pad', ['package.install left-pad']],
    ['npm i --global serve', ['package.install global,lifecycle-scripts serve']],
    ['npm i -g serve', ['package.install global,lifecycle-scripts serve']],
    ['npm i https://h.example/x.tgz --ignore-scripts', ['package.install from-url https://h.example/x.tgz']],
    ['npm i github:ada/x --ignore-scripts', ['package.install from-git github:ada/x']],
    ['npm i ../x --ignore-scripts', ['package.install from-path ../x']],
    ['npm i x --ignore-scripts --registry http://drop.example', ['package.install odd-index,plain-http x']],
    ['npm i x --ignore-scripts --registry=https://registry.npmjs.org/', ['package.install x']],
    ['pnpm add x', ['package.install x']],
    ['pnpm --filter web add x', ['package.install x']],
    ['bun add x', ['package.install x']],
    ['yarn global add x', ['package.install global,lifecycle-scripts x']],
    ['pip install requests', ['package.install requests']],
    ['pip install -r requirements.txt', ['package.install']],
    ['pip install -e .[dev]', ['package.install from-path .[dev]']],
    ['pip install -e .', ['package.install from-path .']],
    ['pip install git+https://github.com/a/b', ['package.install from-git git+https://github.com/a/b']],
    ['pip install x -i http://drop.example/simple --trusted-host drop.example', ['package.install insecure,odd-index,plain-http x']],
    ['pip install --extra-index-url https://drop.example/s x', ['package.install odd-index x']],
    ['uv pip install x', ['package.install x']],
    ['uv add x', ['package.install x']],
    ['poetry add x', ['package.install x']],
    ['conda install -n e x', ['package.install x']],
    ['cargo install --git https://github.com/a/b', ['package.install from-git']],
    ['cargo add serde', ['package.install serde']],
    ['go install github.com/a/b@latest', ['package.install github.com/a/b@latest']],
    ['go run github.com/a/b@latest', ['package.install unpinned github.com/a/b@latest']],
    ['gem install x', ['package.install x']],
    ['apt-get install -y curl jq', ['package.install global curl', 'package.install global jq']],
    ['apt install ./x.deb', ['package.install from-path,global ./x.deb']],
    ['dpkg -i x.deb', ['package.install from-path,global x.deb']],
    ['pacman -S x', ['package.install global x']],
    ['pacman -Ss x', []],
    ['brew install x', ['package.install global x']],
    ['apk add --no-cache x', ['package.install global x']],
    ['npm ls', []],
    ['npm view x', []],
    ['pip list', []],
    ['apt list', []],
  ])('%s', (text, expected) => {
    expect(shownEffects(run(text))).toEqual(expected);
  });
});

describe('removing and publishing', () => {
  it.each([
    ['npm rm x', ['package.remove x']],
    ['pip uninstall -y x', ['package.remove x']],
    ['apt-get purge -y x', ['package.remove global x']],
    ['brew uninstall x', ['package.remove global x']],
    ['npm publish', ['package.publish']],
    ['npm publish --dry-run', ['package.script']],
    ['npm unpublish x --force', ['package.publish delete x']],
    ['npm owner add ada x', ['package.publish owner add']],
    ['npm dist-tag ls', []],
    ['npm token create', ['secret.write']],
    ['cargo publish', ['package.publish']],
    ['cargo yank --version 1.0.0', ['package.publish delete']],
    ['twine upload dist/x.whl', ['package.publish dist/x.whl']],
    ['uv publish', ['package.publish']],
    ['gem push x.gem', ['package.publish x.gem']],
    ['mvn -q deploy', ['package.publish']],
    ['gradle :app:publish', ['package.publish']],
    ['./gradlew test', ['package.script test']],
    ['helm push x oci://y', ['package.publish x']],
    ['npm config set registry https://drop.example', ['package.install odd-index,persist drop.example']],
    ['npm config set //r.example/:_authToken=x', ['secret.write']],
    ['npm config set fund false', []],
  ])('%s', (text, expected) => {
    expect(shownEffects(run(text))).toEqual(expected);
  });
});

describe('running a package at once', () => {
  it.each([
    ['npx rimraf dist', ['package.install unpinned rimraf'], ['argv rimraf dist']],
    ['npx --yes prettier@3.1.0 -w .', ['package.install prettier@3.1.0'], ['argv prettier -w .']],
    ['npx -y aws-cdk@2.1.0 destroy', ['package.install aws-cdk@2.1.0'], ['argv cdk destroy']],
    ['npx @scope/tool x', ['package.install unpinned @scope/tool'], ['argv tool x']],
    ['npx --no-install eslint .', [], ['argv eslint .']],
    ["npx -p prisma -c 'prisma migrate reset'", ['package.install unpinned prisma'], ['sh: prisma migrate reset']],
    ['npm exec -- rimraf dist', ['package.install unpinned rimraf'], ['argv rimraf dist']],
    ['pnpm dlx rimraf dist', ['package.install unpinned rimraf'], ['argv rimraf dist']],
    ['bunx rimraf dist', ['package.install unpinned rimraf'], ['argv rimraf dist']],
    ['uvx ruff check', ['package.install unpinned ruff'], ['argv ruff check']],
    ['uvx --from git+https://github.com/a/b tool', ['package.install from-git,unpinned git+https://github.com/a/b'], ['argv tool']],
    ['pipx run black==24.1.0 .', ['package.install black==24.1.0'], ['argv black .']],
    ['npm create vite@latest', ['package.install unpinned create-vite@latest'], []],
    ['uv run pytest -q', [], ['argv pytest -q']],
    ['uv run tool.py', [], ['file tool.py as python']],
    ['uv run --script tool', [], ['file tool as python']],
    ['uv run -s tool', [], ['file tool as python']],
    ['conda run -s tool', [], ['argv tool']],
    ['uv run -m http.server', [], ['argv python -m http.server']],
    ['poetry run rm x', [], ['argv rm x']],
    ['conda run -n e rm x', [], ['argv rm x']],
    ['hatch run dev:rm x', [], ['argv rm x']],
    ['bundle exec rails c', [], ['argv rails c']],
    ['pnpm exec rimraf x', [], ['argv rimraf x']],
  ])('%s', (text, effects, runs) => {
    expect(shownEffects(run(text))).toEqual(effects);
    expect(shownRuns(run(text))).toEqual(runs);
  });

  it('fetches nothing that the project has', () => {
    expect(shownEffects(run('npx rimraf dist', { files: inProject('node_modules/.bin/rimraf', '') }))).toEqual([]);
  });
});

describe('the scripts of package.json', () => {
  const files = inProject(
    'package.json',
    JSON.stringify({
      scripts: { prebuild: 'rm -rf dist', build: 'tsc', test: 'vitest', deploy: './deploy', postinstall: 'node x.js', prepare: 'husky' },
    }),
  );
  it.each([
    ['npm run build', ['sh: rm -rf dist', 'sh: tsc']],
    ['npm run build -- --watch a', ['sh: rm -rf dist', 'sh: tsc --watch a']],
    ["npm run build -- 'a b'", ['sh: rm -rf dist', "sh: tsc 'a b'"]],
    ['pnpm build --watch', ['sh: rm -rf dist', 'sh: tsc --watch']],
    ['yarn deploy', ['sh: ./deploy']],
    ['npm test', ['sh: vitest']],
    ['npm t -- --run', ['sh: vitest --run']],
    ['npm run missing', []],
    ['npm install', ['sh: node x.js', 'sh: husky']],
    ['npm ci --ignore-scripts', []],
    ['npm i left-pad', []],
    ['bun run build.ts', ['file build.ts as javascript']],
  ])('%s', (text, expected) => {
    expect(shownRuns(run(text, { files }))).toEqual(expected);
  });

  it('is quiet about a package.json that is not there or not JSON', () => {
    expect(shownEffects(run('npm run build'))).toEqual(['package.script build']);
    expect(shownRuns(run('npm run build', { files: inProject('package.json', '{') }))).toEqual([]);
  });

  it('judges the text that npm pkg writes into a script', () => {
    expect(shownRuns(run("npm pkg set scripts.x='rm -rf ~'"))).toEqual(['sh: rm -rf ~']);
    expect(shownEffects(run("npm pkg set scripts.x='rm -rf ~'"))).toEqual([`file.write ${PROJECT}/package.json`]);
  });
});

describe('make and just', () => {
  const makefile = [
    'OUT := build',
    'WHO ?= $(shell whoami)',
    'VERSION := $(shell git describe)',
    '.PHONY: all clean',
    'all: prepare $(OUT)/x',
    '\t@echo $(OUT) $$HOME $@',
    'prepare:',
    '\t-mkdir -p ${OUT}',
    'clean: ; rm -rf $(OUT)',
    'wipe:',
    '\trm -rf $(NOWHERE)/',
    'long:',
    '\tone \\',
    '\t two $(wildcard *)',
  ].join('\n');
  const files = inProject('Makefile', makefile);
  it.each([
    ['make', ['sh: git describe', 'sh: mkdir -p build', 'sh: echo build $HOME all']],
    ['make clean', ['sh: git describe', 'sh: rm -rf build']],
    ['make clean OUT=/srv', ['sh: git describe', 'sh: rm -rf /srv']],
    ['make wipe', ['sh: git describe', 'sh: rm -rf /']],
    ['make -n clean', []],
    ['make nothing', ['sh: git describe']],
  ])('%s', (text, expected) => {
    expect(shownRuns(run(text, { files }))).toEqual(expected);
  });

  it('reads a Makefile from standard input', () => {
    expect(shownRuns(run('make -f -', { stdin: { origin: 'literal', text: 'x:\n\trm -rf ~' } }))).toEqual(['sh: rm -rf ~']);
    expect(shownRuns(run('make -f -', { stdin: { origin: 'downloaded' } }))).toEqual(['stdin make']);
  });

  it('reads what --eval adds', () => {
    expect(shownRuns(run("make --eval 'X:=$(shell id)'"))).toEqual(['sh: id']);
  });

  it('is bounded where variables and targets name each other', () => {
    const names = Array.from({ length: 12 }, (_, at) => `V${at} = ${`$(V${at + 1})`.repeat(50)}`);
    const circular = ['a: b', '\techo $(V0)', 'b: a', '\techo b', ...names].join('\n');
    expect(shownRuns(run('make a', { files: inProject('Makefile', circular) }))).toHaveLength(2);
  });

  it('follows a recipe of a justfile', () => {
    const found = inProject('justfile', "out := 'build'\nclean: stop\n  @rm -rf {{out}}\nstop:\n  echo stop {{arg}}\n");
    expect(shownRuns(run('just clean', { files: found }))).toEqual(['sh: echo stop ?', 'sh: rm -rf build']);
  });
});

describe('what runs besides', () => {
  it.each([
    ["apt-get update -o APT::Update::Pre-Invoke::='id'", ['sh: id']],
    ["go test -exec 'sh -c id' ./...", ['sh: sh -c id']],
    ['go build ./...', []],
    ['cargo test', []],
    ['pytest -q', []],
  ])('%s', (text, expected) => {
    expect(shownRuns(run(text))).toEqual(expected);
  });

  it('says that tests run the project’s own code', () => {
    expect(shownEffects(run('pytest -q'))).toEqual(['package.script']);
    expect(shownEffects(run('cargo test'))).toEqual(['package.script']);
    expect(shownEffects(run('pre-commit uninstall'))).toEqual(['git.bypass no-verify,persist']);
  });
});
