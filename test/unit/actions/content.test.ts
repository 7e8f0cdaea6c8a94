import { describe, expect, it } from 'vitest';
import { literal } from '../../../src/actions/command.ts';
import { pathOperand } from '../../../src/actions/paths.ts';
import { analyzeContent } from '../../../src/actions/tools/content.ts';
import { commandsIn } from '../../../src/actions/tools/embedded-commands.ts';
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
    ['a workflow on one line', at('.github/workflows/ci.yml'), `jobs:\n  a:\n    steps:\n      - run: ${REMOVES}\n`],
    [
      'a workflow in a block',
      at('.github/workflows/ci.yml'),
      `steps:\n  - name: x\n    run: |\n      npm ci\n      ${REMOVES}\n  - uses: y\n`,
    ],
    [
      'the hooks of an agent',
      at('.claude/settings.json'),
      JSON.stringify({ hooks: { Stop: [{ hooks: [{ type: 'command', command: REMOVES }] }] } }),
    ],
    ['a unit', `${HOME}/.config/systemd/user/x.service`, `[Service]\nExecStart=-${REMOVES}\n`],
  ])('in %s', (_, path, text) => {
    expect(deletions(path, text)).toEqual(['/srv/data']);
  });

  it.each([
    ['prose', at('notes.md'), REMOVES],
    ['a program in another language', at('x.py'), `import os\n# ${REMOVES}`],
    ['a script for another interpreter', at('bin/x'), `#!/usr/bin/env python3\n${REMOVES}\n`],
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
  it.each<[string, string, string[]]>([
    [at('Makefile'), 'a:\n\tcc $(CFLAGS) \\\n\t\t-o $@ $$HOME', ['cc $CFLAGS  \t-o $@ $HOME']],
    [at('.github/workflows/a.yaml'), '- run: echo ${{ github.ref }}', ['echo $EXPRESSION']],
    [at('.github/workflows/a.yaml'), '- run: >-\n    echo a\n    echo b\n- name: x', ['echo a\necho b']],
    [at('.gitlab-ci.yml'), 'job:\n  script:\n    - npm ci\n    - npm test\n', ['npm ci\nnpm test\n']],
    ['/etc/cron.d/x', '# c\n*/5 * * * * root run-it --now\n@daily root clean up', ['run-it --now', 'clean up']],
    ['/var/spool/cron/crontabs/ada', '*/5 * * * * run-it --now', ['run-it --now']],
  ])('%s %j', (path, text, commands) => {
    expect(commandsIn(path, text, target(path))).toEqual(commands);
  });

  it('are few enough to be read', () => {
    const scripts = Object.fromEntries(Array.from({ length: 1_000 }, (_, i) => [`s${i}`, 'true']));
    expect(commandsIn(at('package.json'), JSON.stringify({ scripts }), target(at('package.json')))).toHaveLength(64);
  });
});
