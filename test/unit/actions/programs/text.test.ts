import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Stream } from '../../../../src/actions/command.ts';
import { readSedScript } from '../../../../src/actions/programs/text/sed-script.ts';
import { cpuTime } from '../../../support/cpu-time.ts';
import { shownRuns } from '../../../support/outcome.ts';
import { effectsOf, outcomeOf } from '../../../support/programs.ts';

const at = '/home/ada/code/shop';
const given = (text: string, origin: Stream['origin'] = 'literal') => ({ stdin: { origin, text } });
const printed = (text: string, input: string) => outcomeOf(text, given(input)).stdout;

describe('what is read', () => {
  it.each([
    ['cat a b', [`file.read ${at}/a`, `file.read ${at}/b`]],
    ['cat', []],
    ['head -n 20 a', [`file.read ${at}/a`]],
    ['head -20 a', [`file.read ${at}/a`]],
    ['tail -f -n +3 a', [`file.read ${at}/a`]],
    ["grep -n 'rm -rf /' a", [`file.read ${at}/a`]],
    ['grep -e x -f pats a', [`file.read ${at}/pats`, `file.read ${at}/a`]],
    ['grep -rn x', [`file.read recursive ${at}`]],
    ['grep -r x src', [`file.read recursive ${at}/src`]],
    ['grep x', []],
    ['rg x', [`file.read recursive ${at}`]],
    ["rg -g '*.ts' --files", [`file.read recursive ${at}`]],
    ['jq .a x.json', [`file.read ${at}/x.json`]],
    ['jq --arg k /etc/shadow .a x.json', [`file.read ${at}/x.json`]],
    ['jq -n --slurpfile k /etc/shadow .a', ['file.read /etc/shadow']],
    ['yq -i .a=1 x.yml', [`file.write in-place ${at}/x.yml`]],
    ['yq eval .a x.yml', [`file.read ${at}/x.yml`]],
    ['diff -u a b', [`file.read ${at}/a`, `file.read ${at}/b`]],
    ['xxd a', [`file.read ${at}/a`]],
    ['ls -la ~/.ssh', ['file.list /home/ada/.ssh']],
    ['ls', []],
    ['stat -c %a a', [`file.list ${at}/a`]],
    ['wc -l a', [`file.list ${at}/a`]],
    ['openssl enc -d -aes-256-cbc -in a -out b', [`file.read ${at}/a`, `file.write truncate ${at}/b`]],
  ])('%s: %j', (text, expected) => {
    expect(effectsOf(text)).toEqual(expected);
  });
});

it.each([['cat a - b'], ['cat -n a b'], ['grep -h x a b']])('several files are passed on one after the other: %s', (text) => {
  const { stdout } = outcomeOf(text);
  expect(stdout?.parts?.map((part) => (typeof part === 'string' ? part : part.value))).toEqual(['a', 'b']);
  expect(stdout?.path?.value).toBe('a');
});

describe('what is written', () => {
  it.each([
    ["sed -i 's/a/b/' x y", [`file.write in-place ${at}/x`, `file.write in-place ${at}/y`]],
    ["sed -i.bak -e 's/a/b/' x", [`file.write in-place ${at}/x`]],
    ["sed -i '' 's/a/b/' x", [`file.write in-place ${at}/x`]],
    ["sed -Ei 's/a/b/' x", [`file.write in-place ${at}/x`]],
    ["sed --in-place=.orig 's/a/b/' x", [`file.write in-place ${at}/x`]],
    ["sed -n '1,5p' x", [`file.read ${at}/x`]],
    ["sed -n 's/x/y/w /etc/cron.d/z' x", [`file.read ${at}/x`, 'file.write truncate /etc/cron.d/z']],
    ["sed '$r /etc/shadow' x", [`file.read ${at}/x`, 'file.read /etc/shadow']],
    ['sort -o b a', [`file.read ${at}/a`, `file.write truncate ${at}/b`]],
    ['uniq a b', [`file.read ${at}/a`, `file.write truncate ${at}/b`]],
    ['split -b 1M a part-', [`file.read ${at}/a`, `file.write create ${at}/part-??`]],
    ['patch -i a.diff', [`file.read ${at}/a.diff`, `file.write in-place ${at}/(a patched file)`]],
    ['patch x.c a.diff', [`file.read ${at}/a.diff`, `file.write in-place ${at}/x.c`]],
    ['dos2unix a', [`file.write in-place ${at}/a`]],
    ['base64 -d -o b a', [`file.read ${at}/a`, `file.write truncate ${at}/b`]],
  ])('%s: %j', (text, expected) => {
    expect(effectsOf(text)).toEqual(expected);
  });

  it('a patch says what it changes', () => {
    const diff = '--- a/src/x.ts\n+++ b/src/x.ts\n@@ -1 +1 @@\n-a\n+b\n--- /dev/null\n+++ b/.git/hooks/pre-push\n';
    expect(effectsOf('patch -p1', given(diff))).toEqual([
      `file.write in-place ${at}/src/x.ts`,
      `file.write in-place ${at}/.git/hooks/pre-push`,
    ]);
  });
});

