import { describe, expect, it } from 'vitest';
import { effectsOf } from './shell.ts';

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

describe('the shell’s memory of what was run', () => {
  it.each([['history -c'], ['unset HISTFILE'], ['export HISTSIZE=0'], ['HISTFILE=/dev/null'], ['set +o history']])(
    '%s stops it',
    (text) => {
      expect(effectsOf(text)).toEqual([expect.stringMatching(/^file\.write .*history-file$/)]);
    },
  );

  it.each([['history'], ['export HISTSIZE=10000'], ['set -o pipefail'], ['unset x']])('%s leaves it', (text) => {
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
