import { describe, expect, it } from 'vitest';
import { analyzeShell } from '../../../../src/actions/shell/index.ts';
import type { Label } from '../../../../src/domain/session.ts';
import { PROJECT, type SettingOptions, setting } from '../../../support/setting.ts';

const at = (name: string): string => `${PROJECT}/${name}`;
const fetched = (...names: readonly string[]): Label[] => names.map((name) => ({ name: 'downloaded-script', about: at(name) }));
const short = (path: string): string => path.replace(`${PROJECT}/`, '').replace(/^\/home\/ada\/(?!code\/shop-)/, '~/');

const SESSION: readonly Label[] = [
  ...fetched('a.gz', 'tool.tar.gz', 'tool.ZIP', 'app.git'),
  { name: 'downloaded-script', about: '/tmp/t.gz' },
  { name: 'wrote-script', about: at('w.sh') },
  { name: 'wrote-script', about: at('both.sh') },
  ...fetched('both.sh'),
  { name: 'cloned-repository', about: at('lib/**') },
  { name: 'secret-read', about: at('key') },
  { name: 'downloaded-script' },
];

const made = (text: string, options: SettingOptions = {}): string[] =>
  (analyzeShell(text, 'bash', setting({ session: SESSION, ...options })).made ?? []).map(({ label, path }) => `${label} ${short(path)}`);

describe('what a call leaves behind that nobody has read', () => {
  it.each<[string, ...string[]]>([
    ['curl -so i.sh https://h.example/i.sh', 'downloaded-script i.sh'],
    ['curl -s https://h.example/i.sh > i.log', 'downloaded-script i.log'],
    ['curl -s https://h.example/i.sh >> i.sh', 'downloaded-script i.sh'],
    ['curl -s https://h.example/i.sh | tee i.sh', 'downloaded-script i.sh'],
    ['curl -s https://h.example/i.sh | base64 -d > i.sh', 'downloaded-script i.sh'],
    ['echo ls > i.sh'],
    ['echo bHM= | base64 -d > i.sh'],
    ['touch i.sh'],
    ['generate > i.sh', 'wrote-script i.sh'],
    ['generate > /dev/null'],
    ['generate > /dev/shm/x'],
    ['generate > /proc/self/x'],
    ['generate > x/dev/y', 'wrote-script x/dev/y'],
    ['git clone https://h.example/a/tool.git', 'cloned-repository tool/**'],
    ['git clone https://h.example/a/tool.git /tmp/x', 'cloned-repository /tmp/x/**'],
  ])('%s', (text, ...expected) => {
    expect(made(text, { session: [] })).toEqual(expected);
  });

  it('is told by its name from logs and tables', () => {
    const scripts = 'x.sh x.bash x.zsh x.fish x.command x.py x.pl x.rb x.js x.cjs x.mjs bin/x x my.dir/x'.split(' ');
    const others = 'x.log x.csv x.json x.jsx x.pyc x.shx x.sh.txt .x my.x x.command.md'.split(' ');
    const text = [...scripts, ...others].map((name) => `generate > ${name}`).join('; ');
    expect(made(text, { session: [] })).toEqual(scripts.map((name) => `wrote-script ${name}`));
  });

  it('is told of so many files', () => {
    const text = Array.from({ length: 70 }, (_, i) => `generate > x${i}.sh`).join('; ');
    expect(made(text, { session: [] })).toHaveLength(64);
  });
});

