import { describe, expect, it } from 'vitest';
import { PROJECT } from '../../../support/setting.ts';
import { analyze, commandsOf, effectsOf } from './shell.ts';

describe('the environment of a command', () => {
  it.each([
    ['loads a library', 'LD_PRELOAD=./x.so ls', ['code.eval /home/ada/code/shop/x.so environment']],
    ['loads it from then on', 'export LD_PRELOAD=/tmp/x.so', ['code.eval /tmp/x.so environment']],
    ['hands options to an interpreter', "NODE_OPTIONS='--require ./x.js' ls", ["code.eval ?'--require ./x.js' environment"]],
    ['holds a command', "PAGER='rm /' ls", ['file.delete /']],
    ['is a prompt that substitutes', "PS4='$(rm /)' ls", ['file.delete /']],
    ['is a prompt', "PS1='\\w$ ' ls", []],
    ['goes through a wrapper once', "PAGER='rm /' sudo ls", ['process.privilege', 'file.delete /']],
    ['is printed', 'export -p', ['secret.dump environment']],
    ['is quiet', 'FORCE_COLOR=1 NODE_OPTIONS=--max-old-space-size=4096 ls', []],
  ])('%s', (_, text, expected) => {
    expect(effectsOf(text)).toEqual(expected);
  });
});

describe('a variable that names code which programs load', () => {
  it.each([
    ['LD_PRELOAD=./x.so', './x.so'],
    ['LD_AUDIT=./x.so', './x.so'],
    ['DYLD_INSERT_LIBRARIES=./x.dylib', './x.dylib'],
    ['PYTHONSTARTUP=./x.py', './x.py'],
    ['PERL5DB=./x.pl', './x.pl'],
  ])('%s', (assignment, path) => {
    const [, name] = /^(\w+)/.exec(assignment) ?? [];
    const effects = analyze(`${assignment} ls`).actions.flatMap((action) => action.effects);
    expect(effects).toEqual([
      {
        kind: 'code.eval',
        operand: { text: path, value: `${PROJECT}${path.slice(1)}`, certainty: 'literal', classes: ['project'] },
        flags: ['environment'],
        note: name,
      },
    ]);
  });

  it.each([
    ['NODE_OPTIONS', '-r ./x'],
    ['NODE_OPTIONS', '--require=./x'],
    ['NODE_OPTIONS', '--max-old-space-size=4096 --import ./x'],
    ['NODE_OPTIONS', '--no-warnings --loader ./x'],
    ['NODE_OPTIONS', '--experimental-loader=./x'],
    ['PERL5OPT', '-Mx'],
    ['PERL5OPT', '-w -d:x'],
    ['RUBYOPT', '-rx'],
    ['RUBYOPT', '-W0 -rx'],
    ['JAVA_TOOL_OPTIONS', '-Xmx1g -javaagent:x.jar'],
    ['JAVA_TOOL_OPTIONS', '-XX:OnError=ls'],
    ['_JAVA_OPTIONS', '-agentpath:x.so'],
    ['JDK_JAVA_OPTIONS', '-agentlib:x'],
  ])('%s="%s" has an option that names it', (name, value) => {
    const effects = analyze(`${name}="${value}" ls`).actions.flatMap((action) => action.effects);
    expect(effects).toEqual([
      { kind: 'code.eval', operand: { text: `"${value}"`, certainty: 'literal', classes: [] }, flags: ['environment'], note: name },
    ]);
  });

  it.each([
    'MY_LD_PRELOAD=./x.so',
    'LD_PRELOAD_PATH=./x.so',
    'NODE_OPTIONS=--trace-r',
    'NODE_OPTIONS="--trace-warnings --no-require x"',
    'NODE_OPTIONS=--important=1',
    'PERL5OPT=-w',
    'RUBYOPT=-W-r',
    'RUBYOPT=--enable-yjit',
    'JAVA_TOOL_OPTIONS=-Xmx1g',
    '_JAVA_OPTIONS=-Djava.io.tmpdir=/tmp',
    'toString=x',
  ])('%s names none', (assignment) => {
    expect(effectsOf(`${assignment} ls`)).toEqual([]);
  });
});

