import { describe, expect, it } from 'vitest';
import { analyze, commandsOf, effectsOf } from './shell.ts';

const DELETES_ROOT = ['file.delete /'];

describe('a command is followed to the program that runs', () => {
  it.each([
    ['plain', 'rm -rf /'],
    ['in a list', 'ls; ls && rm -rf /'],
    ['after a failure', 'ls || rm -rf /'],
    ['in a pipeline', 'ls | rm -rf /'],
    ['in the background', 'rm -rf / &'],
    ['negated and timed', 'time ! rm -rf /'],
    ['in a group', '{ rm -rf /; }'],
    ['in a subshell', '(cd /tmp; rm -rf /)'],
    ['in a condition', 'if rm -rf /; then ls; fi'],
    ['in a branch', 'if ls; then ls; elif ls; then ls; else rm -rf /; fi'],
    ['in a loop', 'while ls; do rm -rf /; done'],
    ['in a case', 'case $x in a) ls ;; *) rm -rf / ;; esac'],
    ['in a function', 'clean() { rm -rf "$1"; }; clean /'],
    ['in a function that replaces itself', 'f() { f() { f() { rm -rf /; }; f; }; f; }; f'],
    ['in a function that calls itself with less', 'each() { $1; shift; each "$@"; }; each ls ls "rm -rf /"'],
    ['in a coprocess', 'coproc rm -rf /'],
    ['through a path', '/usr/bin/rm -rf /'],
    ['past an alias', '\\rm -rf /'],
    ['as another command', 'command rm -rf /'],
    ['replacing the shell', 'exec rm -rf /'],
    ['through a variable', 'tool=rm; $tool -rf /'],
    ['through a variable that holds options', 'tool="rm -rf"; $tool /'],
    ['through an array', 'parts=(rm -rf /); "${parts[@]}"'],
    ['through positional parameters', 'set -- rm -rf /; "$@"'],
    ['through a loop over words', 'for target in /; do rm -rf "$target"; done'],
    ['through an alias', 'alias zap="rm -rf"; zap /'],
    ['through a default', 'rm -rf "${UNSET:-/}"'],
    ['through what is read', 'read -r where <<< "/"; rm -rf "$where"'],
    ['through what is read, split at a separator', 'IFS=: read -ra parts <<< "rm:-rf:/"; "${parts[@]}"'],
    ['evaluated', 'eval "rm -rf /"'],
    ['in a text for another shell', "bash -c 'rm -rf /'"],
    ['in a text with arguments', 'bash -c \'rm -rf "$1"\' name /'],
    ['from a folder', 'cd / && rm -rf .'],
    ['from a folder in a variable', 'there=/; cd "$there"; rm -rf .'],
    ['after it was left again', 'cd /; cd /tmp; cd -; rm -rf .'],
    ['with words from a pipe', 'echo / | xargs rm -rf'],
    ['in an unknown program', 'wrapit --quiet rm -rf /'],
  ])('%s', (_, text) => {
    expect(effectsOf(text).filter((effect) => effect.startsWith('file.delete'))).toEqual(DELETES_ROOT);
  });
});

describe('what is only text stays text', () => {
  it.each([
    ['single quotes', "echo 'rm -rf /'"],
    ['double quotes', 'echo "rm -rf / ; $HOME"'],
    ['a comment', 'ls # rm -rf /'],
    ['a here-document', 'cat <<EOF\nrm -rf /\nEOF'],
    ['a here-string', 'cat <<< "rm -rf /"'],
    ['a pattern', '[[ $x == "rm -rf /" ]] && ls'],
    ['a case pattern', 'case $x in "rm -rf /") ls ;; esac'],
    ['an assignment', 'x="rm -rf /"'],
    ['a function that nobody calls', 'zap() { rm -rf /; }'],
    ['an array', 'x=(rm -rf /)'],
  ])('%s', (_, text) => {
    expect(effectsOf(text)).toEqual([]);
  });
});

describe('branches', () => {
  it('keep what a variable was before and what it became', () => {
    expect(effectsOf('d=/a; if ls; then d=/b; else d=/c; fi; rm $d')).toEqual(['file.delete /c', 'file.delete /b', 'file.delete /a']);
  });

  it('keep the folders of both sides', () => {
    expect(effectsOf('if ls; then cd /; fi; rm x').toSorted()).toEqual(['file.delete /home/ada/code/shop/x', 'file.delete /x']);
  });

  it('leave a subshell with nothing changed outside', () => {
    expect(effectsOf('x=/a; (x=/b; cd /); rm $x y')).toEqual(['file.delete /a', 'file.delete /home/ada/code/shop/y']);
  });

  it('hide a local variable only while its function runs', () => {
    expect(effectsOf('x=/a; f() { local x=/b; }; f; rm $x')).toEqual(['file.delete /a']);
  });
});

describe('loops', () => {
  it('look at every value', () => {
    expect(commandsOf('for f in a b; do p="x/$f"; rm $p; done')).toEqual(['rm x/a', 'rm x/b']);
  });

  it('go through the values inside a substitution as well', () => {
    expect(commandsOf('for f in a b; do rm "$(echo "$f")"; done')).toContain('rm b');
  });
});

describe('data flows', () => {
  const edges = (text: string) => analyze(text).edges.map(({ from, to }) => `${from}>${to}`);

  it('from the left of a pipe to the right', () => {
    expect(edges('ls | cat | rm x')).toEqual(['0>1', '0>2', '1>2']);
  });

  it('from a substitution into the command that uses it', () => {
    expect(edges('curl -d "$(cat key)" host')).toEqual(['0>1']);
  });

  it('through a variable', () => {
    expect(edges('x=$(cat key); ls; curl "$x"')).toEqual(['0>2']);
  });

  it('through a file', () => {
    expect(edges('ls > list; cat list')).toEqual(['0>1']);
  });
});

describe('another shell', () => {
  it.each([
    ['sees no function of this one', 'rm() { ls; }; bash -c "rm /"', 'file.delete /'],
    ['sees no alias of this one', 'alias rm=ls; bash -c "rm /"', 'file.delete /'],
    ['sees what is exported', "export d=/; bash -c 'rm $d'", 'file.delete /'],
    ['sees every value of a loop', "for d in /a /b; do export d; bash -c 'rm $d'; done", 'file.delete /b'],
    ['sees everything after set -a', "set -a; d=/; bash -c 'rm $d'", 'file.delete /'],
    ['sees exported functions', 'zap() { rm /; }; export -f zap; bash -c zap', 'file.delete /'],
    ['reads a descriptor', 'exec 3<<< "rm /"; bash <&3', 'file.delete /'],
  ])('%s', (_, text, effect) => {
    expect(effectsOf(text)).toContain(effect);
  });

  it('does not see what is not exported', () => {
    expect(analyze("d=/tmp; bash -c 'rm $d/'").actions.at(-1)?.effects[0]?.operand?.classes).toContain('unset');
  });
});

describe('a name in a path', () => {
  it('is not taken for a builtin', () => {
    expect(effectsOf('./test', { files: { '/home/ada/code/shop/test': 'rm /' } })).toContain('file.delete /');
  });

  it('is not taken for a program where the call wrote the file', () => {
    expect(effectsOf('echo "rm /" > ls; ./ls')).toContain('file.delete /');
  });
});