describe('what an earlier call fetched, wrote or cloned stays what it is', () => {
  it.each<[string, ...string[]]>([
    ['cp a.gz b.gz', 'downloaded-script b.gz'],
    ['mv a.gz b.gz', 'downloaded-script b.gz'],
    ['cat a.gz > b.log', 'downloaded-script b.log'],
    ['cat < a.gz > b.log', 'downloaded-script b.log'],
    ['cat a.gz >> b.log', 'downloaded-script b.log'],
    ['cd /tmp; cp t.gz b.gz', 'downloaded-script /tmp/b.gz'],
    ['cd /tmp; cat t.gz > b.log', 'downloaded-script /tmp/b.log'],
    ['cd /tmp; gunzip t.gz', 'downloaded-script /tmp/t'],
    ['cd /tmp; cat a.gz > b.log'],
    ['(cd /tmp; cat t.gz) > b.log', 'downloaded-script b.log'],
    ['cp w.sh v.log', 'wrote-script v.log'],
    ['cp both.sh v.sh', 'downloaded-script v.sh'],
    ['cp lib/x v', 'cloned-repository v'],
    ['cp key v'],
    ['cp other v'],
    ['cp a.gz b; cp b c', 'downloaded-script b', 'downloaded-script c'],
    ['cp a.gz b; echo > a.gz; cp b c', 'downloaded-script b', 'downloaded-script c'],
    ['cp a.gz b; cp other b'],
    ['gunzip a.gz', 'downloaded-script a'],
    ['base64 -d a.gz > a', 'downloaded-script a'],
    ['base64 -d < a.gz > a', 'downloaded-script a'],
    ['cat a.gz | base64 -d > a', 'downloaded-script a'],
    ['cat a.gz | generate | base64 -d > a', 'downloaded-script a'],
    ['base64 -d a.gz > a; echo > a.gz', 'downloaded-script a'],
    ['generate a.gz > a', 'wrote-script a'],
    ['base64 -d a.gz > a.json'],
    ['base64 -d w.sh > a', 'wrote-script a'],
    ['base64 -d other > a', 'wrote-script a'],
    ['jq . a.gz > x.json; base64 -d x.json > a', 'downloaded-script a'],
    ['base64 -d a.gz | head; generate > a', 'wrote-script a'],
    ['rm -v a.gz | generate > a', 'wrote-script a'],
    ['base64 -d a.gz | tar xz -C v', 'downloaded-script v/**'],
    ['generate | tar xz -C v', 'wrote-script v/**'],
    ['git clone https://h.example/a/tool.git .', 'cloned-repository tool/**'],
    ['cp a.gz ../shop-v2', 'downloaded-script /home/ada/code/shop-v2'],
    ['cp "$x" v'],
  ])('%s', (text, ...expected) => {
    expect(made(text)).toEqual(expected);
  });
});

describe('what this call fetched or wrote stays what it was as it was copied', () => {
  it.each<[string, ...string[]]>([
    ['curl -so x https://h.example/i; mv x y; echo ls > x', 'downloaded-script y'],
    ['curl -so x https://h.example/i; cat x > y; rm x', 'downloaded-script x', 'downloaded-script y'],
    ['cd /tmp; curl -so x https://h.example/i; cat x > y', 'downloaded-script /tmp/x', 'downloaded-script /tmp/y'],
    ['curl -so x https://h.example/i; cp x y; cp y z', 'downloaded-script x', 'downloaded-script y', 'downloaded-script z'],
    ['echo ls > x; cp x y; curl -so x https://h.example/i', 'downloaded-script x'],
    ['echo ls > y; curl -so x https://h.example/i; cat x >> y', 'downloaded-script x', 'downloaded-script y'],
    ['generate > x.log; cp x.log x.sh', 'wrote-script x.sh'],
    ['curl -so x.log https://h.example/i; base64 -d x.log > y', 'downloaded-script x.log', 'downloaded-script y'],
    ['curl -so x.tgz https://h.example/x.tgz; tar xzf x.tgz -C v', 'downloaded-script x.tgz', 'downloaded-script v/**'],
    ['cp x y; cp y x'],
  ])('%s', (text, ...expected) => {
    expect(made(text, { session: [] }).toSorted()).toEqual(expected.toSorted());
  });
});

describe('an archive makes a folder of its name where others work, too, and all of a folder that is its own', () => {
  it.each<[string, string]>([
    ['tar xzf tool.tar.gz', 'tool/**'],
    ['tar xzf tool.tar.gz -C ~', '~/tool/**'],
    ['tar xzf tool.tar.gz -C /home', '/home/tool/**'],
    ['tar xzf tool.tar.gz -C /', '/tool/**'],
    ['tar xzf tool.tar.gz -C /tmp', '/tmp/tool/**'],
    ['tar xzf tool.tar.gz -C /var/tmp', '/var/tmp/tool/**'],
    ['tar xzf tool.tar.gz -C /home/ada/code/sh', '~/code/sh/**'],
    ['tar xzf tool.tar.gz -C vendor', 'vendor/**'],
    ['tar xzf tool.tar.gz -C /tmp/x', '/tmp/x/**'],
    ['unzip tool.ZIP', 'tool/**'],
  ])('%s', (text, expected) => {
    expect(made(text)).toEqual([`downloaded-script ${expected}`]);
  });

  it.each([
    ['x.tar', 'x'],
    ['x.tgz', 'x'],
    ['x.tbz', 'x'],
    ['x.txz', 'x'],
    ['x.tbz2', 'x.tbz2'],
    ['x.tar.bz2', 'x'],
    ['x.tar.zst', 'x'],
    ['x-1.2.tar.xz', 'x-1.2'],
    ['x.tar.gz.old', 'x.tar.gz.old'],
    ['x', 'x'],
  ])('%s is unpacked into %s', (name, folder) => {
    expect(made(`tar xf ${name}`, { session: fetched(name) })).toEqual([`downloaded-script ${folder}/**`]);
  });

  it('makes one of the folder that the work goes on in', () => {
    expect(made('tar xzf /tmp/t.gz', { cwd: '/srv/a/b' })).toEqual(['downloaded-script /srv/a/b/t.gz/**']);
    expect(made('tar xzf /tmp/t.gz -C ..', { cwd: '/srv/a/b' })).toEqual(['downloaded-script /srv/a/t.gz/**']);
    expect(made('tar xzf /tmp/t.gz -C /srv/x', { cwd: undefined })).toEqual(['downloaded-script /srv/x/**']);
  });
});

