import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { literal } from '../../../src/actions/command.ts';
import { analyzeContent } from '../../../src/actions/content/index.ts';
import { readerFor } from '../../../src/actions/content/readers.ts';
import { yamlEntries } from '../../../src/actions/content/yaml-entries.ts';
import { pathOperand } from '../../../src/actions/paths.ts';
import { HOME, PROJECT, setting } from '../../support/setting.ts';

const target = (path: string) => pathOperand(literal(path), setting());
const at = (name: string) => `${PROJECT}/${name}`;

function deletions(path: string, text: string): readonly (string | undefined)[] {
  const effects = analyzeContent(text, target(path), 'Write', setting()).actions.flatMap((action) => action.effects);
  return effects.filter(({ kind, flags }) => kind === 'file.delete' && flags?.includes('content')).map(({ operand }) => operand?.value);
}

const REMOVES = 'rm -rf /srv/data';

describe('what is written will be done', () => {
  it.each([
    ['a shell script', at('x.sh'), REMOVES],
    ['a script without extension', at('bin/x'), `#!/usr/bin/env bash\n${REMOVES}\n`],
    ['a git hook', at('.git/hooks/pre-commit'), REMOVES],
    ['a start-up file', `${HOME}/.zshrc`, REMOVES],
    ['the scripts of a package', at('package.json'), JSON.stringify({ name: 'shop', scripts: { build: 'tsc', clean: REMOVES } })],
    ['a part of a package', at('package.json'), `    "clean": "${REMOVES}",\n`],
    ['a Makefile', at('Makefile'), `clean:\n\t@${REMOVES}\n`],
    [
      'a workflow on one line',
      at('.github/workflows/ci.yml'),
      `jobs:\n  a:\n    runs-on: self-hosted\n    steps:\n      - run: ${REMOVES}\n`,
    ],
    [
      'a workflow in a block',
      at('.github/workflows/ci.yml'),
      `runs-on: [self-hosted, linux]\nsteps:\n  - name: x\n    run: |\n      npm ci\n      ${REMOVES}\n  - uses: y\n`,
    ],
    [
      'the hooks of an agent',
      at('.claude/settings.json'),
      JSON.stringify({ hooks: { Stop: [{ hooks: [{ type: 'command', command: REMOVES }] }] } }),
    ],
    ['a justfile', at('justfile'), `clean:\n    @${REMOVES}\n`],
    ['a Taskfile', at('Taskfile.yml'), `tasks:\n  clean:\n    cmds:\n      - ${REMOVES}\n`],
    ['the hooks of lefthook', at('lefthook.yml'), `pre-commit:\n  commands:\n    a:\n      run: ${REMOVES}\n`],
    ['a local hook of pre-commit', at('.pre-commit-config.yaml'), `repos:\n  - hooks:\n      - id: a\n        entry: ${REMOVES}\n`],
    ['the tasks of an editor', at('.vscode/tasks.json'), JSON.stringify({ tasks: [{ command: REMOVES }] })],
    ['tasks with comments', at('.vscode/tasks.json'), `{ // mine\n "tasks": [{ "command": "${REMOVES}" }] }`],
    [
      'what a container needs first',
      at('.devcontainer/devcontainer.json'),
      JSON.stringify({ initializeCommand: ['rm', '-rf', '/srv/data'] }),
    ],
    ['a cell of a notebook', at('a.ipynb'), `import os\n!${REMOVES}\n`],
    ['a whole notebook', at('a.ipynb'), JSON.stringify({ cells: [{ source: ['%%bash\n', REMOVES] }] })],
    ['Python in a cell', at('a.ipynb'), `import shutil\nshutil.rmtree('/srv/data')\n`],
    [
      'cells of Python that share a name, around a line for the shell',
      at('a.ipynb'),
      JSON.stringify({
        cells: [
          { cell_type: 'code', source: ['import shutil as s\n', "where = '/srv/data'\n", 'if where:\n', '    !ls\n'] },
          { cell_type: 'code', source: 's.rmtree(where)' },
        ],
      }),
    ],
    ['the environment of a folder', at('.envrc'), REMOVES],
    ['local commands of Terraform', at('main.tf'), `provisioner "local-exec" {\n  command = "${REMOVES}"\n}\n`],
    ['longer ones', at('main.tf'), `provisioner "local-exec" {\n  command = <<-EOT\n    ${REMOVES}\n  EOT\n}\n`],
    ['what an install runs', at('setup.py'), `import shutil\nshutil.rmtree('/srv/data')\n`],
    ['what tests collect', at('tests/conftest.py'), `import os\nos.system('${REMOVES}')\n`],
    ['a build script', at('build.rs'), `fn main() { std::process::Command::new("sh").arg("-c").arg("${REMOVES}").status(); }`],
    ['what stands in for a linker', at('.cargo/config.toml'), `[build]\nrustc-wrapper = "${REMOVES}"\n`],
    ['a unit', `${HOME}/.config/systemd/user/x.service`, `[Service]\nExecStart=-${REMOVES}\n`],
  ])('in %s', (_, path, text) => {
    expect(deletions(path, text)).toEqual(['/srv/data']);
  });

  it.each([
    ['prose', at('notes.md'), REMOVES],
    ['a program in another language', at('x.py'), `import os\n# ${REMOVES}`],
    ['a script for another interpreter', at('bin/x'), `#!/usr/bin/env python3\n${REMOVES}\n`],
    ['the build of an image', at('Dockerfile'), `FROM node:24\nRUN ${REMOVES}\n`],
    [
      'a workflow of a machine that is thrown away',
      at('.github/workflows/ci.yml'),
      `runs-on: ubuntu-latest\nsteps:\n  - run: ${REMOVES}\n`,
    ],
    ['inside a container', at('.devcontainer/devcontainer.json'), JSON.stringify({ postCreateCommand: REMOVES })],
    ['data', at('data.json'), JSON.stringify({ command: REMOVES })],
    ['a description in a package', at('package.json'), JSON.stringify({ description: REMOVES, scripts: { test: 'vitest' } })],
  ])('but not in %s', (_, path, text) => {
    expect(deletions(path, text)).toEqual([]);
  });

  it('and a script that cannot be known is judged when it runs', () => {
    const found = analyzeContent(`${'a=$(b);'.repeat(2)}\n. "$UNKNOWN/x.sh"`, target(at('x.sh')), 'Write', setting());
    expect(found.incomplete).toEqual([]);
    expect(found.actions.flatMap((action) => action.effects).filter(({ kind }) => kind === 'opaque')).toEqual([]);
  });

  it('and one that is too large is said to be', () => {
    const found = analyzeContent('true\n'.repeat(100_000), target(at('x.sh')), 'Write', setting());
    expect(found.actions[0]?.effects).toMatchObject([{ kind: 'opaque', flags: ['content', 'too-large'] }]);
  });
});

