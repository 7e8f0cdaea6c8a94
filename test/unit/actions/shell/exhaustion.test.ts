import { describe, expect, it } from 'vitest';
import { analyze, effectsOf } from './shell.ts';

describe('what cannot end', () => {
  it.each([
    [':(){ :|:& };:'],
    ['bomb() { bomb | bomb & }; bomb'],
    ['f() { f & f & }; f'],
    ['while true; do ls & done'],
    ['while :; do ls & done'],
    ['while [ 1 ]; do ls & done'],
    ['while [ true ]; do ls & done'],
    ['while test 1; do ls & done'],
    ['while ((1)); do ls & done'],
    ['while (( 10 )); do ls & done'],
    ['until false; do ls & done'],
    ['while ls; true; do ls & done'],
    ['for ((;;)); do ls & done'],
    ['for ((i=0;;i++)); do ls & done'],
    ['while true; do rm a; ls & done'],
    ['while true; do > log; ls & done'],
    ['while true; do sleep 100 & done'],
    ['while true; do ls & nosleep; done'],
    ['while true; do ls & sleepless; done'],
    ['while true; do ls & (ls); done'],
  ])('%s', (text) => {
    expect(effectsOf(text)).toContain('process.exhaust');
  });

  it.each([
    ['f() { f; }; f'],
    ['f() { ls | cat; }; f | f'],
    ['while true; do ls; done'],
    ['for ((;;)); do ls; done'],
    ['while true; do ls; sleep 1; done'],
    ['while true; do sleep 1; ls & done'],
    ['while sleep 1; true; do ls & done'],
    ['while true; do ls & wait; done'],
    ['while true; do ls & break; done'],
    ['while read -r x; do ls "$x" & done'],
    ['while ls; do ls & done'],
    ['while true; ls; do ls & done'],
    ['while false; do ls & done'],
    ['while ((0)); do ls & done'],
    ['while ((i)); do ls & done'],
    ['while ((i < 10)); do ls & done'],
    ['while ((10 - i)); do ls & done'],
    ['while test 10 -gt "$i"; do ls & done'],
    ['while notest 1; do ls & done'],
    ['while atrue; do ls & done'],
    ['while truet; do ls & done'],
    ['while [[ -f lock ]]; do ls & done'],
    ['while > log; do ls & done'],
    ['until true; do ls & done'],
    ['until ls; do ls & done'],
    ['until ((1)); do ls & done'],
    ['for ((i=0; i<3; i++)); do ls & done'],
    ['for x in a b; do ls & done'],
  ])('but not %s', (text) => {
    expect(effectsOf(text)).not.toContain('process.exhaust');
  });

  it('is named for what it is', () => {
    const notes = analyze('while true; do ls & done').actions.flatMap(({ effects }) => effects.map(({ note }) => note));
    expect(notes).toContain('endless loop of background processes');
  });
});
