import { describe, expect, it } from 'vitest';
import { analyze, commandsOf, effectsOf } from './shell.ts';

/** What `rm` is given, each time it is run. */
const removed = (text: string, as: 'bash' | 'zsh' = 'bash'): string =>
  commandsOf(text, { as })
    .filter((command) => command === 'rm' || command.startsWith('rm '))
    .join('; ');

describe('a declaration gives its variable a value', () => {
  it.each([
    ['declare x=a; rm $x', 'rm a'],
    ['declare -- x=a; rm $x', 'rm a'],
    ['declare -i x=3; rm $x', 'rm 3'],
    ['export "x=a b"; rm "$x"', 'rm a b'],
    ['export \'x=a\nb\'; rm "$x"', 'rm a\nb'],
    ['export x=a=b; rm $x', 'rm a=b'],
    ['x=a; export x+=b; rm $x', 'rm ab'],
    ['declare x+=b; rm $x', 'rm b'],
    ['x=a; declare x; rm $x', 'rm a'],
    ['x=a; export 1x=b; export -x=b; export "x y"; export .x=b; rm $x', 'rm a'],
    ['if ls; then d=a; else d=b; fi; export x=$d; rm $x', 'rm b; rm a'],
    ['for d in a b; do declare x=$d; done; rm $x', 'rm a; rm b'],
    ['x=c; if ls; then declare x=a; fi; rm $x', 'rm a; rm c'],
  ])('%s', (text, expected) => {
    expect(removed(text)).toBe(expected);
  });

  it.each([
    ['f() { local x=b; }; x=a; f; rm $x', 'rm a'],
    ['f() { declare x=b; }; x=a; f; rm $x', 'rm a'],
    ['f() { typeset x=b; }; x=a; f; rm $x', 'rm a'],
    ['f() { integer x=3; }; x=a; f; rm $x', 'rm a'],
    ['f() { local x; x=b; }; x=a; f; rm $x', 'rm a'],
    ['f() { local x=b; rm $x; }; x=a; f', 'rm b'],
    ['f() { declare -g x=b; }; x=a; f; rm $x', 'rm b'],
    ['f() { declare -ig x=3; }; x=a; f; rm $x', 'rm 3'],
    ['f() { export x=b; }; x=a; f; rm $x', 'rm b'],
    ['f() { readonly x=b; }; x=a; f; rm $x', 'rm b'],
    ['f() { x=b; }; x=a; f; rm $x', 'rm b'],
  ])('for as long as it says: %s', (text, expected) => {
    expect(removed(text)).toBe(expected);
  });

  it.each([
    ['x=/; declare -n r=x; rm $r', 'rm /'],
    ['f() { local -n l=$1; rm "${l[@]}"; }; t=(/ b); f t', 'rm / b'],
    ['declare -n r=x; rm "$r"', 'rm ?'],
    ['x=/; export -n r=x; rm $r', 'rm x'],
  ])('under the name of another: %s', (text, expected) => {
    expect(removed(text)).toBe(expected);
  });
});

describe('another shell sees', () => {
  it.each([
    ["export x=a; sh -c 'rm $x'", 'rm a'],
    ["declare -x x=a; sh -c 'rm $x'", 'rm a'],
    ["declare -rx x=a; sh -c 'rm $x'", 'rm a'],
    ["typeset -x x=a; sh -c 'rm $x'", 'rm a'],
    ["x=a; export x; sh -c 'rm $x'", 'rm a'],
    ["export x; x=a; sh -c 'rm $x'", 'rm a'],
    ["set -a; x=a; sh -c 'rm $x'", 'rm a'],
    ["set -eax; x=a; sh -c 'rm $x'", 'rm a'],
    ["set -o allexport; x=a; sh -c 'rm $x'", 'rm a'],
    ["set -e -o allexport; x=a; sh -c 'rm $x'", 'rm a'],
    ["set -a -e; x=a; sh -c 'rm $x'", 'rm a'],
    ["f() { rm a; }; export -f f; bash -c 'f'", 'rm a'],
    ["f() { rm a; }; declare -xf f; bash -c 'f'", 'rm a'],
    ["if ls; then d=a; else d=b; fi; export x=$d; sh -c 'rm $x'", 'rm b; rm a'],
  ])('%s', (text, expected) => {
    expect(removed(text)).toBe(expected);
  });

  it.each([
    ['x=a'],
    ['declare x=a'],
    ['typeset x=a'],
    ['local x=a'],
    ['integer x=a'],
    ['readonly x=a'],
    ['set -e; x=a'],
    ['set +a; x=a'],
    ['set -- -a; x=a'],
    ['set x -a; x=a'],
    ['set allexport; x=a'],
    ['set -o errexit; x=a'],
    ['set +o allexport; x=a'],
  ])('nothing of %s', (text) => {
    expect(removed(`${text}; sh -c 'rm "$x"'`)).toBe('rm ?');
  });

  it('an empty value of what was unset', () => {
    expect(removed('export x=a; unset x; sh -c \'rm "$x/b"\'')).toBe('rm /b');
  });
});

