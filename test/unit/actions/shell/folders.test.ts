import { describe, expect, it } from 'vitest';
import { analyze } from './shell.ts';

/** Where the last command runs. */
const folderAfter = (text: string): string | undefined => analyze(`${text}; ls`).actions.at(-1)?.invocation?.cwd;

describe('a change of folder leads to', () => {
  it.each([
    ['cd /tmp', '/tmp'],
    ['cd sub', '/home/ada/code/shop/sub'],
    ['cd sub; cd deeper', '/home/ada/code/shop/sub/deeper'],
    ['cd ..', '/home/ada/code'],
    ['cd', '/home/ada'],
    ['cd ~', '/home/ada'],
    ['cd ""', '/home/ada/code/shop'],
    ['cd --', '/home/ada'],
    ['cd -- /tmp', '/tmp'],
    ['cd -- -x', '/home/ada/code/shop/-x'],
    ['cd -P /tmp', '/tmp'],
    ['cd -L -P /tmp', '/tmp'],
    ['cd -LPe@ /tmp', '/tmp'],
    ['cd -q /tmp', '/tmp'],
    ['cd a-L', '/home/ada/code/shop/a-L'],
    ['cd -Lx', '/home/ada/code/shop/-Lx'],
    ['cd /tmp extra', '/tmp'],
    ['chdir /tmp', '/tmp'],
    ['cd /tmp; cd -', '/home/ada/code/shop'],
    ['cd /tmp; cd -P -', '/home/ada/code/shop'],
    ['cd /tmp; cd /etc; cd -; cd -', '/etc'],
    ['cd /tmp; cd "$OLDPWD"', '/home/ada/code/shop'],
    ['HOME=/etc; cd', '/etc'],
    ['pushd /tmp', '/tmp'],
    ['pushd /tmp; popd', '/home/ada/code/shop'],
    ['pushd /tmp; pushd /etc; popd', '/tmp'],
    ['pushd /tmp; pushd /etc; popd; popd', '/home/ada/code/shop'],
    ['pushd /tmp; pushd', '/home/ada/code/shop'],
    ['pushd /tmp; pushd; pushd', '/tmp'],
    ['pushd /; pushd /tmp; pushd; popd', '/tmp'],
    ['pushd /; pushd /tmp; pushd; popd; popd', '/home/ada/code/shop'],
    ['pushd /a; pushd /b; pushd /c; pushd; popd; popd', '/a'],
    ['pushd -q /tmp', '/tmp'],
    ['pushd /tmp; pushd -', '/home/ada/code/shop'],
    ['pushd /tmp; cd -', '/home/ada/code/shop'],
    ['pushd a+1', '/home/ada/code/shop/a+1'],
    ['pushd 1', '/home/ada/code/shop/1'],
    ['pushd +1x', '/home/ada/code/shop/+1x'],
  ])('%s', (text, expected) => {
    expect(folderAfter(text)).toBe(expected);
  });

  it.each([
    ['cd $x'],
    ['cd "$(cat x)"'],
    ['cd /tmp/$x'],
    ['cd -'],
    ['cd $x; cd sub'],
    ['cd $x; cd /tmp; cd -'],
    ['popd'],
    ['pushd'],
    ['pushd /tmp; popd; popd'],
    ['pushd +1'],
    ['pushd -2'],
    ['pushd /; pushd /tmp; pushd +10'],
  ])('what only the run can tell: %s', (text) => {
    expect(folderAfter(text)).toBeUndefined();
  });

  it('what may be one of several, after a branch', () => {
    const deleted = analyze('if ls; then cd /tmp; fi; rm a').actions.flatMap(({ effects }) => effects.map(({ operand }) => operand?.value));
    expect(deleted).toEqual(['/tmp/a', '/home/ada/code/shop/a']);
  });
});
