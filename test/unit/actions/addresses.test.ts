import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { hostOperand, networkEffects, parseAddress } from '../../../src/actions/addresses.ts';
import { HOLE, literal } from '../../../src/actions/command.ts';

const classesOf = (text: string) => [...hostOperand(literal(text)).classes].sort();

describe('the host of a word', () => {
  it.each([
    ['https://Example.COM/a?b#c', 'example.com'],
    ['example.com', 'example.com'],
    ['example.com:8443/x', 'example.com'],
    ['bob@build.example.net:/srv/www', 'build.example.net'],
    ['git@forge.example.org:team/tool.git', 'forge.example.org'],
    ['ssh://git@forge.example.org:2222/team/tool', 'forge.example.org'],
    ['https://bank.example@evil.example/login', 'evil.example'],
    ['https:/one-slash.example/x', 'one-slash.example'],
    ['http://%65xample.org/', 'example.org'],
    ['http://2130706433/', '127.0.0.1'],
    ['http://0x7f.1/', '127.0.0.1'],
    ['http://0251.0376.0251.0376/latest', '169.254.169.254'],
    ['http://[::1]:9000/', '::1'],
    ['fe80::1', 'fe80::1'],
    ['//cdn.example.com/x.js', 'cdn.example.com'],
    ['ht\ntps://split.example/', 'split.example'],
  ])('of %j is %s', (text, host) => {
    expect(hostOperand(literal(text)).value).toBe(host);
  });

  it.each(['', 'data:text/plain,hello', 'mailto:someone@example.org', 'file:///etc/hosts', 'http://', 'http://a b/'])(
    'of %j is none',
    (text) => {
      expect(hostOperand(literal(text)).value).toBeUndefined();
    },
  );

  it('is unknown where only the run can tell, but its owner is known from the end of the name', () => {
    const whole = hostOperand({ text: 'http://$h/', value: `http://${HOLE}/`, certainty: 'unknown' });
    expect(whole).toEqual({ text: 'http://$h/', certainty: 'unknown', classes: [] });
    const part = hostOperand({ text: '$x.oastify.com', value: `${HOLE}.oastify.com`, certainty: 'unknown' });
    expect(part.classes).toEqual(['webhook', 'public']);
    const path = hostOperand({ text: 'https://example.com/$x', value: `https://example.com/${HOLE}`, certainty: 'unknown' });
    expect(path.value).toBe('example.com');
  });

  it('has the classes of both readings where programs disagree about a backslash', () => {
    const operand = hostOperand(literal('http://example.com\\@169.254.169.254/'));
    expect(operand.certainty).toBe('unknown');
    expect(operand.classes).toEqual(expect.arrayContaining(['public', 'metadata']));
  });

  it('never throws', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary' }), (text) => void hostOperand(literal(text))));
  });
});

describe('host classes', () => {
  it.each([
    ['http://localhost:3000', ['loopback']],
    ['http://app.localhost/', ['loopback']],
    ['http://127.9.9.9/', ['ip', 'loopback']],
    ['http://0.0.0.0:8080', ['ip', 'loopback']],
    ['http://[::ffff:127.0.0.1]/', ['ip', 'loopback']],
    ['http://127.0.0.1.nip.io/', ['ip', 'loopback']],
    ['http://10.2.3.4', ['ip', 'private']],
    ['http://172.31.0.1', ['ip', 'private']],
    ['http://172.32.0.1', ['ip', 'public']],
    ['http://[fd12:3456::1]/', ['ip', 'private']],
    ['http://printer.local/', ['private']],
    ['http://backend:8080/', ['private']],
    ['backend', []],
    ['http://169.254.169.254/latest/meta-data/', ['ip', 'metadata']],
    ['http://2852039166/', ['ip', 'metadata']],
    ['http://[::ffff:a9fe:a9fe]/', ['ip', 'metadata']],
    ['http://[fd00:ec2::254]/', ['ip', 'metadata']],
    ['http://metadata.google.internal/x', ['metadata']],
    ['http://169-254-169-254.sslip.io/', ['ip', 'metadata']],
    ['http://203.0.113.7/', ['ip', 'public']],
    ['http://[2001:db8::1]/', ['ip', 'public']],
    ['https://raw.githubusercontent.com/o/r/main/x.sh', ['public', 'raw-content']],
    ['https://github.com/o/r/raw/main/x.sh', ['code-host', 'public', 'raw-content']],
    ['https://transfer.sh/x', ['paste', 'public']],
    ['https://abc.ngrok-free.app', ['public', 'tunnel']],
    ['https://discord.com/api/webhooks/1/x', ['public', 'webhook']],
    ['https://discord.com/channels', ['public']],
    ['https://bit.ly/x', ['public', 'shortener']],
    ['https://registry.npmjs.org/left', ['public', 'registry']],
    ['https://notgithub.com', ['public']],
    ['https://example.com.', ['public']],
  ])('of %s are %j', (url, classes) => {
    expect(classesOf(url)).toEqual(classes);
  });
});

describe('an effect on the network', () => {
  it('is marked where it is not encrypted', () => {
    expect(networkEffects('net.request', literal('http://example.com'))[0]?.flags).toEqual(['plain-http']);
    expect(networkEffects('net.request', literal('https://example.com'))[0]?.flags).toBeUndefined();
  });

  it.each([
    ['https://p\u0430ypal.com', true],
    ['https://\u0430\u0440\u0440\u04cf\u0435.com', true],
    ['https://xn--pypal-4ve.com', true],
    ['https://\uff45xample.com', true],
    ['https://m\u00fcnchen.example', false],
    ['https://\u043f\u0440\u0438\u043c\u0435\u0440.example', false],
    ['https://xn--mnchen-3ya.example', false],
    ['https://\u4f8b\u3048.example', false],
  ])('of %s imitates another host: %s', (url, imitates) => {
    const hidden = networkEffects('net.request', literal(url)).find((effect) => effect.kind === 'text.hidden');
    expect(hidden?.flags).toEqual(imitates ? ['homograph'] : undefined);
  });
});

describe('the parts of an address', () => {
  it('are the scheme, the user, the port and the path', () => {
    expect(parseAddress('https://u:p@h.example:8443/x?y')).toEqual({
      scheme: 'https',
      user: 'u:p',
      host: 'h.example',
      writtenHost: 'h.example',
      port: '8443',
      path: '/x?y',
    });
    expect(parseAddress('u@h.example:dir/file').path).toBe('dir/file');
  });
});
