import { describe, expect, it } from 'vitest';
import type { Run } from '../../../../src/actions/command.ts';
import { pathOperand } from '../../../../src/actions/paths.ts';
import { effectsOf, outcomeOf } from '../../../support/programs.ts';
import { PROJECT, setting } from '../../../support/setting.ts';

const effects = (text: string, kind: string) => (outcomeOf(text).effects ?? []).filter((effect) => effect.kind === kind);
const argv = (run: Run | undefined) => (run?.kind === 'argv' ? run.argv : []);

describe('find deletes', () => {
  it.each([
    ['find . -delete', PROJECT, ['project-root']],
    ['find . -type f -delete', PROJECT, ['project-root']],
    ['find . -delete -name x', PROJECT, ['project-root']],
    ["find . -name '*' -delete", PROJECT, ['project-root']],
    ["find . ! -name '*.ts' -delete", PROJECT, ['project-root']],
    ["find . -name '*.bak' -delete", `${PROJECT}/**/*.bak`, ['project']],
    ["find -name '*.bak' -delete", `${PROJECT}/**/*.bak`, ['project']],
    ["find . -maxdepth 1 -name '*.log' -delete", `${PROJECT}/*.log`, ['project']],
    ['find . -type d -empty -delete', `${PROJECT}/**/*(-empty)`, ['project']],
    ["find . -path './node_modules' -prune -o -name '*.bak' -delete", `${PROJECT}/**/*.bak`, ['project']],
    ["find . -name '.env' -delete", `${PROJECT}/**/.env`, ['project', 'secret']],
    ["find / -name '*.log' -delete", '/**/*.log', ['system', 'outside']],
    ['find / -delete', '/', ['root', 'own-state']],
    ['find . -type f -mtime +30 -delete', `${PROJECT}/**/*(-mtime)`, ['project']],
    ['find . -mtime +0 -delete', PROJECT, ['project-root']],
    ['find ~ -mtime +30 -delete', '/home/ada', ['home', 'own-state']],
    ['find dist -delete', `${PROJECT}/dist`, ['project', 'cache']],
  ])('%s: %s %j', (text, value, classes) => {
    expect(effects(text, 'file.delete')).toMatchObject([{ operand: { value, classes }, flags: ['recursive'] }]);
  });

  it('each of several names, and from each folder', () => {
    const values = effects("find src test ( -name '*.a' -o -name '*.b' ) -delete", 'file.delete').map(({ operand }) => operand?.value);
    expect(values).toEqual(['src/**/*.a', 'src/**/*.b', 'test/**/*.a', 'test/**/*.b'].map((path) => `${PROJECT}/${path}`));
  });

  it('nothing where it only looks', () => {
    expect(effects("find . -name 'x' -o -name '-delete'", 'file.delete')).toEqual([]);
    expect(effects('find ~ -name id_rsa', 'file.list')).toMatchObject([{ operand: { classes: ['outside', 'secret'] } }]);
  });

  it('a look into one folder alone is no search', () => {
    expect(effectsOf('find / -maxdepth 1 -name etc')).toEqual(['file.list /etc']);
    expect(effectsOf('find / -name etc')).toEqual(['file.list recursive /**/etc']);
  });
});

describe('what is found is run on', () => {
  it.each([
    ['find . -exec rm -rf {} ;', 'rm -rf ./**/*'],
    ["find . -name '*.bak' -exec rm {} +", 'rm ./**/*.bak'],
    ["find a b -name '*.x' -execdir sh run.sh {} ;", 'sh run.sh a/**/*.x b/**/*.x'],
    ["find . -ok mv {} {}.old ';'", 'mv ./**/* ..old'],
    ['find . -exec cat', 'cat'],
    ['fd -e bak -x rm', 'rm ./**/*.bak'],
    ['fd tmp ~ -X rm -rf {}', 'rm -rf /home/ada/**/*tmp*'],
  ])('%s: %s', (text, expected) => {
    const [run] = outcomeOf(text).runs ?? [];
    expect(
      argv(run)
        .map((word) => word.value)
        .join(' '),
    ).toBe(expected);
  });

  it('with what the names say', () => {
    const last = argv(outcomeOf("find ~ -name 'id_*' -exec cat {} ;").runs?.[0]).at(-1);
    expect(last && pathOperand(last, setting()).classes).toEqual(['outside', 'secret']);
  });

  it('by whoever reads the names', () => {
    expect(outcomeOf("find src -name '*.bak'").stdout).toEqual({ origin: 'dynamic', text: 'src/**/*.bak' });
    expect(outcomeOf('find . -print0').stdout).toEqual({ origin: 'dynamic', text: './**/*' });
  });

  it('in a file that is written', () => {
    expect(effects('find . -fprint ~/.bashrc', 'file.write')).toMatchObject([{ operand: { classes: ['outside', 'shell-startup'] } }]);
  });
});
