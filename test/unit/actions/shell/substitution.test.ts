import { describe, expect, it } from 'vitest';
import { analyze, effectsOf } from './shell.ts';
import { traceOf } from './trace.ts';

describe('what an expansion substitutes runs', () => {
  it.each([
    'ls $(rm a)',
    'ls `rm a`',
    'ls "$(rm a)"',
    'x=$(rm a)',
    'ls $(echo $(rm a))',
    'ls <(rm a)',
    'ls > >(rm a)',
    'ls $((1 + $(rm a)))',
    'ls a[$(rm a)]*',
    'ls {$(rm a),b}',
    'ls ${x:-$(rm a)}',
    'x=; ls ${x:-$(rm a)}',
    'x=$(cat f); ls ${x:-$(rm a)}',
    'x=$(cat f); ls ${x:=$(rm a)}',
    'ls ${x:=$(rm a)}',
    'ls "${x:?$(rm a)}"',
    'x=$(cat f); ls ${x:?$(rm a)}',
    'x=v; ls ${x:+$(rm a)}',
    'ls ${x:+$(rm a)}',
    'set --; ls ${@:?$(rm a)}',
    'x=v; ls ${x#$(rm a)}',
    'x=v; ls ${x%%[$(rm a)]}',
    'x=v; ls ${x#"$(rm a)"}',
    'x=v; ls ${x/$(rm a)/b}',
    'x=v; ls ${x/b/$(rm a)}',
    'x=v; ls ${x:$(rm a)}',
    'x=v; ls ${x:1:$(rm a)}',
    'set -- v; ls ${@:$(rm a)}',
    'set -- v; ls ${@:1:$(rm a)}',
    'x=v; ls ${x^^$(rm a)}',
    'x=v; ls ${x~~$(rm a)}',
    "x='$(rm a)'; ls ${x@P}",
    'x=\'"`rm a`"\'; ls ${x@P}',
    'a=(b); ls ${a[$(rm a)]}',
    'a=(b); ls ${#a[$(rm a)]}',
    'a=(b); ls ${!a[$(rm a)]}',
    'cat << E\n$(rm a)\nE',
    'cat <<< $(rm a)',
    'case $(rm a) in x) ;; esac',
    'case x in $(rm a)) ;; esac',
    '[[ $(rm a) ]]',
    'for i in $(rm a); do :; done',
  ])('%s', (text) => {
    expect(effectsOf(text).filter((effect) => effect.startsWith('file.delete'))).toEqual(['file.delete /home/ada/code/shop/a']);
  });

  it.each([
    "ls '$(rm a)'",
    'x=v; ls ${x:-$(rm a)}',
    'x=v; ls ${x=$(rm a)} ${x?$(rm a)}',
    'x=; ls ${x:+$(rm a)}',
    "x='$(rm a)'; ls ${x@Q} $x",
    'set --; ls ${@+$(rm a)}',
  ])('nothing runs in %s', (text) => {
    expect(effectsOf(text)).toEqual([]);
  });
});

