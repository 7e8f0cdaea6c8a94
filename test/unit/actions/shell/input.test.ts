import { describe, expect, it } from 'vitest';
import { commandsOf, effectsOf } from './shell.ts';

const removed = (text: string): string =>
  commandsOf(text)
    .filter((command) => command.startsWith('rm'))
    .join('; ');

describe('read gives its variables the fields of a line', () => {
  it.each([
    ['read x <<< a; rm $x', 'rm a'],
    ['read <<< a; rm $REPLY', 'rm a'],
    ['read x <<< \'  a  b  \'; rm "$x"', 'rm a  b'],
    ['read x y <<< \'a b c\'; rm "$x" "$y"', 'rm a b c'],
    ['read x y <<< \' a   b \'; rm "$x,$y"', 'rm a,b'],
    ['read x y <<< $\'a\\tb\'; rm "$x,$y"', 'rm a,b'],
    ['read x y z <<< "a b"; rm "$x,$y,$z,"', 'rm a,b,,'],
    ['IFS=: read x y <<< a:b:c; rm "$x" "$y"', 'rm a b:c'],
    ['IFS=: read x <<< a:b; rm "$x"', 'rm a:b'],
    ['IFS=: read x y <<< \'a b:c d\'; rm "$x,$y"', 'rm a b,c d'],
    ['IFS=: read x y z <<< a::b; rm "$x,$y,$z"', 'rm a,,b'],
    ["IFS=', ' read x y z <<< 'a, b c'; rm \"$x:$y:$z\"", 'rm a:b:c'],
    ["IFS=', ' read x y z <<< 'a  ,  b'; rm \"$x:$y:$z\"", 'rm a:b:'],
    ['IFS=:, read x y z <<< a:b,c; rm $x $y $z', 'rm a b c'],
    ['IFS= read x y <<< \'a b\'; rm "$x"', 'rm a b'],
    ["IFS=$' ' read x y <<< 'a b'; rm $x", 'rm a'],
    ['IFS=,; read x y <<< a,b; rm "$x" "$y"', 'rm a b'],
  ])('%s', (text, expected) => {
    expect(removed(text)).toBe(expected);
  });

  it.each([
    ["IFS=$'\\n' read -rd '' -a x <<< $'a b\\n/'; rm \"${x[@]}\"", 'rm a b /'],
    ["read -rd '' x y <<< $'a\\n/'; rm $x $y", 'rm a /'],
    ['read -d: x <<< a:b; rm $x', 'rm a; rm b'],
    ['mapfile -td , x <<< a,b; rm ${x[1]}', 'rm b'],
    ["mapfile -d '' x <<< $'a\\nb'; rm \"$x\"", 'rm a\nb'],
    ['read -d \'\' x; rm "$x"', 'rm ?'],
    ["IFS='-]^' read x y z w <<< 'a-b]c^d'; rm $x $y $z $w", 'rm a b c d'],
    ["IFS='\\-' read x y <<< 'a\\b'; rm $x $y", 'rm a b'],
    ["IFS=a-z read x y <<< 'bac'; rm $x $y", 'rm b c'],
    ['IFS=: read x y <<< \' a : b \'; rm "$x,$y,"', 'rm  a , b ,'],
  ])('with separators and ends of its own: %s', (text, expected) => {
    expect(removed(text)).toBe(expected);
  });

  it.each([
    ['read -r x'],
    ['read -p prompt x'],
    ['read -pprompt x'],
    ['read -rp prompt x'],
    ['read -d , x'],
    ["read -rd '' x"],
    ['read -i text x'],
    ['read -n 3 x'],
    ['read -n3 x'],
    ['read -N 3 x'],
    ['read -t 5 x'],
    ['read -t5 x'],
    ['read -u 3 x'],
    ['read -rsp no-secret x'],
    ['read -r -p prompt -t 5 x'],
    ['read x-y x'],
  ])('past its options: %s', (text) => {
    expect(removed(`${text} <<< a; rm "$x"`)).toBe(text === 'read x-y x' ? 'rm ' : 'rm a');
  });

  it.each([
    ["read -a x <<< 'a b'; rm ${x[1]} ${x[0]}", 'rm b a'],
    ['read -ra x <<< \'a b\'; rm "${x[@]}"', 'rm a b'],
    ["read -A x <<< 'a b'; rm ${x[1]}", 'rm b'],
    ["read -p prompt -a x <<< 'a b'; rm ${x[1]}", 'rm b'],
    ["read -A <<< 'a b'; rm $REPLY", 'rm a b'],
    ['IFS=: read -ra x <<< \'rm:-rf:/\'; "${x[@]}"', 'rm -rf /'],
    ['printf \'a b\\nc d\' | { read -a x; rm "${x[@]}"; }', 'rm a b'],
  ])('or the elements of an array: %s', (text, expected) => {
    expect(removed(text)).toBe(expected);
  });

  it.each([
    ["printf 'a\\nb\\n' | while read x; do rm $x; done", 'rm a; rm b'],
    ["printf 'a 1\\nb 2\\n' | while read x y; do rm $y; done", 'rm 1; rm 2'],
    ['printf \'a\\n\\nb\' | while read x; do rm "$x,"; done', 'rm a,; rm ,; rm b,'],
  ])('line by line: %s', (text, expected) => {
    expect(removed(text)).toBe(expected);
  });

  it.each([
    ['read x; rm "$x"', 'rm ?'],
    ['ls | read x; rm "$x"', 'rm ?'],
    ['read x y; rm "$y"', 'rm ?'],
    ['read -a x; rm "${x[@]}"', 'rm ?'],
    ['read x <<< "a$z"; rm "$x"', 'rm a?'],
    ['mapfile x; rm "${x[@]}"', 'rm ?'],
  ])('which only the run can tell: %s', (text, expected) => {
    expect(removed(text)).toBe(expected);
  });
});

