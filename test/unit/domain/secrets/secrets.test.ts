import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { base62, crc32 } from '../../../../src/domain/checksum.ts';
import { findSecrets } from '../../../../src/domain/secrets/find.ts';
import { redactSecrets } from '../../../../src/domain/secrets/redact.ts';
import { TOKEN_FORMS } from '../../../../src/domain/secrets/token-table.ts';
import { cpuTime } from '../../../support/cpu-time.ts';

/** Digits that look drawn at random, the same on every run; nothing here is anyone's secret. */
function digits(length: number, alphabet = 'pQ7rK2mZxW9bTfH4nVc8LgY3sJd6'): string {
  let state = 20_011;
  let text = '';
  for (let i = 0; i < length; i++) {
    state = (state * 48_271) % 2_147_483_647;
    text += alphabet.charAt(state % alphabet.length);
  }
  return text;
}
const hex = (length: number) => digits(length, '0e1c5a9f7b3d2648');
const upper = (length: number) => digits(length, 'K7QZ3MWX2RT5PVLY');

const checked = (prefix: string, length: number) => {
  const body = digits(length - 6);
  return `${prefix}${body}${base62(crc32(body), 6)}`;
};
const ownKey = () => {
  const head = `${'h'}w_${digits(8)}_${digits(43)}`;
  return `${head}_${base62(crc32(head), 6)}`;
};

const shapes = (text: string) => findSecrets(text).map(({ shape, confidence }) => `${shape} ${confidence}`);

describe('a token of a service', () => {
  it.each<[string, string]>([
    ['hookwarden-key high', ownKey()],
    ['github-token high', checked('ghp' + '_', 36)],
    ['github-token low', `${'gho' + '_'}${digits(36)}`],
    ['github-fine-grained-token high', `${'github' + '_pat_'}${digits(22)}_${digits(59)}`],
    ['npm-token high', checked('npm' + '_', 36)],
    ['gitlab-token high', `${'glpat' + '-'}${digits(20)}`],
    ['aws-access-key high', `${'AK' + 'IA'}${upper(16)}`],
    ['google-api-key high', `${'AI' + 'za'}Sy${digits(33)}`],
    ['google-client-secret high', `${'GOC' + 'SPX-'}${digits(28)}`],
    ['azure-storage-key high', `${'Account' + 'Key='}${digits(86)}==`],
    ['azure-client-secret high', `${digits(3)}${'8' + 'Q~'}${digits(33)}`],
    ['digitalocean-token high', `${'dop' + '_v1_'}${hex(64)}`],
    ['vault-token high', `${'hv' + 's.'}${digits(30)}`],
    ['slack-token high', `${'xo' + 'xb-'}${digits(12, '92837465')}-${digits(24)}`],
    ['slack-webhook high', `https://${'hooks.slack' + '.com'}/services/T${upper(9)}/B${upper(9)}/${digits(24)}`],
    ['stripe-live-key high', `${'sk_' + 'live_'}${digits(24)}`],
    ['stripe-test-key low', `${'sk_' + 'test_'}${digits(24)}`],
    ['sendgrid-key high', `${'S' + 'G.'}${digits(21)}A.${digits(43)}`],
    ['openai-key high', `${'sk-' + 'proj-'}${digits(60)}`],
    ['anthropic-key high', `${'sk-' + 'ant-'}api03-${digits(93)}AA`],
    ['anthropic-key low', `${'sk-' + 'ant-'}api03-${digits(90)}`],
    ['google-api-key low', `${'AI' + 'za'}Tz${digits(33)}`],
    ['slack-app-token low', `${'xa' + 'pp'}-1-A0${upper(8)}-1234509876123-${hex(62)}`],
    ['huggingface-token high', `${'h' + 'f_'}${digits(34)}`],
    ['pypi-token high', `${'pypi' + '-AgE'}${digits(70)}`],
    ['docker-token high', `${'dckr' + '_pat_'}${digits(27)}`],
    ['telegram-bot-token high', `${digits(9, '19283746')}:${'A' + 'A'}${digits(33)}`],
    ['terraform-token high', `${digits(14)}.${'atlas' + 'v1'}.${digits(64)}`],
    ['age-secret-key high', `${'AGE-SECRET' + '-KEY-1'}${upper(58)}`],
    ['json-web-token high', `${'ey' + 'J'}${digits(20)}.${'ey' + 'J'}${digits(40)}.${digits(43)}`],
    ['aws-secret-key high', `aws_${'secret_access' + '_key'} = ${digits(40)}`],
  ])('is a %s', (shape, token) => {
    expect(shapes(`before "${token}" behind`)).toEqual([shape]);
  });

  it('is told from a mistyped one by its checksum', () => {
    const key = ownKey();
    expect(shapes(key)).toEqual(['hookwarden-key high']);
    expect(shapes(`${key.slice(0, -1)}${key.endsWith('a') ? 'b' : 'a'}`)).toEqual(['hookwarden-key low']);
  });

  it('stands where it is said to stand', () => {
    const token = checked('ghp' + '_', 36);
    const [found] = findSecrets(`x=${token};`);
    expect(found).toMatchObject({ start: 2, end: 2 + token.length });
  });

  it.each([
    ['a placeholder', `${'ghp' + '_'}${'x'.repeat(36)}`],
    ['a documented example', `${'AK' + 'IA'}IOSFODNN7EXAMPLE`],
    ['a repeated letter', `${'npm' + '_'}${'a'.repeat(36)}`],
    ['a part of a word', `my${'npm' + '_'}${digits(36)}`],
    ['a name in code', 'const npm_config_registry_authentication_token_name = 1'],
    ['a hash', `sha256:${hex(64)}`],
    ['an identifier', '6f1c2a34-77b0-4e1e-9d0a-3c5b8f2e9a10'],
  ])('is not %s', (_, text) => {
    expect(shapes(text)).toEqual([]);
  });
});

