import { describe, expect, it } from 'vitest';
import { analyzeShell, analyzeShellFiles } from '../../../../src/actions/shell/index.ts';
import type { Knowledge } from '../../../../src/actions/shell/interpreter.ts';
import { setting } from '../../../support/setting.ts';
import { effectsOf } from './shell.ts';

describe('an analysis', () => {
  it('of nothing is empty', () => {
    expect(analyzeShell('', 'bash', setting())).toStrictEqual({ actions: [], edges: [], incomplete: [] });
  });

  it('names what the call leaves behind only where it leaves something', () => {
    expect(analyzeShell('ls', 'bash', setting())).not.toHaveProperty('made');
    expect(analyzeShell('curl https://a.example > x.sh', 'bash', setting()).made).toEqual([
      { path: '/home/ada/code/shop/x.sh', label: 'downloaded-script' },
    ]);
  });

  it('names the tool that asked', () => {
    const toolsOf = (...name: string[]) => analyzeShell('ls > x', 'bash', setting(), ...name).actions.map(({ tool }) => tool);
    expect([toolsOf(), toolsOf('Task')]).toEqual([['Bash'], ['Task']]);
    expect(analyzeShellFiles('ls', 'bash', setting()).analysis.actions[0]?.tool).toBe('Bash');
  });

  it('knows the programs and the languages of code', () => {
    const kindsIn = (text: string) =>
      analyzeShell(text, 'bash', setting()).actions.flatMap(({ effects }) => effects.map(({ kind }) => kind));
    expect(kindsIn('rm a')).toContain('file.delete');
    expect(kindsIn(`python3 -c "import os; os.remove('a')"`)).toContain('file.delete');
  });

  const failing = (error: Error): Knowledge => ({
    programNamed: () => () => {
      throw error;
    },
    codeReader: () => undefined,
  });

  it('that goes too deep keeps what was found and says so', () => {
    const found = analyzeShell('> x; ls', 'bash', setting(), 'Bash', failing(new RangeError('Maximum call stack size exceeded')));
    expect(found.incomplete).toEqual(['nested too deeply']);
    expect(found.actions).toHaveLength(1);
  });

  it('hides no other fault', () => {
    expect(() => analyzeShell('ls', 'bash', setting(), 'Bash', failing(new TypeError('a bug')))).toThrow('a bug');
  });
});

describe('the files whose text is known', () => {
  const filesOf = (text: string) => Object.fromEntries(analyzeShellFiles(text, 'bash', setting()).files);
  const at = (name: string) => `/home/ada/code/shop/${name}`;

  it.each<[string, string, Readonly<Record<string, string>>]>([
    ['are those that the call writes out', 'echo a > x; echo b >> x', { [at('x')]: 'a\nb\n' }],
    ['are those that it decodes', 'echo YQ== | base64 -d > x', { [at('x')]: 'a' }],
    ['are by their absolute paths', 'cd /tmp; echo a > x', { '/tmp/x': 'a\n' }],
    ['are none that are downloaded', 'echo "$(curl https://a.example)" > x', {}],
    ['are none that a program prints', 'ls > x', {}],
    ['are none that are only partly known', '{ ls; echo a; } > x', {}],
    ['are none that are copied', 'cat y > x', {}],
    ['are no descriptors', 'exec 3<<< a', {}],
    ['are no folders', 'curl https://a.example/x.tgz | tar xz', {}],
  ])('%s', (_, text, expected) => {
    expect(filesOf(text)).toEqual(expected);
  });
});

it('what is written out in a folder named like a device is a file', () => {
  expect(effectsOf("echo 'rm /' > ./dev/x; sh dev/x")).toContain('file.delete /');
});