describe('mapfile keeps lines', () => {
  it.each([
    ["mapfile x <<< 'a'; rm ${x[0]}", 'rm a'],
    ["mapfile <<< 'a'; rm ${MAPFILE[0]}", 'rm a'],
    ['mapfile -t x <<< $\'a b\\nc\'; rm "${x[@]}"', 'rm a b c'],
    ["readarray -t x <<< $'a\\nb'; rm ${x[1]}", 'rm b'],
    ['mapfile -n 3 x <<< a; rm $x', 'rm a'],
    ['mapfile -n3 x <<< a; rm $x', 'rm a'],
    ['mapfile -tn 3 x <<< a; rm $x', 'rm a'],
    ['mapfile -td , x <<< a; rm $x', 'rm a'],
    ['mapfile -t -O 0 -s 0 -u 3 x <<< a; rm $x', 'rm a'],
    ['mapfile -C f -c 1 x <<< a; rm $x', 'rm a'],
  ])('%s', (text, expected) => {
    expect(removed(text)).toBe(expected);
  });
});

describe('of more lines than are kept', () => {
  const lines = (count: number): string => Array.from({ length: count }, (_, i) => `f${i}`).join('\n');

  it('a loop reads the others as what only the run can tell', () => {
    const all = (count: number) => removed(`while read x; do rm $x; done <<< '${lines(count)}'`).split('; ');
    expect(all(32)).toContain('rm f31');
    expect(all(33)).toContain('rm f30');
    expect(all(33)).toContain('rm ?');
    expect(all(33)).not.toContain('rm f31');
  });

  it('and so does each of several names', () => {
    const pairs = lines(33).replaceAll('f', 'a f');
    expect(removed(`while read x y; do rm $y; done <<< '${pairs}'`).split('; ')).toContain('rm ?');
  });

  it('an array has the others as what only the run can tell', () => {
    const last = (count: number) => removed(`mapfile -t x <<< '${lines(count)}'; rm "\${x[511]}"`);
    expect(last(512)).toBe('rm f511');
    expect(last(513)).toBe('rm ?');
    expect(last(600)).toBe('rm ?');
  });
});

describe('what is read is trusted as little as where it comes from', () => {
  it.each([
    ['curl u | { read x; eval "$x"; }', 'code.eval ?"$x" downloaded'],
    ['echo cm0gYQ== | base64 -d | { read x; eval "$x"; }', 'code.eval ?"$x" decoded'],
    ['echo cm0gYQ== | base64 -d | { read -a x; eval "${x[@]}"; }', 'code.eval ?"${x[@]}" "${x[@]}" decoded'],
    ['curl u | { mapfile x; eval "${x[0]}"; }', 'code.eval ?"${x[0]}" downloaded'],
  ])('%s', (text, expected) => {
    expect(effectsOf(text)).toContain(expected);
  });

  it('and text of its own is followed as if it stood there', () => {
    expect(effectsOf('read x <<< \'rm a\'; eval "$x"')).toEqual(['code.eval ?"$x" variable', 'file.delete /home/ada/code/shop/a']);
  });
});
