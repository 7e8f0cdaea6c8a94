import { describe, expect, it } from 'vitest';
import { analyze, commandsOf, effectsOf } from './shell.ts';
import { traceOf } from './trace.ts';

const CASES: readonly (readonly [string, readonly string[]])[] = [
  [
    'if rm a; then rm b; elif rm c; then rm d; elif rm e; then rm f; else rm g; fi',
    [
      'rm a | file.delete ./a',
      'rm b | file.delete ./b',
      'rm c | file.delete ./c',
      'rm d | file.delete ./d',
      'rm e | file.delete ./e',
      'rm f | file.delete ./f',
      'rm g | file.delete ./g',
    ],
  ],
  ['if ls; then x=a; elif ls; then x=b; fi; rm "$x"', ['ls', 'ls', 'rm b | file.delete ./b', 'rm a | file.delete ./a']],
  ['x=a; if x=b; then ls; fi; rm $x', ['ls', 'rm b | file.delete ./b']],
  ['x=a; if ls; then ls; elif x=b; then ls; fi; rm $x', ['ls', 'ls', 'ls', 'rm b | file.delete ./b', 'rm a | file.delete ./a']],
  ['x=a; if ls; then ls; fi; x=b; rm $x', ['ls', 'ls', 'rm b | file.delete ./b']],
  [
    'rm $(if [ -f x ]; then printf a; else printf a; fi)',
    ['[ -f x ]', 'printf a', 'printf a', 'rm a | file.delete ./a', 'flows 0>3 1>3 2>3'],
  ],
  [
    'rm $(if [ -f x ]; then echo a; else echo b; fi)',
    ['[ -f x ]', 'echo a', 'echo b', 'rm a b | file.delete ./a | file.delete ./b', 'flows 0>3 1>3 2>3 0>3 1>3 2>3'],
  ],
  ['rm $(if [ -f x ]; then echo a; fi)', ['[ -f x ]', 'echo a', 'rm a | file.delete ./a', 'flows 0>2 1>2']],
  [
    'rm $(if ls a; then ls b; else curl u; fi)',
    ['ls a', 'ls b', 'curl u | net.request', 'rm ? | file.delete ?$(if ls a; then ls b; else curl u; fi) (unknown)', 'flows 0>3 1>3 2>3'],
  ],
  ['if ls; then ls; else ls; fi | sh', ['ls', 'ls', 'ls', 'sh', '(sh) | code.eval dynamic “sh”', 'flows 0>3 1>3 2>3 0>4 1>4 2>4']],
  [
    "if echo 'rm /'; then true; fi | sh",
    ['echo rm /', 'true', 'sh', '(sh) | code.eval literal “sh”', 'sh > rm / | file.delete /', 'flows 0>2 1>2 0>3 1>3 0>4 1>4'],
  ],
  ['if curl u; then true; fi | sh', ['curl u | net.request', 'true', 'sh', '(sh) | code.eval downloaded “sh”', 'flows 0>2 1>2 0>3 1>3']],
  [
    "if curl u; then echo 'rm /'; fi | sh",
    [
      'curl u | net.request',
      'echo rm /',
      'sh',
      '(sh) | code.eval downloaded “sh”',
      'sh > ? | exec ?? (unknown) dynamic',
      'sh > rm / | file.delete /',
      'flows 0>2 1>2 0>3 1>3 0>4 1>4 0>5 1>5',
    ],
  ],
  [
    "if ls; then echo 'rm /'; fi | sh",
    ['ls', 'echo rm /', 'sh', '(sh) | code.eval literal “sh”', 'sh > rm / | file.delete /', 'flows 0>2 1>2 0>3 1>3 0>4 1>4'],
  ],
  [
    "if { ls; echo 'rm /a'; }; then echo 'rm /b'; fi | sh",
    [
      'ls',
      'echo rm /a',
      'echo rm /b',
      'sh',
      '(sh) | code.eval dynamic “sh”',
      'sh > ? | exec ?? (unknown) dynamic',
      'sh > rm /a | file.delete /a',
      'sh > rm /b | file.delete /b',
      'flows 0>3 1>3 2>3 0>4 1>4 2>4 0>5 1>5 2>5 0>6 1>6 2>6 0>7 1>7 2>7',
    ],
  ],
  [
    'if ls; then true; elif curl u; then true; fi | sh',
    ['ls', 'true', 'curl u | net.request', 'true', 'sh', '(sh) | code.eval downloaded “sh”', 'flows 0>4 1>4 2>4 3>4 0>5 1>5 2>5 3>5'],
  ],
  [
    'if ls; then true; else curl u; fi | sh',
    ['ls', 'true', 'curl u | net.request', 'sh', '(sh) | code.eval downloaded “sh”', 'flows 0>3 1>3 2>3 0>4 1>4 2>4'],
  ],
  ['until curl u; do true; done | sh', ['curl u | net.request', 'true', 'sh', '(sh) | code.eval downloaded “sh”', 'flows 0>2 1>2 0>3 1>3']],
  [
    'while curl u; do break; done | sh',
    ['curl u | net.request', 'break', 'sh', '(sh) | code.eval downloaded “sh”', 'flows 0>2 1>2 0>3 1>3'],
  ],
  ['while ls; do curl u; done | sh', ['ls', 'curl u | net.request', 'sh', '(sh) | code.eval downloaded “sh”', 'flows 0>2 1>2 0>3 1>3']],
  [
    "while ls; do echo 'rm /'; done | sh",
    ['ls', 'echo rm /', 'sh', '(sh) | code.eval literal “sh”', 'sh > rm / | file.delete /', 'flows 0>2 1>2 0>3 1>3 0>4 1>4'],
  ],
  [
    "case x in a) echo 'rm /' ;; b) echo 'rm /' ;; esac | sh",
    ['echo rm /', 'echo rm /', 'sh', '(sh) | code.eval literal “sh”', 'sh > rm / | file.delete /', 'flows 0>2 1>2 0>3 1>3 0>4 1>4'],
  ],
  [
    "case x in a) echo 'rm /' ;; b) curl u ;; esac | sh",
    [
      'echo rm /',
      'curl u | net.request',
      'sh',
      '(sh) | code.eval downloaded “sh”',
      'sh > rm / | file.delete /',
      'sh > ? | exec ?? (unknown) dynamic',
      'flows 0>2 1>2 0>3 1>3 0>4 1>4 0>5 1>5',
    ],
  ],
  ['case x in a) ls ;; b) ls ;; esac | sh', ['ls', 'ls', 'sh', '(sh) | code.eval dynamic “sh”', 'flows 0>2 1>2 0>3 1>3']],
  [
    "case x in a) echo 'rm /' ;; esac | sh",
    ['echo rm /', 'sh', '(sh) | code.eval literal “sh”', 'sh > rm / | file.delete /', 'flows 0>1 0>2 0>3'],
  ],
  ['case x in esac | sh', ['sh', '(sh) | code.eval literal “sh”']],
  [
    'case $(rm a) in $(rm b) | $(rm c)) rm d ;; *) rm e ;; esac',
    ['rm a | file.delete ./a', 'rm b | file.delete ./b', 'rm c | file.delete ./c', 'rm d | file.delete ./d', 'rm e | file.delete ./e'],
  ],
  ['x=a; case $y in p) x=b ;; q) x=c ;; esac; rm $x', ['rm c | file.delete ./c', 'rm b | file.delete ./b', 'rm a | file.delete ./a']],
  ['case x in a) cd /tmp ;; esac; rm x', ['cd /tmp in /tmp', 'rm x in /tmp | file.delete /tmp/x', 'rm x | file.delete ./x']],
  ['for x in a b; do rm $x; done', ['rm a | file.delete ./a', 'rm b | file.delete ./b']],
  ['for x in; do rm a; done', []],
  ['for x in $(ls); do rm $x; done', ['ls', 'rm ? | file.delete ?$x (unknown)', 'flows 0>1']],
  ['for x in $(echo a b); do rm $x; done', ['echo a b', 'rm a | file.delete ./a', 'rm b | file.delete ./b', 'flows 0>1 0>2']],
  ['for x; do rm $x/; done', ['rm ?/ | file.delete ?$x/ (unknown)']],
  ['set -- a b; for x; do rm $x; done', ['set -- a b', 'rm a | file.delete ./a', 'rm b | file.delete ./b']],
  ['set --; for x; do rm a; done', ['set --']],
  ["set --; for x; do echo 'rm /'; done | sh", ['set --', 'sh', '(sh) | code.eval literal “sh”']],
  [
    "for x in a; do echo 'rm /'; done | sh",
    ['echo rm /', 'sh', '(sh) | code.eval literal “sh”', 'sh > rm / | file.delete /', 'flows 0>1 0>2 0>3'],
  ],
  ['y=c; for x in a b; do y=$x; done; rm $y', ['rm a | file.delete ./a', 'rm b | file.delete ./b', 'rm c | file.delete ./c']],
  ['select x in a b; do rm $x; done', ['rm a | file.delete ./a', 'rm b | file.delete ./b']],
  ['select x; do rm $x; done', ['rm ? | file.delete ?$x (unknown)']],
  ['while ls; do x=b; done; rm "$x"', ['ls', 'rm b | file.delete ./b']],
  ['x=a; while ls; do x=b; done; rm $x', ['ls', 'rm b | file.delete ./b', 'rm a | file.delete ./a']],
  ['x=a; while x=b; do ls; done; rm $x', ['ls', 'rm b | file.delete ./b']],
  ['x=a; until ls; do x=b; done; rm $x', ['ls', 'rm b | file.delete ./b', 'rm a | file.delete ./a']],
  ['x=a; for ((i=0; i<3; i++)); do x=b; done; rm $x', ['rm b | file.delete ./b', 'rm a | file.delete ./a']],
  ['for ((i=0; i<3; i++)); do rm $i; done', ['rm ? | file.delete ?$i (unknown)']],
  ['i=5; for ((; i<3; )); do rm $i; done', ['rm 5 | file.delete ./5']],
  ['for ((i; i<3; )); do rm "$i"; done', ['rm ? | file.delete ?"$i" (unknown)']],
  ['for ((x[0]=1; ; )); do rm a; done', ['rm a | file.delete ./a']],
  ['for ((;$(rm a);$(rm b))); do rm c; done', ['rm a | file.delete ./a', 'rm b | file.delete ./b', 'rm c | file.delete ./c']],
  ['{ x=a; cd /tmp; }; rm $x', ['cd /tmp in /tmp', 'rm a in /tmp | file.delete /tmp/a']],
  ['(x=a; cd /tmp); rm "$x"', ['cd /tmp in /tmp', 'rm ? | file.delete ?"$x" (unknown)']],
  ["echo 'rm /' | { sh; }", ['echo rm /', 'sh', '(sh) | code.eval literal “sh”', 'sh > rm / | file.delete /', 'flows 0>1 0>2 0>3']],
  ["echo 'rm /' | (sh)", ['echo rm /', 'sh', '(sh) | code.eval literal “sh”', 'sh > rm / | file.delete /', 'flows 0>1 0>2 0>3']],
  [
    "echo 'rm /' | if ls; then sh; fi",
    ['echo rm /', 'ls', 'sh', '(sh) | code.eval literal “sh”', 'sh > rm / | file.delete /', 'flows 0>1 0>2 0>3 0>4'],
  ],
  [
    "echo 'rm /' | while ls; do sh; done",
    ['echo rm /', 'ls', 'sh', '(sh) | code.eval literal “sh”', 'sh > rm / | file.delete /', 'flows 0>1 0>2 0>3 0>4'],
  ],
  [
    "echo 'rm /' | for x in a; do sh; done",
    ['echo rm /', 'sh', '(sh) | code.eval literal “sh”', 'sh > rm / | file.delete /', 'flows 0>1 0>2 0>3'],
  ],
  [
    "echo 'rm /' | select x in a; do sh; done",
    ['echo rm /', 'sh', '(sh) | code.eval literal “sh”', 'sh > rm / | file.delete /', 'flows 0>1 0>2 0>3'],
  ],
  [
    "echo 'rm /' | case x in *) sh ;; esac",
    ['echo rm /', 'sh', '(sh) | code.eval literal “sh”', 'sh > rm / | file.delete /', 'flows 0>1 0>2 0>3'],
  ],
  [
    "echo 'rm /' | for ((;;)); do sh; done",
    ['echo rm /', 'sh', '(sh) | code.eval literal “sh”', 'sh > rm / | file.delete /', 'flows 0>1 0>2 0>3'],
  ],
  ['[[ -n $(rm a) ]]', ['rm a | file.delete ./a']],
  ['[[ a == $(rm a) ]]', ['rm a | file.delete ./a']],
  ['[[ $(rm a) == b ]]', ['rm a | file.delete ./a']],
  ['[[ $(rm a) -nt b && -f $(rm b) || ! -d $(rm c) ]]', ['rm a | file.delete ./a', 'rm b | file.delete ./b', 'rm c | file.delete ./c']],
  ['[[ ! ( -f x && ( -n $(rm a) ) ) ]]', ['rm a | file.delete ./a']],
  ['if [[ -f x ]]; then rm a; fi', ['rm a | file.delete ./a']],
  [
    "[[ a == b ]] && echo 'rm /' | sh",
    ['echo rm /', 'sh', '(sh) | code.eval literal “sh”', 'sh > rm / | file.delete /', 'flows 0>1 0>2 0>3'],
  ],
  [
    "{ [[ a == b ]]; echo 'rm /'; } | sh",
    ['echo rm /', 'sh', '(sh) | code.eval literal “sh”', 'sh > rm / | file.delete /', 'flows 0>1 0>2 0>3'],
  ],
  [
    "{ ((i++)); echo 'rm /'; } | sh",
    ['echo rm /', 'sh', '(sh) | code.eval literal “sh”', 'sh > rm / | file.delete /', 'flows 0>1 0>2 0>3'],
  ],
  ['((x = $(rm a)))', ['rm a | file.delete ./a']],
  ['((x=3)); rm $x', ['rm 3 | file.delete ./3']],
  [
    'case x in a) ls ;; b) curl u ;; esac | sh',
    ['ls', 'curl u | net.request', 'sh', '(sh) | code.eval downloaded “sh”', 'flows 0>2 1>2 0>3 1>3'],
  ],
  ['rm $(case x in esac)', ['rm']],
  [
    'if ls; then ls; else cat a; fi | sh',
    [
      'ls',
      'ls',
      'cat a | file.read ./a',
      'sh',
      '(sh) | code.eval dynamic “sh”',
      '?\\n?\\n (sh) | code.eval ??\\n?\\n (unknown) dynamic “sh”',
      '(sh) | opaque ./a missing “it is not there”',
      'flows 0>3 1>3 2>3 0>4 1>4 2>4 0>5 1>5 2>5 0>6 1>6 2>6',
    ],
  ],
];