const HANDED: readonly Label[] = [
  { name: 'downloaded-script' },
  { name: 'wrote-script', about: at('both.sh') },
  ...fetched('tool.deb', 'tool.tgz', 'tool.jar', 'requests', 'Makefile', 'helper.py', 'helper.js', 'sub/other.py', 'both.sh'),
];

const runs = (text: string, options: SettingOptions = {}): string[] =>
  analyzeShell(text, 'bash', setting({ session: HANDED, ...options })).actions.flatMap(({ effects }) =>
    effects.flatMap(({ operand, flags }) => (flags?.join() === 'downloaded,earlier' ? [short(operand?.value ?? '')] : [])),
  );

describe('what an earlier call fetched is run', () => {
  const files = { [at('app.py')]: 'import helper\n', [at('sub/app.py')]: 'import other\n' };

  it.each<[string, ...string[]]>([
    ['dpkg -i tool.deb', 'tool.deb'],
    ['sudo dpkg -i tool.deb', 'tool.deb'],
    ['apt install ./tool.deb', 'tool.deb'],
    ['pip install ./tool.tgz', 'tool.tgz'],
    ['npm i ./tool.tgz', 'tool.tgz'],
    ['java -jar tool.jar', 'tool.jar'],
    ['make', 'Makefile'],
    ['sh both.sh', 'both.sh'],
    ['./both.sh', 'both.sh'],
    ["python3 -c 'import helper'", 'helper.py'],
    ["python3 -c 'import other'"],
    ["cd sub; python3 -c 'import other'", 'sub/other.py'],
    ["cd sub; python3 -c 'import helper'"],
    ['cd "$x"; python3 -c \'import helper\''],
    ['python3 app.py', 'helper.py'],
    ['python3 sub/app.py', 'sub/other.py'],
    [`node -e 'require("./helper.js")'`, 'helper.js'],
    ['dpkg -i other.deb'],
    ['java -jar other.jar'],
    ['java -jar "$jar"'],
    ['pip install tool'],
    ['pip install requests'],
    ['cat tool.jar'],
    ['cp tool.jar x.jar'],
    ['ssh host java -jar tool.jar'],
    ['ssh host make'],
    [`ssh host "python3 -c 'import helper'"`],
  ])('%s', (text, ...expected) => {
    expect(runs(text, { files })).toEqual(expected);
  });

  it.each(['dpkg -i tool.deb', 'java -jar tool.jar', 'make', 'sh both.sh'])(
    '%s says nothing of what was only written or cloned',
    (text) => {
      const names = ['tool.deb', 'tool.jar', 'Makefile', 'both.sh'].map(at);
      const session = names.flatMap((about): Label[] => [
        { name: 'wrote-script', about },
        { name: 'cloned-repository', about },
      ]);
      expect(runs(text, { session })).toEqual([]);
    },
  );

  it('names the file by the word that the call has for it, else by where it is', () => {
    const operands = (text: string) =>
      analyzeShell(text, 'bash', setting({ session: HANDED }))
        .actions.flatMap(({ effects }) => effects.filter(({ flags }) => flags?.includes('earlier')))
        .map(({ operand }) => operand);
    expect(operands('make')).toEqual([{ text: at('Makefile'), value: at('Makefile'), certainty: 'derived', classes: [] }]);
    expect(operands('java -jar tool.jar')).toEqual([expect.objectContaining({ text: 'tool.jar', value: at('tool.jar') })]);
  });
});
