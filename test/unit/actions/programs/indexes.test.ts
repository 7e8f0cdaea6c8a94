import { describe, expect, it } from 'vitest';
import { isKnownInstaller } from '../../../../src/actions/known-installers.ts';
import { packages } from '../../../../src/actions/programs/packages.ts';
import { programName } from '../../../../src/actions/words.ts';
import { shownRuns } from '../../../support/outcome.ts';
import { effectsOf, outcomeOf, tableOf } from '../../../support/programs.ts';
import { command, PROJECT, setting } from '../../../support/setting.ts';

const programs = tableOf(...packages);

describe('settings that say where packages come from', () => {
  it.each([
    ['npm config set registry http://203.0.113.9', ['package.install odd-index,persist,plain-http 203.0.113.9']],
    ['npm config set @shop:registry=https://npm.shop.example', ['package.install odd-index,persist npm.shop.example']],
    ['npm config set registry https://registry.npmjs.org', []],
    ['yarn config set npmRegistryServer https://npm.shop.example', ['package.install odd-index,persist npm.shop.example']],
    ['pip config set global.index-url https://pypi.shop.example/simple', ['package.install odd-index,persist pypi.shop.example']],
    ['go env -w GOPROXY=https://proxy.golang.org,direct', []],
    ['go env -w GOPROXY=https://go.shop.example,direct', ['package.install odd-index,persist go.shop.example']],
    ['go env -w GOSUMDB=off', ['package.install insecure,persist']],
    ['go env GOPROXY', []],
    ['gem sources --add https://gems.shop.example', ['package.install odd-index,persist gems.shop.example']],
    ['gem sources --add https://rubygems.org', []],
    ['gem sources --list', []],
    ['dotnet nuget add source https://nuget.shop.example/v3', ['package.install odd-index,persist nuget.shop.example']],
    ['dotnet nuget add source https://api.nuget.org/v3/index.json -n x', []],
    ['nuget sources add -Name x -Source https://nuget.shop.example', ['package.install odd-index,persist nuget.shop.example']],
    ['conda install -c conda-forge numpy', ['package.install numpy']],
    ['conda install -c https://c.shop.example/x numpy', ['package.install odd-index numpy']],
    ['easy_install -i https://pypi.shop.example x', ['package.install odd-index x']],
    ['helm repo add x https://charts.shop.example', []],
    ['helm repo add x http://charts.example.com', ['package.install odd-index,persist charts.example.com']],
    ['brew tap someone/tools', ['package.install from-git,global,persist someone/tools']],
    ['brew tap homebrew/cask', []],
    ['docker pull node:24', []],
    ['docker pull ghcr.io/shop/api:1', []],
    ['docker pull 203.0.113.9:5000/api', ['package.install odd-index 203.0.113.9']],
    ['podman run localhost:5000/api', ['infra.create localhost:5000/api']],
  ])('%s', (text, effects) => {
    expect(effectsOf(text).filter((effect) => !effect.startsWith('exec'))).toEqual(effects);
  });

  it.each([
    ['npm config set script-shell ./x', ['package.script persist ./x']],
    ['npm config set script-shell ./tools/sh', ['package.script persist ./tools/sh']],
    ['npm config set script-shell /bin/zsh', []],
    ['npm config set node-options --max-old-space-size=4096', []],
    ['npm config set ignore-scripts false', ['package.install lifecycle-scripts,persist']],
    ['npm config set ignore-scripts true', []],
    ['npm ci --ignore-scripts=false', ['package.install force,lifecycle-scripts']],
    ['npm rebuild', ['package.install force,lifecycle-scripts']],
  ])('%s', (text, effects) => {
    expect(effectsOf(text)).toEqual(effects);
  });
});

describe('installing a folder', () => {
  const files = { [`${PROJECT}/lib/setup.py`]: 'print(1)', [`${PROJECT}/setup.py`]: 'print(2)' };

  it.each([
    ['pip install .', [`file ${PROJECT}/setup.py as python`]],
    ['pip install -e .[dev]', [`file ${PROJECT}/setup.py as python`]],
    ['uv pip install ./lib', [`file ${PROJECT}/lib/setup.py as python`]],
    ['pip install ./other', []],
    ['pip install requests', []],
  ])('%s runs what it says', (text, runs) => {
    const built = command(text);
    expect(shownRuns(programs[programName(built.words[0])]?.(built, setting({ files })))).toEqual(runs);
  });
});

describe('an installer of a well-known project', () => {
  it.each([
    'https://sh.rustup.rs',
    'https://sh.rustup.rs/',
    "'https://bun.sh/install'",
    'https://get.docker.com',
    'https://raw.githubusercontent.com/nvm-sh/nvm/v0.40.1/install.sh',
    'https://raw.githubusercontent.com/Homebrew/install/HEAD/install.sh',
    'https://deb.nodesource.com/setup_22.x',
  ])('is %s', (address) => {
    expect(isKnownInstaller(address)).toBe(true);
  });

  it.each([
    'http://sh.rustup.rs',
    'sh.rustup.rs',
    'https://sh.rustup.rs.example.net',
    'https://sh.rustup.rs@example.net',
    'https://sh.rustup.rs:8443',
    'https://bun.sh/install/../x',
    'https://raw.githubusercontent.com/nvm-sh/nvm/pull/1/install.sh',
    'https://raw.githubusercontent.com/someone/install/HEAD/install.sh',
  ])('is not %s', (address) => {
    expect(isKnownInstaller(address)).toBe(false);
  });
});

describe('patches', () => {
  const diff = '--- a/x.sh\n+++ b/x.sh\n@@ -1 +1,2 @@\n a\n+b c\n--- a/y\n+++ /dev/null\n-z\n';
  const patch = '*** Begin Patch\n*** Add File: x.sh\n+b c\n*** Delete File: y\n*** End Patch';

  it('say what they write', () => {
    const writes = (text: string, stdin: string) =>
      (outcomeOf(text, { stdin: { origin: 'literal', text: stdin } }).writes ?? []).map(({ path, stream }) => [path.value, stream.text]);
    expect(writes('patch -p1', diff)).toEqual([['x.sh', 'b c']]);
    expect(writes('git apply', diff)).toEqual([['x.sh', 'b c']]);
    expect(writes('apply_patch', patch)).toEqual([['x.sh', 'b c']]);
    expect(effectsOf('apply_patch', { stdin: { origin: 'literal', text: patch } })).toEqual([
      `file.write ${PROJECT}/x.sh`,
      `file.delete ${PROJECT}/y`,
    ]);
  });
});