describe('what is run', () => {
  it.each([
    ["sed '1e id' x", ['sh: id']],
    ["sed 's/a/id \\/x/e' x", ['sh: id /x', 'stdin sh']],
    ["sed '/x/{e\n}' x", ['stdin sh']],
    ["sed --sandbox '1e id' x", []],
    ["sed 's/e id/w x/' x", []],
    ['sort --compress-program ./z a', ['argv ./z']],
    ["split --filter='sh -c x' a", ['sh: sh -c x']],
    ['rg --pre ./z x src', ['argv ./z src']],
  ])('%s: %j', (text, expected) => {
    expect(shownRuns(outcomeOf(text))).toEqual(expected);
  });
});

describe('what is worked out', () => {
  it.each([
    ['cat', 'id', 'id'],
    ['cat -', 'id', 'id'],
    ['rev', '/ fr- mr', 'rm -rf /'],
    ["tr 'a-y' 'b-z'", 'ql', 'rm'],
    ["tr -d '_'", 'r_m', 'rm'],
    ["tr '[:upper:]' '[:lower:]'", 'RM', 'rm'],
    ['head -n 1', 'a\nb\n', 'a\n'],
    ['tail -n 1', 'a\nb\n', 'b\n'],
    ['tail -n +2', 'a\nb\nc', 'b\nc'],
    ['tac', 'a\nb\n', 'b\na\n'],
    ["sed 's/x/r/'", 'xm x', 'rm x'],
    ["sed 's,x,r,g'", 'xx', 'rr'],
    ['base64', 'id', 'aWQ=\n'],
  ])('%s of %j', (text, input, expected) => {
    expect(printed(text, input)).toEqual({ origin: 'literal', text: expected });
  });

  it.each([
    ['base64 -d', 'aWQ='],
    ['base64 --dec', 'aWQ=\n'],
    ['base64 -D', 'a\nWQ='],
    ['base32 -d', 'NFSA===='],
    ['b64decode -r', 'begin-base64 644 x\naWQ=\n====\n'],
    ['xxd -r -p', '6964'],
    ['xxd -r', '00000000: 6964                                     id\n'],
    ['openssl base64 -d', 'aWQ='],
    ['openssl enc -d -base64 -A', 'aWQ='],
    ['basenc --base16 -d', '6964'],
  ])('%s of %j is decoded', (text, input) => {
    expect(printed(text, input)).toEqual({ origin: 'decoded', text: 'id' });
  });

  it('but not what came from elsewhere, nor what is no text', () => {
    expect(outcomeOf('base64 -d', { stdin: { origin: 'downloaded' } }).stdout).toEqual({ origin: 'downloaded' });
    expect(outcomeOf('base64 -d', { stdin: { origin: 'dynamic' } }).stdout).toEqual({ origin: 'decoded' });
    expect(printed('base64 -d', 'AAEC')).toEqual({ origin: 'decoded' });
    expect(printed("sed 's/a.*/b/'", 'x')).toEqual({ origin: 'dynamic' });
    expect(printed('tr -c a b', 'x')).toEqual({ origin: 'dynamic' });
  });

  it('and a file stays a file', () => {
    expect(outcomeOf('tail -n +10 install.sh').stdout).toMatchObject({ origin: 'file', path: { value: 'install.sh' } });
  });
});

it('ed does what its input says', () => {
  const outcome = outcomeOf('ed -s notes', given('a\nhello\n.\n!id\nw ~/.bashrc\nw\nq\n'));
  expect(shownRuns(outcome)).toEqual(['sh: id']);
  expect(outcome.effects?.map(({ kind, operand }) => `${kind} ${operand?.value}`)).toEqual([
    `file.read ${at}/notes`,
    'file.write /home/ada/.bashrc',
    `file.write ${at}/notes`,
  ]);
});

it('any sed script is read to its end', () => {
  const script = fc
    .array(fc.constantFrom('s', '/', '\\', 'e', 'w', ';', '{', '}', '\n', 'a', '!', '1', '$', ' ', 'y', '#', 'b'))
    .map((parts) => parts.join(''));
  fc.assert(fc.property(script, (text) => readSedScript(text).writes.length <= text.length));
  const started = cpuTime();
  for (const piece of ['s/a/b/;', 'a\\\n', '{', 's', 'w', '/']) readSedScript(piece.repeat(100_000));
  expect(cpuTime() - started).toBeLessThan(1000);
});

describe('what shows of variables the names alone', () => {
  it.each([
    ['grep -q A .env', ['file.list /home/ada/code/shop/.env']],
    ['grep -c A .env', ['file.list /home/ada/code/shop/.env']],
    ["grep -o '^[A-Z_]*' .env", ['file.list /home/ada/code/shop/.env']],
    ["grep -o 'A.*' .env", ['file.read /home/ada/code/shop/.env']],
    ["grep -o '^[A-Z_]*' id_rsa", ['file.read /home/ada/code/shop/id_rsa']],
    ['cut -d= -f1 .env', ['file.list /home/ada/code/shop/.env']],
    ['cut -d= -f2 .env', ['file.read /home/ada/code/shop/.env']],
    ['cut -d= -f1 notes', ['file.read /home/ada/code/shop/notes']],
    ["sed 's/=.*//' .env", ['file.list /home/ada/code/shop/.env']],
    ["sed 's/A.*//' .env", ['file.read /home/ada/code/shop/.env']],
  ])('%s: %j', (text, expected) => expect([...effectsOf(text), ...shownRuns(outcomeOf(text))]).toEqual(expected));
});
