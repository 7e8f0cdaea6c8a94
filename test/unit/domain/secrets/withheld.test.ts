import { describe, expect, it } from 'vitest';
import { NOTHING_MORE, type Withholding } from '../../../../src/domain/secrets/additions.ts';
import { redactSecrets } from '../../../../src/domain/secrets/redact.ts';
import { cpuTime } from '../../../support/cpu-time.ts';

const S = ['Zq81', 'voGel', '7x'].join('-');
const redacted = (text: string, more: Withholding = NOTHING_MORE): string => redactSecrets(text, ({ kind }) => `<${kind}>`, more);
const base64 = (text: string): string => Buffer.from(text).toString('base64');

describe('a secret is known by where it stands', () => {
  it.each([
    [`redis-cli -a '${S}' ping`, "redis-cli -a '<option>' ping"],
    [`sshpass -p ${S} ssh ada@h.example`, 'sshpass -p <option> ssh ada@h.example'],
    [`docker login -u ada -p ${S} r.example`, 'docker login -u ada -p <option> r.example'],
    [`7z a x.7z -p${S} src`, '7z a x.7z -p<option> src'],
    [`openssl rsa -passin pass:${S} -in k`, 'openssl rsa -passin pass:<option> -in k'],
    [`ldapsearch -x -w ${S} -b dc=x`, 'ldapsearch -x -w <option> -b dc=x'],
    [`curl -u ada:'${S}' https://x.example`, "curl -u ada:'<option>' https://x.example"],
    [`curl -H 'X-Api-Key: ${S}' https://x.example`, "curl -H 'X-Api-Key: <header>' https://x.example"],
    [`sqlcmd "Server=db;Password=${S};Encrypt=true"`, 'sqlcmd "Server=db;Password=<assigned>;Encrypt=true"'],
    [`ada:${S}@tcp(db:3306)/shop`, 'ada:<password-in-url>@tcp(db:3306)/shop'],
    [`echo '${S}' | sudo -S ls`, "echo '<piped>' | sudo -S ls"],
    [`db:\n  password: ${S}&;x\n  port: 1\n`, 'db:\n  password: <assigned>\n  port: 1\n'],
    ['password: hunter\n', 'password: <assigned>\n'],
    [`connect(user="ada", password="${S}")`, 'connect(user="ada", password="<assigned>")'],
    [`"{\\"password\\":\\"${S}\\"}"`, '"{\\"password\\":\\"<named-secret>\\"}"'],
    [`--password 'Zq81''-voGel-7x' now`, `--password '<said>' now`],
    [`echo ${base64(`{"token":"${S}"}`)} | base64 -d`, 'echo <assigned> | base64 -d'],
    [`echo ${Buffer.from(`API_KEY=${S}`).toString('hex')}`, 'echo <assigned>'],
    [`Authorization: Basic ${base64(`ada:${S}`)}`, 'Authorization: Basic <authorization-header>'],
    ['4111 1111 1111 1111', '<payment-card>'],
    ['DE89370400440532013000', '<iban>'],
  ])('%s', (text, expected) => {
    expect(redacted(text)).toBe(expected);
  });

  it.each([
    'tokenizer = AutoTokenizer.from_pretrained(model)',
    '{"usage":{"input_tokens":100,"output_tokens":50}}',
    'const folderKey: Uint8Array;',
    'whole-token match, token-refresh: doc, caller context',
    "print('idToken:', d['idToken'][:50])",
    '2. Verify tests pass: `go test ./...`',
    'find /mnt/zip -name "*x" -print0 | xargs -0 ls',
    'ibmcloud login --apikey @path/to/file',
    'token: ${{ secrets.GITHUB_TOKEN }}',
    'password = settings.database.password',
    'echo "1\\n2" | paste -s -d, /dev/stdin',
    'Co-Authored-By: Ada <ada@example.com>',
    'order 4111111111111112, build 20261122100712',
    'git show origin/topic/credential-helper:internal/auth/auth.go',
  ])('%s says none', (text) => {
    expect(redacted(text)).toBe(text);
  });
});

describe('what a policy adds', () => {
  const more: Withholding = {
    patterns: [{ name: 'staff-number', class: 'secret', pattern: 'EMP-[0-9]{6}' }],
    fields: [],
    personal: ['email-address', 'phone-number'],
  };
  it.each([
    ['ask EMP-123456 about it', 'ask <staff-number> about it'],
    [`echo ${base64('it is EMP-123456, you see')}`, 'echo <staff-number>'],
    ['?who=EMP%2D123456', '?who=<staff-number>'],
    ['mail ada@example.com or call +49 30 1234567', 'mail <email-address> or call <phone-number>'],
  ])('%s', (text, expected) => {
    expect(redacted(text, more)).toBe(expected);
  });
});

it('a cut goes through no secret, however much was taken out before it', () => {
  const text = `${`TOKEN=${S}${'q7'.repeat(40)} `.repeat(10)}TOKEN=${S}`;
  for (let limit = 0; limit < text.length; limit += 13) expect(redactSecrets(text, () => '<>', NOTHING_MORE, limit)).not.toContain('Zq81');
});

it('takes time in proportion to a hostile text', () => {
  const units = [
    'password',
    '"\'',
    "a''b",
    '\\"',
    '\\\\u0061',
    '%41',
    'mysql ',
    ' -p',
    'x@',
    '4111',
    'DE89',
    '+49 ',
    'QUFB',
    '61',
    'key:',
    'a-key: ',
    '://a:',
    'pass=',
    '${',
    'token="',
  ];
  const slow = units
    .map((unit) => {
      const text = unit.repeat(60_000 / unit.length);
      const start = cpuTime();
      redacted(text);
      return { unit, ms: cpuTime() - start };
    })
    .filter(({ ms }) => ms > 500);
  expect(slow).toEqual([]);
});