describe('commands in a file', () => {
  const held = (path: string, text: string) =>
    readerFor(path, text, target(path))?.(text, path, () => undefined) ?? { steps: [], effects: [] };

  it.each<[string, string, string[]]>([
    [at('Makefile'), 'a: b ; -rm -rf $$HOME\nX := a; b\nY = c:d; e\n', ['rm -rf $HOME']],
    [at('Makefile'), 'a:\n\tcc $(CFLAGS) \\\n\t\t-o $@ $$HOME', ['cc $CFLAGS  \t-o $@ $HOME']],
    [at('.github/workflows/a.yaml'), '- run: echo ${{ github.ref }}', ['echo $EXPRESSION']],
    [at('.github/workflows/a.yaml'), '- run: >-\n    echo a\n    echo b\n- name: x', ['echo a\necho b']],
    [at('.github/workflows/a.yaml'), 'steps:\n- name: a\n  run: |\n    one\n      two\n  env: {}\n- run: "three"', ['one\n  two', 'three']],
    [
      at('.gitlab-ci.yml'),
      'job:\n  script:\n    - npm ci\n    - npm test\n  after_script: [ls, "df -h"]\n',
      ['npm ci\nnpm test', 'ls\ndf -h'],
    ],
    [at('.circleci/config.yml'), 'steps:\n  - run:\n      name: a\n      command: |\n        make\n  - run: ls', ['make', 'ls']],
    ['/etc/cron.d/x', '# c\n*/5 * * * * root run-it --now\n@daily root clean up', ['run-it --now', 'clean up']],
    ['/var/spool/cron/crontabs/ada', '*/5 * * * * run-it --now', ['run-it --now']],
    [
      at('Dockerfile'),
      'FROM a\nRUN --mount=type=cache,target=/x \\\n  # why\n  apt-get update && \\\n  apt-get install -y jq',
      ['apt-get update &&    apt-get install -y jq'],
    ],
    [at('Dockerfile.dev'), 'FROM a\nRUN <<EOF\nset -e\nmake\nEOF\nCMD ["node", "a b.js"]', ['set -e\nmake', "node 'a b.js'"]],
    [
      at('api.Containerfile'),
      'HEALTHCHECK --interval=5s CMD curl -f http://localhost/\nONBUILD RUN ls\nENTRYPOINT ./run',
      ['curl -f http://localhost/', 'ls', './run'],
    ],
    [
      at('compose.yaml'),
      'services:\n  a:\n    command: npm start\n  b:\n    command: ["sh", "-c", "echo a b"]\n',
      ['npm start', "sh -c 'echo a b'"],
    ],
    [
      at('pod.yaml'),
      'apiVersion: v1\nkind: Pod\nspec:\n  containers:\n    - command:\n        - sh\n      args: [-c, ls -l]\n',
      ["sh -c 'ls -l'"],
    ],
    [at('.npmrc'), 'save-exact=true\nscript-shell = "./x.sh"\n', ['npm config set script-shell ./x.sh']],
    [
      at('.gitconfig'),
      '[core]\n\tpager = less\n[alias]\n\tx = "!ls"\n[filter "a"]\nclean = b c\n',
      ['git config core.pager less', "git config alias.x '!ls'", "git config filter.a.clean 'b c'"],
    ],
  ])('%s %j', (path, text, commands) => {
    expect(held(path, text).steps.map((step) => step.text.trimEnd())).toEqual(commands);
  });

  it('are few enough to be read', () => {
    const scripts = Object.fromEntries(Array.from({ length: 1_000 }, (_, i) => [`s${i}`, `rm -rf /srv/${i}`]));
    expect(deletions(at('package.json'), JSON.stringify({ scripts }))).toHaveLength(64);
  });
});