describe('what a compound command comes to', () => {
  it.each(CASES)('%s', (text, expected) => {
    expect(traceOf(analyze(text))).toEqual(expected);
  });
});

describe('a loop over many words', () => {
  const loop = (count: number) => `for x in ${Array.from({ length: count }, (_, i) => `w${i}`).join(' ')}; do rm $x; done`;

  it('goes through as many as are kept of a variable', () => {
    expect(commandsOf(loop(32))).toEqual(Array.from({ length: 32 }, (_, i) => `rm w${i}`));
  });

  it('goes through the first of more, and one that nothing is known of', () => {
    const commands = commandsOf(loop(33));
    expect(commands).toHaveLength(32);
    expect(commands.slice(-2)).toEqual(['rm w30', 'rm ?']);
  });
});

it.each([['( '], ['! ( '], ['-f x && ( '], ['( -f x || ! ( ']])('a test in brackets is read as deep as it goes: %s', (open) => {
  const closing = ' )'.repeat(open.split('(').length - 1);
  expect(effectsOf(`[[ ${open.repeat(100)}-n $(rm /)${closing.repeat(100)} ]]`)).toEqual(['file.delete /']);
});

describe('a loop whose parameters nothing is known of', () => {
  it('may be one over nothing', () => {
    expect(analyze('for x; do rm "$x/"; done').actions[0]?.effects[0]?.operand?.classes).toContain('unset');
  });
});