describe('a secret told by what surrounds it', () => {
  const body = digits(64);
  it.each<[string, string]>([
    // An OpenSSH key begins with its cipher, "none", between lengths that are mostly zeros.
    [
      'private-key high',
      `-----${'BEGIN'} OPENSSH ${'PRIVATE'} KEY-----\nb3BlbnNzaC1rZXktdjEAAAAABG5vbmUAAAAEbm9uZQAAAAAAAAABAAAA\n${body.repeat(3)}\n-----END OPENSSH PRIVATE KEY-----`,
    ],
    ['private-key high', `"-----${'BEGIN'} ${'PRIVATE'} KEY-----" +\n"${body}" +\n"${body}"`],
    ['private-key high', `-----${'BEGIN'} OPENSSH ${'PRIVATE'} KEY-----\n${body}\n${body}\n-----END OPENSSH PRIVATE KEY-----`],
    ['private-key high', `"-----${'BEGIN'} ${'PRIVATE'} KEY-----\\n${body}\\n${body}\\n"`],
    ['password-in-url high', 'postgres://shop:h7Kq-92xLm@db.example:5432/shop'],
    ['password-in-url low', 'https://ada:lovelace@git.example/x'],
    ['authorization-header high', `curl -H 'Authorization: Bearer ${digits(32)}' https://h.example`],
    ['authorization-header high', `"authorization": "Basic ${digits(28)}"`],
    ['named-secret low', 'DB_PASSWORD=hunter2ab'],
    ['named-secret low', 'tool --password hunter2ab'],
    ['named-secret low', 'password: "tr0ub4dor&3"'],
    ['named-secret high', `API_KEY="${digits(32)}"`],
    ['named-secret high', `{"clientSecret": "${digits(32)}"}`],
    ['named-secret low', `weather_key = ${digits(32)}`],
    ['named-secret low', 'login --password s3cr3tW0rd9 --user ada'],
  ])('is a %s: %s', (shape, text) => {
    expect(shapes(text)).toEqual([shape]);
  });

  it.each([
    'password = user.password',
    'password: string;',
    'const token = await getToken(request)',
    'token = tokens[0]',
    'PASSWORD=$DB_PASSWORD',
    'PASSWORD=${DB_PASSWORD:-}',
    'api_key: {{ vault_api_key }}',
    'password = "changeme"',
    'secret: your-secret-here',
    'API_KEY=<your key>',
    'Authorization: Bearer $TOKEN',
    'Bearer https://example.org/rfc6750',
    'Authorization: Bearer <token>',
    'https://user:password@example.com',
    'https://${USER}:${PASS}@example.com',
    'the token expired yesterday, the password too',
    'cache_key = "user-profile-29af83bc71de05f6a4"',
    'import { secretKey } from "./keys2"',
    'tokenizer = AutoTokenizer.from_pretrained("bert-base-uncased1")',
    '-----BEGIN PUBLIC KEY-----',
    'monkey: banana42xyz',
  ])('is not in %s', (text) => {
    expect(shapes(text)).toEqual([]);
  });
});

