import { describe, expect, test } from 'vitest';
import { type Command, literal } from '../../../../src/actions/command.ts';
import { programNamed } from '../../../../src/actions/programs/index.ts';
import { findings, setting } from '../code/read.ts';

function run(words: readonly string[], more: Partial<Command> = {}) {
  const command: Command = { words: words.map(literal), environment: {}, redirections: [], wrappers: [], ...more };
  return findings(programNamed(words[0] ?? '')?.(command, setting) ?? {});
}

describe('code on the command line', () => {
  test.each<[readonly string[], readonly string[]]>([
    [['python3', '-c', 'print(1)', 'x'], ['code print(1)']],
    [['python3', '-Ic', 'print(1)'], ['code print(1)']],
    [['python3', '-W', 'ignore', '-c', 'print(1)'], ['code print(1)']],
    [['python3', 'tool.py', '-c', 'x'], ['file tool.py']],
    [['node', '-e', 'go()'], ['code go()']],
    [['node', '--eval=go()'], ['code go()']],
    [['node', '-pe', '1 + 1'], ['code 1 + 1']],
    [['node', '--input-type=module', '-e', 'go()'], ['code go()']],
    [
      ['node', '-r', './hook.js', 'app.js'],
      ['file ./hook.js', 'file app.js'],
    ],
    [['node', 'app.js', '-e', 'x'], ['file app.js']],
    [['deno', 'eval', 'go()'], ['code go()']],
    [['deno', 'run', '-A', 'x.ts'], ['file x.ts']],
    [['tsx', 'x.ts'], ['file x.ts']],
    [['perl', '-e', 'print 1', 'x'], ['code print 1']],
    [
      ['perl', '-lane', 'print $F[0]', 'x'],
      ['file.read /home/ann/app/x', 'code print $F[0]'],
    ],
    [
      ['perl', '-pi.bak', '-e', 's/a/b/', 'x', 'y'],
      ['file.write /home/ann/app/x in-place', 'file.write /home/ann/app/y in-place', 'code s/a/b/'],
    ],
    [
      ['perl', '-0777', '-pi', '-e', 's/a/b/', 'x'],
      ['file.write /home/ann/app/x in-place', 'code s/a/b/'],
    ],
    [['perl', '-MFile::Path', '-e', 'rmtree("x")'], ['code rmtree("x")']],
    [['ruby', '-rfileutils', '-e', 'go'], ['code go']],
    [['php', '-r', 'go();'], ['code go();']],
    [
      ['awk', '-F:', '-v', 'a=1', '{print $1}', '/etc/passwd'],
      ['file.read /etc/passwd', 'code BEGIN{a="1"}{print $1}'],
    ],
    [
      ['awk', '-f', 'x.awk', 'data'],
      ['file.read /home/ann/app/data', 'file x.awk'],
    ],
    [
      ['gawk', '-i', 'inplace', '{print}', 'data'],
      ['file.write /home/ann/app/data in-place', 'code {print}'],
    ],
    [['lua', '-e', 'go()'], ['code go()']],
    [
      ['osascript', '-e', 'beep', '-e', 'beep 2'],
      ['code beep', 'code beep 2'],
    ],
    [['rscript', '-e', 'go()'], ['code go()']],
    [['tclsh', 'x.tcl'], ['file x.tcl']],
  ])('%j', (words, expected) => {
    expect(run(words)).toEqual(expected);
  });
});

describe('code on standard input', () => {
  const stdin = { stdin: { origin: 'literal', text: 'go()' } } as const;
  test.each<[readonly string[], readonly string[]]>([
    [['python3'], ['stdin']],
    [['python3', '-'], ['stdin']],
    [['python3', '-u', '-', 'argument'], ['stdin']],
    [['node'], ['stdin']],
    [['perl'], ['stdin']],
    [['python3', '-c', 'print(1)'], ['code print(1)']],
    [['awk', '{print}'], ['code {print}']],
    [['awk', '-v', 'x=a"b', '{print x}'], ['code BEGIN{x="a\\"b"}{print x}']],
    [['python3', '--version'], []],
  ])('%j', (words, expected) => {
    expect(run(words, stdin)).toEqual(expected);
  });

  test('what NODE_OPTIONS requires runs first', () => {
    expect(run(['node', 'app.js'], { environment: { NODE_OPTIONS: literal('--require /tmp/x.js') } })).toEqual([
      'file /tmp/x.js',
      'file app.js',
    ]);
  });

  test('a terminal is no code', () => {
    expect(run(['python3'])).toEqual(['exec interactive']);
  });
});

describe('python -m', () => {
  test.each<[readonly string[], readonly string[]]>([
    [
      ['python3', '-m', 'http.server', '8000'],
      ['file.read /home/ann/app contents', 'net.listen every address broad'],
    ],
    [['python3', '-m', 'http.server', '-b', '127.0.0.1'], ['net.listen private']],
    [['python3', '-m', 'pip', 'install', 'x'], ['argv pip install x']],
    [['python3', '-Im', 'pip', 'install', 'x'], ['argv pip install x']],
    [['python3', '-m', 'json.tool', 'a.json'], ['file.read /home/ann/app/a.json']],
    [['python3', '-m', 'venv', '.venv'], ['file.write /home/ann/app/.venv create']],
    [['python3', '-m', 'pytest', '-q'], ['package.script']],
    [
      ['python3', '-m', 'timeit', '-n', '1', '-s', 'import os', 'go()'],
      ['code import os', 'code go()'],
    ],
    [['python3', '-m', 'cProfile', '-o', 'x', 'tool.py'], ['file tool.py']],
  ])('%j', (words, expected) => {
    expect(run(words)).toEqual(expected);
  });
});
