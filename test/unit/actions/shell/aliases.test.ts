import { describe, expect, it } from 'vitest';
import { analyzeShell } from '../../../../src/actions/shell/index.ts';
import { setting } from '../../../support/setting.ts';
import { traceOf } from './trace.ts';

describe('an alias is replaced by its text where it stands for a command', () => {
  it.each<[string, readonly string[]]>([
    ["alias zap='rm a'; zap b", ['alias zap=rm a', 'rm a b | file.delete ./a | file.delete ./b']],
    [
      "alias zap='rm a'; zap b > out",
      [
        'alias zap=rm a',
        'rm a b | file.delete ./a | file.delete ./b',
        '- | file.write ./out truncate',
        'flows 1>2',
        'made wrote-script ./out',
      ],
    ],
    [
      "alias zap=sh; echo 'rm a' | zap",
      ['alias zap=sh', 'echo rm a', 'sh', '(sh) | code.eval literal “sh”', 'sh > rm a | file.delete ./a', 'flows 1>2 1>3 1>4'],
    ],
    ["alias rm='rm -i'; rm a", ['alias rm=rm -i', 'rm -i a | file.delete ./a interactive']],
    ["alias a='b x'; alias b='rm'; a", ['alias a=b x', 'alias b=rm', 'rm x | file.delete ./x']],
    ['alias zap=rm; X=1 zap a', ['alias zap=rm', 'X=1 rm a | file.delete ./a']],
    ['alias zap=rm; x[1]=2 Y=3 zap a', ['alias zap=rm', 'x=2 Y=3 rm a | file.delete ./a']],
    ["alias zap=rm; \\zap a; 'zap' a", ['alias zap=rm', 'zap a | exec zap', 'zap a | exec zap']],
    ['alias zap=rm; command zap a', ['alias zap=rm', 'zap a | exec zap', 'command zap a']],
    ["alias zap='alias zop=rm'; zap; zop a; zap", ['alias zap=alias zop=rm', 'alias zop=rm', 'rm a | file.delete ./a', 'alias zop=rm']],
    ["alias zap='rm a;'; zap b", ['alias zap=rm a;', 'rm a | file.delete ./a', 'b | exec b']],
    ['alias zap=rm; x=zap; $x a', ['alias zap=rm', 'zap a | exec zap']],
    ['alias zap=rm; ls zap', ['alias zap=rm', 'ls zap | file.list ./zap']],
    ['alias zap=rm; (zap a)', ['alias zap=rm', 'rm a | file.delete ./a']],
    ['alias zap=rm; bash -c "zap a"', ['alias zap=rm', 'bash -c zap a', 'bash > zap a | exec zap']],
    [
      "alias s='sudo '; alias zap='rm a'; s zap",
      ['alias s=sudo ', 'alias zap=rm a', 'sudo rm a | process.privilege “sudo”', 'sudo > rm a | file.delete ./a'],
    ],
    [
      "alias s='sudo '; alias zap='rm a'; s ls zap",
      ['alias s=sudo ', 'alias zap=rm a', 'sudo ls zap | process.privilege “sudo”', 'sudo > ls zap | file.list ./zap'],
    ],
    [
      "alias s=sudo; alias zap='rm a'; s zap",
      ['alias s=sudo', 'alias zap=rm a', 'sudo zap | process.privilege “sudo”', 'sudo > zap | exec zap'],
    ],
    ["alias zap='rm a '; zap", ['alias zap=rm a ', 'rm a | file.delete ./a']],
    [
      "alias s='sudo -E'; alias zap='rm a'; s zap",
      ['alias s=sudo -E', 'alias zap=rm a', 'sudo -E zap | process.privilege “sudo”', 'sudo > zap | exec zap'],
    ],
    [
      "alias s='sudo '; alias zap=rm; s zap zap",
      ['alias s=sudo ', 'alias zap=rm', 'sudo rm zap | process.privilege “sudo”', 'sudo > rm zap | file.delete ./zap'],
    ],
  ])('%s', (text, expected) => {
    expect(traceOf(analyzeShell(text, 'bash', setting()))).toEqual(expected);
  });
});

describe('in zsh an alias may stand anywhere, or for the ending of a file', () => {
  it.each<[string, readonly string[]]>([
    [
      "alias -g G='| sh'; echo 'rm a' G",
      ['alias -g G=| sh', 'echo rm a', 'sh', '(sh) | code.eval literal “sh”', 'sh > rm a | file.delete ./a', 'flows 1>2 1>3 1>4'],
    ],
    [
      'alias -g A=a; alias -g B=b; rm A B c',
      ['alias -g A=a', 'alias -g B=b', 'rm a b c | file.delete ./a | file.delete ./b | file.delete ./c'],
    ],
    ["alias -g A='A b'; rm A", ['alias -g A=A b', 'rm A b | file.delete ./A | file.delete ./b']],
    ['alias -g A=a; X=1 rm A', ['alias -g A=a', 'X=1 rm a | file.delete ./a']],
    ["alias -g A='rm a'; A b", ['alias -g A=rm a', 'rm a b | file.delete ./a | file.delete ./b']],
    ['alias -g A=a; rm -x A y', ['alias -g A=a', 'rm -x a y | file.delete ./a | file.delete ./y']],
    ['alias -g A=a; rm c', ['alias -g A=a', 'rm c | file.delete ./c']],
    [
      'alias -g A=x; alias -g B=x; ls A; ls B A',
      ['alias -g A=x', 'alias -g B=x', 'ls x | file.list ./x', 'ls x x | file.list ./x | file.list ./x'],
    ],
    ["alias -g G=a; alias zap='rm G'; zap b", ['alias -g G=a', 'alias zap=rm G', 'rm a b | file.delete ./a | file.delete ./b']],
    ['alias -s txt=rm; ./a.txt b', ['alias -s txt=rm', 'rm ./a.txt b | file.delete ./a.txt | file.delete ./b']],
    ['alias -s txt=rm; a.md b', ['alias -s txt=rm', 'a.md b | exec a.md']],
    ['alias -s txt=rm; txt b', ['alias -s txt=rm', 'txt b | exec txt']],
    ['alias -s txt=rm; alias -g G=b; a.txt G', ['alias -s txt=rm', 'alias -g G=b', 'rm a.txt b | file.delete ./a.txt | file.delete ./b']],
    ['alias -s txt=rm; ls a.txt', ['alias -s txt=rm', 'ls a.txt | file.list ./a.txt']],
  ])('%s', (text, expected) => {
    expect(traceOf(analyzeShell(text, 'zsh', setting()))).toEqual(expected);
  });
});

it('an alias that grows too long is not read, and the analysis says so', () => {
  const found = (length: number) => {
    const { incomplete, actions } = analyzeShell(`alias zap='${'ls '.padEnd(length, 'x')}'; zap`, 'bash', setting());
    return [actions.at(-1)?.invocation?.program, incomplete];
  };
  expect(found(64 * 1024)).toEqual(['ls', []]);
  expect(found(64 * 1024 + 1)).toEqual(['zap', ['an alias grows too long']]);
});