describe('what else a file says', () => {
  const told = (path: string, text: string): readonly string[] =>
    analyzeContent(text, target(at(path)), 'Write', setting()).actions.flatMap(({ effects }) =>
      effects.map(({ kind, flags, note }) => [kind, ...(flags ?? []).filter((flag) => flag !== 'content'), note].join(' ')),
    );
  const job = (on: string, steps: string) => `on: ${on}\njobs:\n  a:\n    runs-on: ubuntu-latest\n    steps:\n${steps}`;

  it.each([
    ['issue_comment', '      - run: echo ${{ github.event.comment.body }}\n'],
    ['pull_request', '      - run: git fetch origin ${{ github.head_ref }}\n'],
    ['pull_request_target', '      - uses: actions/checkout@v4\n        with:\n          ref: ${{ github.event.pull_request.head.sha }}\n'],
    [
      '[push, workflow_run]',
      '      - uses: actions/checkout@v4\n        with:\n          ref: ${{ github.event.workflow_run.head_branch }}\n',
    ],
    ['push', '      - run: echo ${{ secrets.KEY }}\n'],
    ['push', '      - env:\n          KEY: ${{ secrets.KEY }}\n        run: echo "$KEY" | base64\n'],
    ['push', '      - env:\n          ALL: ${{ toJSON(secrets) }}\n        run: ./x\n'],
  ])('strangers steer a workflow on %s with %j', (on, steps) => {
    expect(told('.github/workflows/a.yml', job(on, steps)).filter((effect) => effect.startsWith('ci.expose untrusted'))).not.toEqual([]);
  });

  it.each([
    ['workflow_dispatch', '      - run: echo ${{ github.event.inputs.name }} ${{ github.event.repository.name }}\n'],
    ['push', "      - run: test ${{ contains(github.event.head_commit.message, 'x') }} = true\n"],
    ['pull_request', '      - run: echo ${{ github.event.pull_request.number }} ${{ github.sha }}\n'],
    ['pull_request', '      - uses: actions/checkout@v4\n        with:\n          ref: ${{ github.event.pull_request.head.sha }}\n'],
    ['pull_request_target', '      - uses: actions/labeler@v5\n'],
    ['push', '      - run: echo "${{ secrets.KEY }}" > key.pem\n'],
    ['push', '      - run: echo "${{ secrets.KEY }}" | base64 -d > key.pem\n'],
    ['push', '      - run: echo "::add-mask::${{ secrets.KEY }}"\n'],
    ['push', '      - run: echo ${{ secrets.GITHUB_TOKEN }} | gh auth login --with-token\n'],
    ['push', '      - env:\n          TOKEN: ${{ secrets.TOKEN }}\n        run: ./deploy --region $REGION\n'],
  ])('nobody steers a workflow on %s with %j', (on, steps) => {
    expect(told('.github/workflows/a.yml', job(on, steps)).filter((effect) => effect.startsWith('ci.expose untrusted'))).toEqual([]);
  });

  it.each<[string, string, string]>([
    [
      '.github/workflows/a.yml',
      'steps:\n  - uses: someone/thing@v1\n',
      'ci.expose unpinned an action that its owner may change at any time',
    ],
    ['.github/workflows/a.yml', 'permissions: write-all\n', 'ci.expose broad a workflow with all rights'],
    ['compose.yml', 'services:\n  a:\n    privileged: true\n', 'process.privilege broad a privileged container'],
    [
      'docker-compose.dev.yml',
      'services:\n  a:\n    volumes:\n      - /:/host\n',
      'process.privilege broad a container that reaches its host',
    ],
    [
      'ds.yaml',
      'apiVersion: apps/v1\nkind: DaemonSet\nspec:\n  volumes:\n    - hostPath:\n        path: /\n',
      'process.privilege broad a container that reaches its host',
    ],
    [
      '.vscode/tasks.json',
      '{"tasks":[{"runOptions":{"runOn": "folderOpen"}}]}',
      'process.schedule unattended a task that starts when the folder is opened',
    ],
    ['requirements.txt', 'reqeusts==2.0\nnumpy\n', 'package.install lookalike requests'],
    ['package.json', '{"devDependencies":{"loadsh":"^4"}}', 'package.install lookalike lodash'],
    ['package.json', '    "loadsh": "^4.1.0",\n', 'package.install lookalike lodash'],
    ['package.json', '{"dependencies":{"x":"https://files.example.net/x.tgz"}}', 'package.install from-url a dependency'],
    ['package.json', '{"dependencies":{"x":"github:ada/x"}}', 'package.install from-git a dependency'],
    ['requirements.txt', 'x @ https://files.example.net/x.whl\n', 'package.install from-url a dependency'],
    ['requirements.txt', '-e git+https://github.com/ada/x.git#egg=x\n', 'package.install from-git a dependency'],
    ['requirements.txt', '--extra-index-url http://pypi.example.net/simple\nx\n', 'package.install odd-index persist a list of packages'],
    [
      'pyproject.toml',
      '[project]\ndependencies = [\n  "fastapi>=0.1",\n  "pydanticc[email]~=2",\n]\n',
      'package.install lookalike pydantic',
    ],
    ['pyproject.toml', '[tool.poetry.dependencies]\npython = "^3.12"\nreqeusts = "^2"\n', 'package.install lookalike requests'],
    ['Cargo.toml', '[dev-dependencies]\ncriterionn = { version = "0.5" }\n', 'package.install lookalike criterion'],
    ['Gemfile', 'source "http://gems.example.net"\ngem "rails"\n', 'package.install odd-index persist a Gemfile'],
    ['Gemfile', 'gem "nokogirl", "~> 1"\n', 'package.install lookalike nokogiri'],
    ['yarn.lock', 'a@1:\n  resolved "http://203.0.113.9/a.tgz#x"\n', 'package.install odd-index a lock file'],
    ['pip.conf', '[global]\nindex-url = http://pypi.example.net/simple\n', 'package.install odd-index persist a setting'],
  ])('%s %j', (path, text, effect) => {
    expect(told(path, text)).toContain(effect);
  });

  it.each<[string, string]>([
    ['package.json', '{"name":"loadsh","dependencies":{"lodash":"^4","loadsh":"file:../loadsh"}}'],
    ['package.json', '  "homepage": "https://shop.example",\n  "repository": "git+https://github.com/ada/shop.git",\n  "lodash": "^4"\n'],
    ['deno.json', '{"imports":{"std/":"https://deno.land/std@0.224.0/"}}'],
    ['package-lock.json', '"resolved": "https://registry.npmjs.org/a/-/a-1.0.0.tgz",\n"resolved": "git+ssh://git@github.com/a/b.git#c",'],
    ['yarn.lock', Array.from({ length: 9 }, (_, i) => `  resolved "https://npm.shop.example/a${i}.tgz#x"`).join('\n')],
    ['pip.conf', '[global]\nindex-url = https://pypi.shop.example/simple\n'],
    ['pyproject.toml', '[project]\nname = "reqeusts"\ndependencies = ["requests", "pydantic>=2"]\n[tool.ruff.lint]\nselect = ["ALL"]\n'],
    ['Cargo.toml', '[package]\nname = "serdee"\n[dependencies]\nserde = { version = "1", features = ["derive"] }\n'],
    ['Gemfile', 'source "https://rubygems.org"\ngem "rails"\ngem "ffaker"\n'],
    ['requirements.txt', '# see https://pypi.org\n-r base.txt\n--index-url https://pypi.shop.example/simple\n./lib\n'],
    ['values.yaml', 'privileged: true\ncommand: rm -rf /\n'],
    [
      'compose.yml',
      'services:\n  a:\n    image: postgres:17\n    volumes:\n      - ./data:/var/lib/postgresql/data\n    privileged: false\n',
    ],
  ])('nothing is found in %s %j', (path, text) => {
    expect(told(path, text).filter((effect) => !effect.startsWith('exec'))).toEqual([]);
  });
});

it('tells from the file on the disk when a part of a workflow runs', () => {
  const path = '.github/workflows/a.yml';
  const step = '      - uses: actions/checkout@v4\n        with:\n          ref: ${{ github.event.pull_request.head.sha }}\n';
  const kinds = (before: string) =>
    analyzeContent(step, target(at(path)), 'Edit', setting({ files: { [at(path)]: before } })).actions.flatMap(({ effects }) =>
      effects.map(({ kind }) => kind),
    );
  expect(kinds('on: [pull_request_target]\njobs: {}\n')).toContain('ci.expose');
  expect(kinds('on: [pull_request]\njobs: {}\n')).not.toContain('ci.expose');
});

describe('entries of a YAML text', () => {
  it('are read in time that grows with the text, whatever it holds', () => {
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom('- ', '  ', 'a:', ' |\n', '\n', 'b', '"', "'", '[', ']', ',', '#', '{{'), { maxLength: 60 }),
        (parts) => yamlEntries(parts.join('')).length <= 200,
      ),
    );
    const started = performance.now();
    yamlEntries(`${'- '.repeat(5_000)}a: b\n`.repeat(100));
    expect(performance.now() - started).toBeLessThan(2_000);
  });
});