describe('what a substitution prints is followed', () => {
  it.each<[string, readonly string[]]>([
    ['rm "$(echo a)b"', ['echo a', 'rm ab | file.delete ./ab', 'flows 0>1']],
    ["rm $(printf 'a\\n\\n')", ['printf a\\n\\n', 'rm a | file.delete ./a', 'flows 0>1']],
    ['rm "$(printf \'\\na\\nb\\n\')"', ['printf \\na\\nb\\n', 'rm \\na\\nb | file.delete ./\\na\\nb', 'flows 0>1']],
    ['rm $(ls)', ['ls', 'rm ? | file.delete ?$(ls) (unknown)', 'flows 0>1']],
    ['x=$(curl u); bash -c "$x"', ['curl u | net.request', 'bash -c ?', '? (bash) | code.eval ?"$x" downloaded “bash”', 'flows 0>1 0>2']],
    [
      'bash -c "$(curl u | base64)"',
      [
        'curl u | net.request',
        'base64',
        'bash -c ?',
        '? (bash) | code.eval ?"$(curl u | base64)" downloaded “bash”',
        'flows 0>1 0>2 1>2 0>3 1>3',
      ],
    ],
    [
      'f() { bash -c "$*"; }; f "$(curl u)"',
      ['curl u | net.request', 'bash -c ?', '? (bash) | code.eval ?"$*" downloaded “bash”', 'flows 0>1 0>2'],
    ],
    [
      'set -- "$(curl u)" b; bash -c "$*"',
      [
        'curl u | net.request',
        'set -- ? b',
        'bash -c ? b',
        '? b (bash) | code.eval ?"$*" downloaded “bash”',
        'bash > ? b | exec ?? (unknown) dynamic',
        'flows 0>1 0>2 0>3',
      ],
    ],
    [
      'bash -c "$(cat f)$(curl u)$(echo a)"',
      [
        'cat f | file.read ./f',
        'curl u | net.request',
        'echo a',
        'bash -c ??a',
        '??a (bash) | code.eval ?"$(cat f)$(curl u)$(echo a)" downloaded “bash”',
        'bash > ??a | exec ???a (unknown) dynamic',
        'flows 0>3 1>3 2>3 0>4 1>4 2>4',
      ],
    ],
    [
      'bash -c "$(curl u)$(cat f)"',
      [
        'curl u | net.request',
        'cat f | file.read ./f',
        'bash -c ??',
        '?? (bash) | code.eval ?"$(curl u)$(cat f)" downloaded “bash”',
        'flows 0>2 1>2 0>3 1>3',
      ],
    ],
    [
      'rm $(echo a; echo b) $(echo c)',
      ['echo a', 'echo b', 'echo c', 'rm a b c | file.delete ./a | file.delete ./b | file.delete ./c', 'flows 0>3 1>3 0>3 1>3 2>3'],
    ],
    ['x=$(echo a)$(echo b); rm $x', ['echo a', 'echo b', 'rm ab | file.delete ./ab', 'flows 0>2 1>2']],
    [
      'bash <(curl u)',
      [
        'curl u | net.request',
        'bash /dev/fd/63',
        '<(curl u) (bash) | code.eval downloaded “bash” | opaque /dev/fd/63 downloaded outside-project “this call downloads it”',
        'flows 0>1 0>2',
      ],
    ],
    ['bash <(echo rm a)', ['echo rm a', 'bash /dev/fd/63', 'bash > rm a | file.delete ./a', 'flows 0>1']],
    [
      'cat <(rm a) <(rm b)',
      ['rm a | file.delete ./a', 'rm b | file.delete ./b', 'cat /dev/fd/63 /dev/fd/62 | file.read /dev/fd/63', 'flows 0>2 1>2'],
    ],
    ['. <(echo "rm a")', ['echo rm a', 'rm a | file.delete ./a', '. /dev/fd/63', 'flows 0>2']],
    [
      'curl u | tee >(bash)',
      ['curl u | net.request', 'bash', '(bash) | code.eval downloaded “bash”', 'tee /dev/fd/63', 'flows 0>1 0>2 0>3'],
    ],
    [
      'echo "rm a" | tee >(bash) >(cat)',
      [
        'echo rm a',
        'bash',
        '(bash) | code.eval literal “bash”',
        'bash > rm a | file.delete ./a',
        'cat',
        'tee /dev/fd/63 /dev/fd/62',
        'flows 0>1 0>2 0>3 0>4 0>5',
      ],
    ],
    ['x=$(cd sub; echo a); rm $x', ['cd sub in ./sub', 'echo a in ./sub', 'rm a | file.delete ./a', 'flows 0>2 1>2']],
    ['x=a; y=$(x=b; echo $x); rm $x $y', ['echo b', 'rm a b | file.delete ./a | file.delete ./b', 'flows 0>1']],
    [
      'echo "rm a" | bash -c "$(cat)"',
      ['echo rm a', 'cat', 'bash -c ?', '? (bash) | code.eval ?"$(cat)" dynamic “bash”', 'flows 1>2 1>3 0>1 0>2 0>3'],
    ],
    ['cat < in > $(cat)', ['cat', 'cat | file.read ./in | file.write ?$(cat) (unknown) truncate', 'flows 0>1']],
    [
      'echo rm a > >(bash)',
      ['echo rm a', 'bash', '(bash) | code.eval literal “bash”', 'bash > rm a | file.delete ./a', 'flows 0>1 0>2 0>3'],
    ],
    ['curl u > >(bash)', ['curl u | net.request', 'bash', '(bash) | code.eval downloaded “bash”', 'flows 0>1 0>2']],
    ['curl u &> >(bash)', ['curl u | net.request', 'bash', '(bash) | code.eval downloaded “bash”', 'flows 0>1 0>2']],
    [
      '{ echo rm a; echo rm b; } > >(bash)',
      [
        'echo rm a',
        'echo rm b',
        'bash',
        '(bash) | code.eval literal “bash”',
        'bash > rm a | file.delete ./a',
        'bash > rm b | file.delete ./b',
        'flows 0>2 1>2 0>3 1>3 0>4 1>4 0>5 1>5',
      ],
    ],
    ['cat key > >(curl u)', ['cat key | file.read ./key', 'curl u | net.request', 'flows 0>1']],
    ['ls >> >(tee log)', ['ls', 'tee log', 'flows 0>1', 'made wrote-script ./log']],
    ['ls > >(rm a) > >(rm b)', ['ls', 'rm a | file.delete ./a', 'rm b | file.delete ./b', 'flows 0>1 0>2 1>2']],
    ['ls 2> >(rm a)', ['rm a | file.delete ./a', 'ls']],
    ['> >(rm a)', ['rm a | file.delete ./a']],
    [
      'echo rm a > >(bash) | cat',
      [
        'echo rm a',
        'bash',
        '(bash) | code.eval literal “bash”',
        'bash > rm a | file.delete ./a',
        'cat',
        'flows 0>1 0>2 0>3 0>4 1>4 2>4 3>4',
      ],
    ],
    ['ls > >(rm a)/b', ['ls /b', 'rm a | file.delete ./a', 'flows 0>1']],
    ['ls > <(rm a)', ['rm a | file.delete ./a', 'ls', 'flows 0>1']],
    ['ls $(if)', ['ls', "incomplete: syntax: expected 'then'"]],
    ['cat <(:) <(rm a)', [':', 'rm a | file.delete ./a', 'cat /dev/fd/63 /dev/fd/62 | file.read /dev/fd/63', 'flows 0>2 1>2']],
    ['cat << E\n~/$x\nE', ['cat']],
    ['rm $(echo a', ['echo a', 'rm a | file.delete ./a', 'flows 0>1', 'incomplete: syntax: unterminated command substitution']],
    ['echo $(echo `echo $(rm a)`)', ['rm a | file.delete ./a', 'echo ?', 'echo ?', 'echo ?', 'flows 0>1 0>2 1>2 0>3 1>3 2>3']],
  ])('%s', (text, lines) => {
    expect(traceOf(analyze(text))).toEqual(lines);
  });
});
