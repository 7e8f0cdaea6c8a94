import { describe, expect, it } from 'vitest';
import type { Shell } from '../../../../src/domain/event.ts';
import { commandsOf } from './shell.ts';

/** What a command prints, as the words of the next. */
const printed = (text: string, as: Shell = 'bash'): string | undefined => commandsOf(`ls "$(${text})"`, { as }).at(-1);

describe('what echo prints', () => {
  it.each<[Shell, string, string]>([
    ['bash', 'echo rm a', 'rm a'],
    ['bash', 'echo', ''],
    ['bash', 'echo "rm  a"', 'rm  a'],
    ['bash', 'echo -n rm a', 'rm a'],
    ['bash', 'echo -n; echo rm a', 'rm a'],
    ['bash', 'echo -n rm; echo a', 'rma'],
    ['bash', 'echo rm; echo a', 'rm\na'],
    ['bash', 'echo -e rm; echo a', 'rm\na'],
    ['bash', "echo 'rm\\ta'", 'rm\\ta'],
    ['bash', "echo -e 'rm\\ta'", 'rm\ta'],
    ['bash', "echo -ne 'rm\\ta'", 'rm\ta'],
    ['bash', "echo -n -e 'rm\\ta'", 'rm\ta'],
    ['bash', "echo -n 'rm\\ta'", 'rm\\ta'],
    ['bash', "echo -E 'rm\\ta'", 'rm\\ta'],
    ['bash', "echo -e -E 'rm\\ta'", 'rm\\ta'],
    ['bash', "echo -E -e 'rm\\ta'", 'rm\ta'],
    ['bash', "echo -Een 'rm\\ta'", 'rm\ta'],
    ['bash', "echo -x 'rm\\ta'", '-x rm\\ta'],
    ['bash', 'echo -nx rm', '-nx rm'],
    ['bash', 'echo - rm', '- rm'],
    ['bash', 'echo -- rm', '-- rm'],
    ['bash', "echo a-e 'rm\\ta'", 'a-e rm\\ta'],
    ['bash', "echo rm -e '\\ta'", 'rm -e \\ta'],
    ['sh', "echo 'rm\\ta'", 'rm\ta'],
    ['sh', "echo -E 'rm\\ta'", 'rm\\ta'],
    ['zsh', "echo 'rm\\ta'", 'rm\ta'],
    ['zsh', "echo -E 'rm\\ta'", 'rm\\ta'],
    ['zsh', "print 'rm\\ta'", 'rm\ta'],
    ['zsh', "print -r 'rm\\ta'", 'rm\\ta'],
    ['zsh', "print -R 'rm\\ta'", 'rm\\ta'],
    ['zsh', 'print -r -- rm a', 'rm a'],
    ['zsh', 'print - rm a', 'rm a'],
    ['zsh', 'print -l rm a', 'rm\na'],
    ['zsh', 'print -n rm; print a', 'rma'],
    ['zsh', 'print rm; print a', 'rm\na'],
    ['zsh', 'print a-n r; print -2 b', 'a-n r\n-2 b'],
    ['zsh', "print -nr 'rm\\ta'", 'rm\\ta'],
    ['zsh', "print -n 'rm\\ta'", 'rm\ta'],
    ['bash', 'pwd', '/home/ada/code/shop'],
    ['bash', 'pwd; cd /tmp; pwd', '/home/ada/code/shop\n/tmp'],
  ])('in %s: %s', (as, text, expected) => {
    expect(printed(text, as)).toBe(`ls ${expected}`);
  });
});

describe('what printf leaves in a variable', () => {
  it.each([
    ['printf -v x \'rm %s\' a; ls "$x"', 'ls rm a'],
    ['printf -v x \'%s\' "$y"; ls "$x"', 'ls ?'],
    ['x=b; printf -v x; ls "$x"', 'ls b'],
    ['x=a; if ls; then printf -v x b; fi; ls "$x"', 'ls a'],
    ['printf -v x a; printf -v y b; ls $x $y', 'ls a b'],
    ["export x=a; printf -v x b; sh -c 'ls $x'", 'ls b'],
    ['ls "$(printf -v x a; echo b)"', 'ls b'],
    ['ls "$(printf -- \'a b\')"', 'ls a b'],
    ['ls "$(printf)"', 'ls ?'],
  ])('%s', (text, expected) => {
    expect(commandsOf(text).at(-1)).toBe(expected);
  });
});

describe('a command that prints nothing', () => {
  it.each<[Shell, string]>([
    ['bash', 'cd /tmp'],
    ['bash', 'set -e'],
    ['bash', 'set +o history'],
    ['bash', 'set -- a b'],
    ['bash', 'shift'],
    ['bash', 'export X=1'],
    ['bash', 'local x'],
    ['bash', 'unset x'],
    ['bash', 'let x=1'],
    ['bash', 'unalias -a'],
    ['bash', 'read x < f'],
    ['bash', 'read -a x < f'],
    ['bash', 'mapfile x < f'],
    ['bash', 'exec 2> /dev/null'],
    ['bash', ': x'],
    ['bash', 'true'],
    ['bash', 'false'],
    ['bash', 'test -f x'],
    ['bash', '[ -f x ]'],
    ['bash', 'wait'],
    ['bash', 'shopt -s nullglob'],
    ['bash', 'umask 077'],
    ['bash', 'ulimit -n 1024'],
    ['bash', 'disown -a'],
    ['bash', 'getopts ab x'],
    ['bash', 'suspend'],
    ['zsh', 'setopt extendedglob'],
    ['zsh', 'unsetopt nomatch'],
    ['zsh', 'autoload -Uz compinit'],
    ['zsh', 'zmodload zsh/net/tcp'],
    ['zsh', 'bindkey -e'],
    ['zsh', 'emulate zsh'],
    ['zsh', 'compdef _git g=git'],
    ['zsh', "zstyle ':completion:*' menu select"],
    ['bash', 'fg'],
    ['bash', 'bg'],
    ['bash', 'for x in a; do continue; done'],
    ['bash', 'for x in a; do break; done'],
    ['bash', 'f() { return 1; }; f'],
    ['bash', 'if ls > /dev/null; then exit 1; fi'],
    ['bash', 'logout'],
  ])('adds nothing to what the next one prints: in %s, %s', (as, text) => {
    expect(printed(`${text}; echo a`, as)).toBe('ls a');
  });

  it.each([['declare -p x'], ['pushd /tmp'], ['popd'], ['alias'], ['history'], ['jobs'], ['unheard-of']])('is not %s', (text) => {
    expect(printed(`${text}; echo a`)).toBe('ls ?');
  });
});
