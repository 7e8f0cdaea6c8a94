import { describe, expect, it } from 'vitest';
import { analyze, commandsOf } from './shell.ts';
import { traceOf } from './trace.ts';

const CASES: readonly (readonly [string, readonly string[]])[] = [
  ['x=(a b); x+=(c); rm "${x[@]}"', ['rm a b c | file.delete ./a | file.delete ./b | file.delete ./c']],
  ['declare -a x=(a b); rm "${x[@]}"', ['declare -a x', 'rm a b | file.delete ./a | file.delete ./b']],
  ['declare x=(a b) y=c; rm "${x[1]}" $y', ['declare x y=c', 'rm b c | file.delete ./b | file.delete ./c']],
  ['declare x=a; declare x+=b; rm $x', ['declare x=a', 'declare x+=b', 'rm ab | file.delete ./ab']],
  ["export x=a y; bash -c 'rm $x$y'", ['export x=a y', 'bash -c rm $x$y', 'bash > rm a? | file.delete ?$x$y (unknown)']],
  ['m=([k]=v [l]="a b" m); rm "${m[k]}" "${m[l]}"', ['rm v a b | file.delete ./v | file.delete ./a b']],
  ['declare -A m=([k]=v [long]=w); rm ${m[long]} ${m[k]}', ['declare -A m', 'rm w v | file.delete ./w | file.delete ./v']],
  ['x[2]=a; rm ${x[2]}', ['rm a | file.delete ./a']],
  ['i=3; x[$i]=a; rm ${x[3]}', ['rm a | file.delete ./a']],
  ['x=a; x+=b; x+=c; rm $x', ['rm abc | file.delete ./abc']],
  ['x=$(ls); x+=b; rm "$x"', ['ls', 'rm ?b | file.delete ?"$x" (unknown)', 'flows 0>1']],
  ['x=a; x+=$(ls); rm "$x"', ['ls', 'rm a? | file.delete ?"$x" (unknown)', 'flows 0>1']],
  ['x+=b; rm $x', ['rm b | file.delete ./b']],
  ['if ls; then x=a; else x=b; fi; x+=c; rm $x', ['ls', 'rm bc | file.delete ./bc', 'rm ac | file.delete ./ac']],
  ['if ls; then x=a; else x=b; fi; y=$x/$x; rm $y', ['ls', 'rm b/b | file.delete ./b/b', 'rm a/a | file.delete ./a/a']],
  [
    'if ls; then x=a; else x=b; fi; rm $x $x',
    ['ls', 'rm b b | file.delete ./b | file.delete ./b', 'rm a a | file.delete ./a | file.delete ./a'],
  ],
  [
    'if ls; then x=a; else x=b; fi; rm $(echo $x)',
    ['ls', 'echo b', 'rm b | file.delete ./b', 'echo a', 'rm a | file.delete ./a', 'flows 1>2 3>4'],
  ],
  [
    'if ls; then x=a; else x=b; fi; bash -c "rm $x"',
    ['ls', 'bash -c rm b', 'bash > rm b | file.delete ./b', 'bash -c rm a', 'bash > rm a | file.delete ./a'],
  ],
  ['x=a y=b ls', ['x=a y=b ls']],
  ['x=a y=$x ls', ['x=a y=? ls']],
  ['export z=c; x=a ls', ['export z=c', 'z=c x=a ls']],
  ['x=(a) ls', ['ls']],
  ['x=a rm $x', ['x=a rm ? | file.delete ?$x (unknown)']],
  ['HISTFILE=/dev/null', ['- | file.write ?HISTFILE history-file', 'export HISTFILE=/dev/null']],
  ['HISTFILE=/home/ada/h', ['export HISTFILE=~/h']],
  ['HIST=0', ['export HIST=0']],
  ['NPM_TOKEN=x', ['export NPM_TOKEN=x']],
  ['KUBECONFIG=/tmp/k', ['export KUBECONFIG=/tmp/k']],
  ['AWS_PROFILE=prod', ['export AWS_PROFILE=prod']],
  ['AWS_PROFILE=prod; ls', ['export AWS_PROFILE=prod', 'ls']],
  ['PATH=/tmp/bin:$PATH; ls', ['export PATH=/tmp/bin:/usr/local/bin:/usr/bin:/bin', 'ls']],
  ['PGHOST=db.prod; ls', ['ls']],
  ['rm a; ls $_', ['rm a | file.delete ./a', 'ls a']],
  ['f() { rm "$@"; }; f a b', ['rm a b | file.delete ./a | file.delete ./b']],
  ['f() { rm "$1"; }; f a > out', ['- | file.write ./out truncate', 'rm a | file.delete ./a', 'flows 1>0', 'made wrote-script ./out']],
  ['f() { cat; }; f < in', ['- | file.read ./in', 'cat', 'flows 0>1']],
  ['f() { cat; }; f <<< "$(cat key)"', ['cat key | file.read ./key', '-', 'cat', 'flows 0>1 1>2']],
  ['f() { rm "$2"; f2; }; f2() { ls; }; f a b', ['rm b | file.delete ./b', 'ls']],
  ['f() (rm "$1"); f a', ['rm a | file.delete ./a']],
  ['f() if ls; then rm "$1"; fi; f a', ['ls', 'rm a | file.delete ./a']],
  [
    'f() { local x=b; rm $x; g; }; g() { rm "$x"; }; x=a; f; rm $x',
    ['local x=b', 'rm b | file.delete ./b', 'rm b | file.delete ./b', 'rm a | file.delete ./a'],
  ],
  ['f() { local x; x=b; }; x=a; f; rm $x', ['local x', 'rm a | file.delete ./a']],
  ['f() { local y=b; }; f; rm "$y"', ['local y=b', 'rm ? | file.delete ?"$y" (unknown)']],
  ['f() { x=b; }; x=a; f; rm $x', ['rm b | file.delete ./b']],
  ['f() { local x=b x=c; }; x=a; f; rm $x', ['local x=b x=c', 'rm a | file.delete ./a']],
  ['f() { set -- z; rm $1; }; set -- a; f b; rm $1', ['set -- a', 'set -- z', 'rm z | file.delete ./z', 'rm a | file.delete ./a']],
  ['f() { declare -g x=b; }; x=a; f; rm $x', ['declare -g x=b', 'rm b | file.delete ./b']],
  [
    'f() { rm a; f; }; f',
    [
      'rm a | file.delete ./a',
      'rm a | file.delete ./a',
      'rm a | file.delete ./a',
      'rm a | file.delete ./a',
      'rm a | file.delete ./a',
      'rm a | file.delete ./a',
      'rm a | file.delete ./a',
    ],
  ],
  ['f() { echo /; }; rm $(f)', ['echo /', 'rm / | file.delete /', 'flows 0>1']],
  ['f() { ls; }; command f', ['f | exec f', 'command f']],
  ['f() { ls; }; \\f', ['ls']],
  ['rm() { ls; }; sudo rm a', ['sudo rm a | process.privilege', 'sudo > rm a | file.delete ./a']],
  ['rm() { ls; }; rm a', ['ls']],
  ['rm() { ls; }; unset -f rm; rm a', ['unset -f rm', 'rm a | file.delete ./a']],
  ['/bin/cd /tmp; rm a', ['/bin/cd /tmp in /tmp', 'rm a in /tmp | file.delete /tmp/a']],
  [
    '/usr/local/bin/echo a > x; rm $(cat x)',
    ['/usr/local/bin/echo a | file.write ./x truncate', 'cat x | file.read ./x', 'rm ? | file.delete ?$(cat x) (unknown)', 'flows 0>1 1>2'],
  ],
  ['/opt/echo a', ['/opt/echo a | exec /opt/echo', '(echo) | opaque /opt/echo missing outside-project “it is not there”']],
  ['./echo a', ['./echo a | exec ./echo', '(echo) | opaque ./echo missing “it is not there”']],
  ['x/bin/echo a', ['x/bin/echo a | exec ./x/bin/echo', '(echo) | opaque ./x/bin/echo missing “it is not there”']],
  ['/bin/x/echo a', ['/bin/x/echo a | exec /bin/x/echo', '(echo) | opaque /bin/x/echo missing outside-project “it is not there”']],
  ['$RM a', ['? a | exec ?$RM (unknown) dynamic', '$RM > rm a | file.delete ./a']],
  ['${RM} a', ['? a | exec ?${RM} (unknown) dynamic', '${RM} > rm a | file.delete ./a']],
  ['"$RM" a', ['? a | exec ?"$RM" (unknown) dynamic', '"$RM" > rm a | file.delete ./a']],
  ['"${RM}" -f a', ['? -f a | exec ?"${RM}" (unknown) dynamic', '"${RM}" > rm -f a | file.delete ./a']],
  ['$RM_BIN a', ['? a | exec ?$RM_BIN (unknown) dynamic', '$RM_BIN > rm a | file.delete ./a']],
  ['$RM_CMD a', ['? a | exec ?$RM_CMD (unknown) dynamic', '$RM_CMD > rm a | file.delete ./a']],
  ['$WHICH_RM a', ['? a | exec ?$WHICH_RM (unknown) dynamic', '$WHICH_RM > rm a | file.delete ./a']],
  ['$which_rm a', ['? a | exec ?$which_rm (unknown) dynamic', '$which_rm > rm a | file.delete ./a']],
  ['$x a', ['? a | exec ?$x (unknown) dynamic']],
  ['$(ls) a', ['ls', '? a | exec ?$(ls) (unknown) dynamic', 'flows 0>1']],
  ['$(ls) rm a', ['ls', '? rm a | exec ?$(ls) (unknown) dynamic', '? > rm a | file.delete ./a', 'flows 0>1']],
  ['$y rm a', ['? rm a | exec ?$y (unknown) dynamic', '? > rm a | file.delete ./a']],
  ['$RMx a', ['? a | exec ?$RMx (unknown) dynamic']],
  ['"x$RM" a', ['x? a | exec ?"x$RM" (unknown) dynamic']],
  ['$(curl u) a', ['curl u | net.request', '? a | exec ?$(curl u) (unknown) dynamic | code.eval downloaded “the shell”', 'flows 0>1']],
  [
    '$(echo cm0K | base64 -d) a',
    ['echo cm0K', 'base64 -d', 'rm a | file.delete ./a | exec rm obfuscated “$(echo cm0K | base64 -d)”', 'flows 0>1 0>2 1>2'],
  ],
  ['nope rm a', ['nope rm a | exec nope', 'nope > rm a | file.delete ./a']],
  ['nope -f rm a', ['nope -f rm a | exec nope', 'nope > rm a | file.delete ./a']],
  ['nope ls a', ['nope ls a | exec nope']],
  ['nope /etc/shadow', ['nope /etc/shadow | exec nope | file.read /etc/shadow']],
  ['nope set /etc/shadow', ['nope set /etc/shadow | exec nope | file.read /etc/shadow']],
  ['nope ~/.ssh/id_rsa', ['nope ~/.ssh/id_rsa | exec nope']],
  ['nope /home/ada/.local/state/hookwarden/x', ['nope ~/.local/state/hookwarden/x | exec nope | file.read ~/.local/state/hookwarden/x']],
  [
    'nope rm /home/ada/.local/state/hookwarden/x',
    [
      'nope rm ~/.local/state/hookwarden/x | exec nope | file.write ~/.local/state/hookwarden/x in-place',
      'nope > rm ~/.local/state/hookwarden/x | file.delete ~/.local/state/hookwarden/x',
    ],
  ],
  [
    'nope delete .claude/settings.json',
    [
      'nope delete .claude/settings.json | exec nope | file.write ./.claude/settings.json in-place',
      'nope delete .claude/settings.json | agent.reconfigure ./.claude/settings.json disable “an unseen change of settings”',
    ],
  ],
  ['nope unsetx .claude/settings.json', ['nope unsetx .claude/settings.json | exec nope']],
  [
    'nope --in-place .claude/settings.json',
    [
      'nope --in-place .claude/settings.json | exec nope | file.write ./.claude/settings.json in-place',
      'nope --in-place .claude/settings.json | agent.reconfigure ./.claude/settings.json disable “an unseen change of settings”',
    ],
  ],
  [
    'nope -i .claude/settings.json',
    [
      'nope -i .claude/settings.json | exec nope | file.write ./.claude/settings.json in-place',
      'nope -i .claude/settings.json | agent.reconfigure ./.claude/settings.json disable “an unseen change of settings”',
    ],
  ],
  ['nope .claude/settings.json', ['nope .claude/settings.json | exec nope']],
  ['nope put README.md', ['nope put README.md | exec nope']],
  ['nope < /etc/shadow', ['nope | file.read /etc/shadow | exec nope']],
  ['sudo cat < in', ['sudo cat | file.read ./in | process.privilege', 'sudo > cat', 'flows 0>1']],
  ['sudo cat > out', ['sudo cat | file.write ./out truncate | process.privilege', 'sudo > cat', 'flows 1>0', 'made wrote-script ./out']],
  ['sudo cat >> out', ['sudo cat | file.append ./out append | process.privilege', 'sudo > cat', 'flows 1>0', 'made wrote-script ./out']],
  [
    'sudo sh < in',
    ['sudo sh | file.read ./in | process.privilege', 'sudo > sh', 'sudo > (sh) | opaque ./in missing “it is not there”', 'flows 0>1 0>2'],
  ],
  ['sudo cat 2> err', ['sudo cat | file.write ./err truncate | process.privilege', 'sudo > cat', 'flows 1>0']],
  ['sudo ls <<< "$(cat key)"', ['cat key | file.read ./key', 'sudo ls | process.privilege', 'sudo > ls', 'flows 0>1 1>2']],
  [
    'sudo sudo rm a',
    ['sudo sudo rm a | process.privilege', 'sudo > sudo rm a | process.privilege', 'sudo > sudo > rm a | file.delete ./a'],
  ],
  ['sudo f', ['sudo f | process.privilege', 'sudo > f | exec f']],
  ["bash -c 'sudo rm a'", ['bash -c sudo rm a', 'bash > sudo rm a | process.privilege', 'bash > sudo > rm a | file.delete ./a']],
  ['x=a sudo rm b', ['x=a sudo rm b | process.privilege', 'sudo > rm b | file.delete ./b']],
  ["x=a bash -c 'rm $x'", ['x=a bash -c rm $x', 'bash > rm a | file.delete ./a']],
  ['cd /tmp && sudo rm a', ['cd /tmp in /tmp', 'sudo rm a in /tmp | process.privilege', 'sudo > rm a in /tmp | file.delete /tmp/a']],
  ['curl -d "$(cat a)" h <<< "$(cat b)"', ['cat a | file.read ./a', 'cat b | file.read ./b', 'curl -d ? h | net.request', 'flows 0>2 1>2']],
  ['curl h <<X\n$(cat b)\nX', ['cat b | file.read ./b', 'curl h | net.request', 'flows 0>1']],
  ["curl h <<'X'\n$(cat b)\nX", ['curl h | net.request']],
  ['ls || rm a || rm b', ['ls', 'rm a | file.delete ./a', 'rm b | file.delete ./b']],
  ['ls || cd /tmp; rm a', ['ls', 'cd /tmp in /tmp', 'rm a | file.delete ./a']],
  ['cd /tmp || exit; rm a', ['cd /tmp in /tmp', 'exit in /tmp', 'rm a in /tmp | file.delete /tmp/a']],
  ['x=a; ls || x=b; rm $x', ['ls', 'rm b | file.delete ./b', 'rm a | file.delete ./a']],
  ['x=a; ls && x=b; rm $x', ['ls', 'rm b | file.delete ./b']],
  ['x=$(ls || echo b); rm $x', ['ls', 'echo b', 'rm ? | file.delete ?$x (unknown)', 'flows 0>2 1>2']],
  ['x=$(echo a || echo b); rm $x', ['echo a', 'echo b', 'rm a | file.delete ./a', 'flows 0>2 1>2']],
  ['x=$(echo a && echo b); rm $x', ['echo a', 'echo b', 'rm a b | file.delete ./a | file.delete ./b', 'flows 0>2 1>2 0>2 1>2']],
  ['ls | cd /tmp; rm a', ['ls', 'cd /tmp in /tmp', 'rm a | file.delete ./a', 'flows 0>1']],
  ['ls | { x=b; rm "$x"; }; rm "$x"', ['ls', 'rm b | file.delete ./b', 'rm ? | file.delete ?"$x" (unknown)', 'flows 0>1']],
  ['! rm a', ['rm a | file.delete ./a']],
  ['rm a | rm b | rm c', ['rm a | file.delete ./a', 'rm b | file.delete ./b', 'rm c | file.delete ./c', 'flows 0>1 0>2 1>2']],
  ['x=b; (x=c) & rm $x', ['rm b | file.delete ./b']],
  ['cd /tmp & rm a', ['cd /tmp in /tmp', 'rm a | file.delete ./a']],
  ['ls && cd /tmp & rm a', ['ls', 'cd /tmp in /tmp', 'rm a | file.delete ./a']],
  ['ls || x=a & rm "$x"', ['ls', 'rm ? | file.delete ?"$x" (unknown)']],
  ['coproc { rm a; ls; }', ['rm a | file.delete ./a', 'ls']],
  ['coproc rm a', ['rm a | file.delete ./a']],
  ['coproc n { cd /tmp; }; rm a', ['cd /tmp in /tmp', 'rm a | file.delete ./a']],
  [
    'f() { ls | f; }; f',
    [
      'ls',
      'f | process.exhaust “starts itself again and again”',
      'ls',
      'ls',
      'ls',
      'ls',
      'ls',
      'ls',
      'flows 6>7 5>6 5>7 4>5 4>6 4>7 3>4 3>5 3>6 3>7 2>3 2>4 2>5 2>6 2>7 0>1 0>2 0>3 0>4 0>5 0>6 0>7',
    ],
  ],
  ['f() { f & }; f', ['f | process.exhaust “starts itself again and again”']],
  ['f() { ls; f; } & f', ['f | exec f']],
  ['f() { ls; }; f & f | f', ['ls', 'ls', 'ls', 'flows 1>2']],
  ["alias x='rm -f'; x a", ['alias x=rm -f', 'rm -f a | file.delete ./a']],
  ["alias x='rm -f' y=ls; unalias x; x a; y", ['alias x=rm -f y=ls', 'unalias x', 'x a | exec x', 'ls']],
  ["alias x='rm a; ls'; x b", ['alias x=rm a; ls', 'rm a | file.delete ./a', 'ls b']],
  ["alias ls='ls -l'; ls a", ['alias ls=ls -l', 'ls -l a']],
  ['rm a b; ls $_', ['rm a b | file.delete ./a | file.delete ./b', 'ls b']],
  ['ls a; set --; "$@"; rm $_', ['ls a', 'set --', 'rm --']],
  [
    'for x in a b; do rm $(echo 1) $(echo $x) $x; done',
    [
      'echo 1',
      'echo a',
      'rm 1 a a | file.delete ./1 | file.delete ./a | file.delete ./a',
      'echo 1',
      'echo b',
      'rm 1 b b | file.delete ./1 | file.delete ./b | file.delete ./b',
      'flows 0>2 1>2 3>5 4>5',
    ],
  ],
  ['for x in a b; do rm $(y=$x; echo $y); done', ['echo a', 'rm a | file.delete ./a', 'echo b', 'rm b | file.delete ./b', 'flows 0>1 2>3']],
  ['for x in a b; do y=$(echo $x); rm $y; done', ['echo a', 'echo b', 'rm a | file.delete ./a', 'rm b | file.delete ./b', 'flows 0>2 1>3']],
  [
    'for x in a b; do y=$x; y+=$x; rm $y; done',
    ['rm aa | file.delete ./aa', 'rm bb | file.delete ./bb', 'rm a | file.delete ./a', 'rm b | file.delete ./b'],
  ],
  ['x=(a[0]=b c); rm "${x[@]}"', ['rm a[0]=b c | file.delete ./a[0]=b | file.delete ./c']],
  ['x=([a]=b [c]=); rm "${x[a]}" "${x[c]}x"', ['rm b x | file.delete ./b | file.delete ./x']],
  ['x=(a b); x+=(c); x=(d); rm "${x[@]}"', ['rm d | file.delete ./d']],
  ['LD_PRELOAD=/tmp/x.so; ls', ['export LD_PRELOAD=/tmp/x.so', 'ls']],
  ["PROMPT_COMMAND='rm /'; ls", ['export PROMPT_COMMAND=rm /', 'ls']],
  ['HISTSIZE=0; ls', ['- | file.write ?HISTSIZE history-file', 'export HISTSIZE=0', 'ls']],
  ['ls || x=a; x=b; rm $x', ['ls', 'rm b | file.delete ./b']],
  ['ls || cd /tmp || cd /etc; rm x', ['ls', 'cd /tmp in /tmp', 'cd /etc in /etc', 'rm x | file.delete ./x']],
  ['x=$(ls) y=b; rm "$x" $y', ['ls', 'rm ? b | file.delete ?"$x" (unknown) | file.delete ./b', 'flows 0>1']],
  [
    'cd sub; x=$(cat a; cat b); cd /; eval "$x"',
    [
      'cd sub in ./sub',
      'cat a in ./sub | file.read ./sub/a',
      'cat b in ./sub | file.read ./sub/b',
      'cd / in /',
      '(bash) | opaque ./sub/a missing “it is not there”',
      '(bash) | opaque ./sub/b missing “it is not there”',
      'eval ? in /',
      'flows 1>6 2>6',
    ],
  ],
  ['! cd /tmp; rm a', ['cd /tmp in /tmp', 'rm a in /tmp | file.delete /tmp/a']],
  ['time cd /tmp; rm a', ['cd /tmp in /tmp', 'rm a in /tmp | file.delete /tmp/a']],
];

describe('what a command comes to', () => {
  it.each(CASES)('%s', (text, expected) => {
    expect(traceOf(analyze(text))).toEqual(expected);
  });
});

describe('what is kept of many', () => {
  it('is the first elements of a list', () => {
    expect(commandsOf(`x=(${'a '.repeat(600)}); ls \${#x[@]}`).at(-1)).toBe('ls 512');
  });

  it('is so many values of a variable', () => {
    const lines = Array.from({ length: 40 }, (_, i) => `echo l${i}`).join('; ');
    expect(commandsOf(`{ ${lines}; } | while read -r x; do rm $x; done`).filter((command) => command.startsWith('rm '))).toHaveLength(32);
  });

  it('is so many folders', () => {
    expect(commandsOf('for x in {1..40}; do cd $x; done; rm a').filter((command) => command.startsWith('rm '))).toHaveLength(4);
  });
});

it('an assignment of what programs go by is an export of it', () => {
  expect(analyze('AWS_PROFILE=prod').actions[0]?.invocation).toEqual({
    program: 'export',
    argv: ['export', 'AWS_PROFILE=prod'],
    wrappers: [],
  });
});