describe('a declaration is judged by what it does to later programs', () => {
  it.each([
    ['export LD_PRELOAD=/tmp/x.so', ['code.eval /tmp/x.so environment']],
    ['export A=1 LD_PRELOAD=/tmp/x.so', ['code.eval /tmp/x.so environment']],
    ['declare -x LD_PRELOAD=/tmp/x.so', ['code.eval /tmp/x.so environment']],
    ['declare LD_PRELOAD=/tmp/x.so', []],
    ['export LD_PRELOAD', []],
    ['export HISTSIZE=0', ['file.write ?HISTSIZE history-file']],
    ['unset HISTFILE', ['file.write ?HISTFILE history-file']],
    ['unset -v HISTFILE', ['file.write ?HISTFILE history-file']],
    ['unset -f HISTFILE', []],
    ['unset HOME', []],
    ['set +o history', ['file.write ?history history-file']],
    ['set -e +o history', ['file.write ?history history-file']],
    ['set -o history', []],
    ['set history', []],
    ['set +e history', []],
    ['set -- +o history', []],
  ])('%s', (text, expected) => {
    expect(effectsOf(text)).toEqual(expected);
  });

  it.each([['export'], ['export -p'], ['declare'], ['declare -p'], ['declare -px'], ['typeset -xp'], ['readonly'], ['local'], ['set']])(
    '%s tells the whole environment',
    (text) => {
      expect(effectsOf(text)).toEqual(['secret.dump environment']);
    },
  );

  it.each([
    ['declare -p x'],
    ['declare -f'],
    ['declare -pf'],
    ['declare -F'],
    ['declare -i'],
    ['export x'],
    ['set -e'],
    ['set --'],
    ['set +x'],
  ])('%s does not', (text) => {
    expect(effectsOf(text)).toEqual([]);
  });
});

describe('what is unset', () => {
  it.each([
    ['x=a; unset x; rm "$x/b"', 'rm /b'],
    ['x=a; y=b; unset x y; rm "$x/$y/c"', 'rm //c'],
    ['x=a; unset -v x; rm "$x/b"', 'rm /b'],
    ['x=a; unset -f x; rm $x', 'rm a'],
    ['x=a; if ls; then unset x; fi; rm "$x/b"', 'rm /b; rm a/b'],
    ['f() { rm a; }; unset f; f', ''],
    ['f() { rm a; }; g() { rm b; }; unset f g; f; g', ''],
    ['f() { rm a; }; unset -f f; f', ''],
    ['f() { rm a; }; unset -v f; f', 'rm a'],
    ['f() { rm a; }; g() { rm b; }; unset f; g', 'rm b'],
    ['f() { rm a; }; if ls; then unset f; fi; f', 'rm a'],
  ])('%s', (text, expected) => {
    expect(removed(text)).toBe(expected);
  });
});

describe('positional parameters', () => {
  it.each([
    ['set a b; rm $1 $2', 'rm a b'],
    ['set -- a b; rm $2', 'rm b'],
    ['set - a b; rm $1', 'rm a'],
    ['set -- -a -- b; rm $1 $2 $3', 'rm -a -- b'],
    ['set -e a; rm $1', 'rm a'],
    ['set -e -u a; rm $1', 'rm a'],
    ['set +x a; rm $1', 'rm a'],
    ['set a +x -e; rm $2', 'rm +x'],
    ['set a-b; rm $1', 'rm a-b'],
    ['set a-; rm $1', 'rm a-'],
    ['set -eux -- a; rm $1', 'rm a'],
    ['set -o pipefail a; rm $1', 'rm a'],
    ['set -euo pipefail a; rm $1', 'rm a'],
    ['set +o posix a; rm $1', 'rm a'],
    ['set a; set -e; rm $1', 'rm a'],
    ['set a; set -o pipefail; rm $1', 'rm a'],
    ['set a; set -euo pipefail; rm $1', 'rm a'],
    ['set a; set --; rm "$1"', 'rm ?'],
    ['set a b c; shift; rm $1', 'rm b'],
    ['set a b c; shift 2; rm $1', 'rm c'],
    ['set a b c; shift 0; rm $1', 'rm a'],
    ['set a b c; shift x; rm $1', 'rm b'],
    ['shift; rm "$1"', 'rm ?'],
  ])('%s', (text, expected) => {
    expect(removed(text)).toBe(expected);
  });
});

describe('an alias', () => {
  it.each([
    ['alias zap=rm; zap a', 'rm a'],
    ["alias zap='rm -f'; zap a", 'rm -f a'],
    ["alias zap='rm a=b'; zap", 'rm a=b'],
    ["alias zap='ls\nrm a'; zap", 'rm a'],
    ['alias x=ls zap=rm; zap a', 'rm a'],
    ['alias zap=rm; alias x=zap; x a', 'rm a'],
    ['alias zap; zap a', ''],
    ['alias zap=rm; unalias zap; zap a', ''],
    ['alias zap=rm; unalias x; zap a', 'rm a'],
    ['alias zap=rm x=ls; unalias -a; zap a', ''],
  ])('%s', (text, expected) => {
    expect(removed(text)).toBe(expected);
  });

  it.each([
    ['alias -s txt=rm; notes.txt', 'rm notes.txt'],
    ['alias -g ALL=/; rm ALL', 'rm /'],
    ["alias -g DO='; rm a'; ls DO", 'rm a'],
    ['alias -s txt=rm; notes.md', ''],
    ['alias -g ALL=/; ALL', ''],
    ['alias ALL=/; rm ALL', 'rm ALL'],
    ['alias sg=ls; rm sg', 'rm sg'],
  ])('of zsh: %s', (text, expected) => {
    expect(removed(text, 'zsh')).toBe(expected);
  });

  it('beyond the last that is kept is said to be unread', () => {
    const aliases = (count: number): string => Array.from({ length: count }, (_, i) => `alias a${i}=rm`).join('; ');
    expect(removed(`${aliases(200)}; a199 b`)).toBe('rm b');
    expect(analyze(`${aliases(200)}; a199 b`).incomplete).toEqual([]);
    expect(analyze(`${aliases(201)}; a200 b`).incomplete).toEqual(['too many aliases']);
  });
});