describe('a variable that holds a command which other programs run', () => {
  it.each('EDITOR VISUAL PAGER MANPAGER BROWSER LESSOPEN LESSCLOSE PROMPT_COMMAND SUDO_EDITOR SYSTEMD_PAGER BAT_PAGER'.split(' '))(
    '%s',
    (name) => {
      expect(commandsOf(`${name}='rm /x' ls`)).toEqual(['ls', 'rm /x']);
    },
  );

  it.each([
    ["LESSOPEN='|rm /x' ls", 'rm /x'],
    ["LESSOPEN='||-rm /x' ls", 'rm /x'],
    ["LESSOPEN='|-rm /x' ls", 'rm /x'],
    ["LESSOPEN='cat | rm /x' ls", 'cat', 'rm /x'],
    ["PAGER='cat | rm /x' ls", 'cat', 'rm /x'],
    ["PAGER='|rm /x' ls"],
    ["PS0='$(rm /x)' ls", 'rm /x', ': ?'],
    ["PS4='`rm /x`+ ' ls", 'rm /x', ': ?+ '],
    [`PS1='"$(rm /x)"' ls`, 'rm /x', ': "?"'],
    [`PS1='"; $(rm /x) "' ls`, 'rm /x', ': "; ? "'],
    ["PS1='\\u \\w `rm /x`' ls", 'rm /x', ': \\u \\w ?'],
    ["PS1='rm /x' ls"],
    ["PS5='$(rm /x)' ls"],
    ["PS44='$(rm /x)' ls"],
    ["MY_PS4='$(rm /x)' ls"],
    ["X='$(rm /x)' ls"],
    ["MY_PAGER='rm /x' ls"],
    ["PAGERS='rm /x' ls"],
  ])('%s', (text, ...expected) => {
    expect(commandsOf(text)).toEqual(['ls', ...expected]);
  });

  it.each([['PAGER= ls'], ['PAGER="$(cat x)" ls']])('%s holds none that is known', (text) => {
    expect(analyze(text).actions.filter(({ invocation }) => invocation?.wrappers.includes('PAGER'))).toEqual([]);
  });
});

describe('the shell’s memory of what was run', () => {
  it.each([['history -c'], ['unset HISTFILE'], ['export HISTSIZE=0'], ['HISTFILE=/dev/null'], ['set +o history']])(
    '%s stops it',
    (text) => {
      expect(effectsOf(text)).toEqual([expect.stringMatching(/^file\.write .*history-file$/)]);
    },
  );

  it.each([
    'HISTFILE=',
    'HISTFILE=/dev/null',
    'HISTSIZE=0',
    'HISTFILESIZE=0',
    'SAVEHIST=0',
    'HISTCONTROL=ignorespace',
    'HISTCONTROL=ignoreboth:erasedups',
    'HISTCONTROL=erasedups:ignoreboth',
    'HISTIGNORE=*',
    'HISTIGNORE=ls:*',
    'HISTIGNORE=*:ls',
  ])('export %s stops it', (assignment) => {
    const name = assignment.split('=')[0] ?? '';
    const effects = analyze(`export '${assignment}'`).actions.flatMap((action) => action.effects);
    expect(effects).toEqual([{ kind: 'file.write', operand: { text: name, certainty: 'literal', classes: [] }, flags: ['history-file'] }]);
  });

  it.each([
    'history',
    'set -o pipefail',
    'unset x',
    'export HISTSIZE=10000',
    'export HISTSIZE=05',
    'export HISTFILESIZE=1000',
    'export HISTFILESIZE=0500',
    'export SAVEHIST=10',
    'export SAVEHIST=01',
    'export HISTFILE=/tmp/h',
    'export HISTFILE=/dev/nullify',
    'export HISTFILE=/x/dev/null',
    'export HISTCONTROL=ignoredups',
    'export HISTCONTROL=xignorespace',
    'export HISTCONTROL=ignorespaces',
    "export HISTIGNORE='ls*'",
    "export HISTIGNORE='*ls'",
  ])('%s leaves it', (text) => {
    expect(effectsOf(text)).toEqual([]);
  });
});

describe('builtins that keep code', () => {
  it.each([
    ["complete -C 'rm /' x"],
    ['bind -x \'"q": rm /\''],
    ["trap 'rm /' INT"],
    ['hash -p /bin/rm ls; ls /'],
    ["trap -- 'rm /' EXIT"],
  ])('%s', (text) => {
    expect(effectsOf(text)).toContain('file.delete /');
  });

  it('enable -f', () => {
    expect(effectsOf('enable -f /tmp/x.so x')).toEqual(['code.eval /tmp/x.so environment']);
  });
});
