import { describe, expect, it } from 'vitest';
import { analyzeShell } from '../../../src/actions/shell/index.ts';
import { setting } from '../../support/setting.ts';

const effectsOf = (text: string): readonly string[] =>
  analyzeShell(text, 'bash', setting()).actions.flatMap(({ effects }) =>
    effects.flatMap(({ kind, flags = [] }) => flags.map((flag) => `${kind} ${flag}`)),
  );

describe('what is made in the call from something unread is as unread', () => {
  it.each([
    ['unpacked from a download', 'curl -LO https://get.test/x.tgz; tar xzf x.tgz; ./x/run', 'opaque downloaded'],
    ['unpacked from a pipe', 'curl -L https://get.test/x.tgz | tar xz -C /tmp/k; /tmp/k/bin/go', 'opaque downloaded'],
    ['unpacked with a password', 'unzip -P pw x.zip -d /tmp/k; sh /tmp/k/run.sh', 'opaque session-written'],
    ['unpacked over what was written', 'echo ls > run.sh; unzip -P pw x.zip; sh run.sh', 'opaque session-written'],
    ['compiled from a download', 'curl -o x.c https://get.test/x.c; gcc x.c -o x; ./x', 'opaque downloaded'],
    ['compiled from a place of the system', 'cc /opt/x/x.c && ./a.out', 'opaque session-written'],
    [
      'written by code',
      'python3 -c \'import requests; open("x.sh", "w").write(requests.get("https://get.test/x").text)\'; sh x.sh',
      'opaque downloaded',
    ],
  ])('%s', (_, text, expected) => {
    expect(effectsOf(text).some((effect) => effect.startsWith(expected))).toBe(true);
  });

  it.each([
    ['unpacked from an archive of the project', 'tar xzf x.tgz; ./x/run'],
    ['compiled from a source of the project', 'gcc src/x.c -o x; ./x'],
  ])('but not what is %s', (_, text) => {
    expect(effectsOf(text).some((effect) => /^opaque (?:downloaded|session-written)/.test(effect))).toBe(false);
  });
});

describe('what a variable holds', () => {
  it.each([
    'x="ls src"; eval "$x"',
    'x="ls src"; eval $x',
    'f() { eval "$1"; }; f ls',
    'read -r x; eval "$x"',
    'x=ls; bash -c "$x"',
    'x="ls src"; eval "${x% *}"',
  ])('is marked when evaluated: %s', (text) => {
    expect(effectsOf(text).some((effect) => effect.startsWith('code.eval variable'))).toBe(true);
  });

  it.each(['eval "$(ssh-agent -s)"', 'x=$(ssh-agent -s); eval "$x"', 'eval "ls $x"'])('is not: %s', (text) => {
    expect(effectsOf(text).some((effect) => effect.startsWith('code.eval variable'))).toBe(false);
  });
});