describe('redaction', () => {
  const pieces = fc.array(
    fc.oneof(
      fc.constantFrom(
        ownKey(),
        checked('ghp' + '_', 36),
        `${'AK' + 'IA'}${upper(16)}`,
        `password=${digits(14)}`,
        `postgres://u:${digits(12)}@h/x`,
        `Authorization: Bearer ${digits(30)}`,
        digits(14),
        digits(12),
      ),
      fc.string({ maxLength: 12 }),
      fc.constantFrom(' ', '\n', '"', '=', '-', ';'),
    ),
    { maxLength: 20 },
  );

  it('leaves no secret that is one by more than its name, wherever else it stands', () => {
    fc.assert(
      fc.property(pieces, (parts) => {
        const text = parts.join('');
        const sure = findSecrets(text).filter(({ shape, confidence }) => confidence === 'high' || shape !== 'named-secret');
        const values = sure.map(({ start, end }) => text.slice(start, end));
        const redacted = redactSecrets(text, ({ kind }) => `⟦secret:${kind}⟧`);
        return values.filter((value) => value.length >= 8).every((value) => !redacted.includes(value));
      }),
    );
  });

  it('leaves none that a longer value took in, where it stands by itself', () => {
    const [bearer, password] = [`WZbgTLLb7rKc${'63bxWYg3VL8T4VY24p'}`, 'WZbgTLLb7rKc'];
    const text = `Authorization: Bearer ${bearer}?postgres://u:${password}@h/x ${password}`;
    expect(redactSecrets(text, ({ kind }) => `<${kind}>`)).not.toContain(password);
  });

  it('leaves everything else as it is', () => {
    expect(redactSecrets('npm test', () => 'X')).toBe('npm test');
    expect(redactSecrets(`a PASSWORD=${digits(10)} b`, ({ kind }, value) => `[${kind} ${value.length}]`)).toBe(
      'a PASSWORD=[assigned 10] b',
    );
  });
});

describe('the search', () => {
  it('yields spans in order that do not overlap', () => {
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom(ownKey(), 'password=', 'token: "', 'bearer ', '://a:', digits(20), '@h ', ' ', '"')),
        (parts) => {
          const found = findSecrets(parts.join(''));
          return found.every(({ start, end }, i) => start < end && start >= (found[i - 1]?.end ?? 0));
        },
      ),
    );
  });

  it('ends soon on a megabyte of beginnings', () => {
    const beginnings = [
      ...TOKEN_FORMS.flatMap(({ keywords }) => keywords.slice(0, 1)),
      'eyJ',
      '-----BEGIN PRIVATE KEY-----',
      '://a:',
      'bearer ',
      'password=',
    ];
    const slow = beginnings
      .flatMap((beginning) => [beginning, `${beginning}-`, `${beginning}aB3"`])
      .filter((_, i) => i % 7 === 0)
      .map((unit) => {
        const text = unit.repeat(Math.ceil(1_000_000 / unit.length));
        const started = cpuTime();
        redactSecrets(text, () => 'R');
        return { unit, ms: cpuTime() - started };
      });
    expect(slow.filter(({ ms }) => ms > 1_000)).toEqual([]);
  });
});
