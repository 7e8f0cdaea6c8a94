import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { scanText } from '../../../src/secrets/scan-text.ts';
import { SERVICE_FORMS } from '../../../src/secrets/service-table.ts';
import { isStandIn, strengthOf } from '../../../src/secrets/value.ts';
import { cpuTime } from '../../support/cpu-time.ts';

/** Letters and digits as a generator writes them, the same in every run. */
function digits(length: number, letters = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz'): string {
  let [state, text] = [length * 7919 + 17, ''];
  while (text.length < length) {
    state = (state * 48_271) % 2_147_483_647;
    text += letters[state % letters.length];
  }
  return text;
}
const hex = (length: number): string => digits(length, '0123456789abcdef');
const uuid = (): string => [8, 4, 4, 4, 12].map(hex).join('-');
const kinds = async (text: string): Promise<readonly string[]> =>
  (await scanText({ path: 'a', text })).findings.map(({ ruleId, certainty }) => `${ruleId.slice('secrets.'.length)} ${certainty}`);

describe('a secret told by its form', () => {
  it.each<[string, string]>([
    ['alibaba-access-key certain', `LT${'AI'}${digits(20)}`],
    ['adafruit-key certain', `ai${'o_'}${digits(28)}`],
    ['nvidia-api-key certain', `nv${'api-'}${digits(64)}`],
    ['sourcegraph-token certain', `sg${'p_'}${hex(40)}`],
    ['sourcegraph-token certain', `sg${'p_'}${hex(16)}_${hex(40)}`],
    ['hubspot-token certain', `pat${'-na1-'}${uuid()}`],
    ['zoho-token certain', `100${'0.'}${hex(32)}.${hex(32)}`],
    ['salesforce-token certain', `00${'D'}${digits(12)}!${digits(96)}`],
    ['openshift-token certain', `sha256${'~'}${digits(43)}`],
    ['maxmind-key certain', `${digits(6)}_${digits(29)}_m${'mk'}`],
    ['mailchimp-key certain', `${hex(32)}-u${'s12'}`],
    ['neon-key certain', `na${'pi_'}${digits(64, 'abcdefghijklmnopqrstuvwxyz0123456789')}`],
  ])('is %s', async (kind, token) => {
    expect(await kinds(`before "${token}" behind`)).toEqual([kind]);
  });

  it('ends where its letters end', async () => {
    expect(await kinds(`sg${'p_'}${hex(40)}zz`)).toEqual([]);
    expect(await kinds(`my${'sg'}p_${hex(40)}`)).toEqual([]);
  });

  it('is none where its check digits are wrong', async () => {
    expect(await kinds(`np${'m_'}${'Zq3Lm9Xr7Tb2Wc8Yd4Ke6Vf1Ug5Ph0SjRnQaB'.slice(0, 36)}`)).toEqual([]);
  });

  it('has a name of its own and begins with letters to look for', () => {
    expect(SERVICE_FORMS.filter(({ keywords }) => keywords.length === 0 || keywords.some((keyword) => keyword.length < 3))).toEqual([]);
  });
});

/** Put together here, so that other scanners find none in this file. */
const PUBLISHED = {
  'the Azure Storage emulator': `Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSR${'Z6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw=='}`,
  'the Cosmos DB emulator': `C2y6yDjf5/R+ob0N8A7Cgv30VRDJIWEHLM+4QDU5DE2${'nQ9nDuVTqobD4b8mGGyPMbIZnqyMsEcaGQy67XIw/Jw=='}`,
  'Stripe’s manual': `sk_te${'st_4eC39HqLyjWDarjtT1zdp7dc'}`,
  'Firebase’s tests': `AIza${'SyANUvH9H9BsUccjsu2pCmEkOPjjaXeDQgY'}`,
};

describe('a key that its vendor publishes', () => {
  it.each(Object.entries(PUBLISHED))('is no secret: that of %s', async (_, key) => {
    expect(await kinds(`apiKey = "${key}"`)).toEqual([]);
    expect(await kinds(key)).toEqual([]);
    expect(await kinds(`AccountName=devstoreaccount1;AccountKey=${key};`)).toEqual([]);
  });

  it.each(Object.entries(PUBLISHED))('hides no other one: not with a letter changed in that of %s', async (_, key) => {
    const changed = key.replace(/[A-Z](?=[a-z])/, (letter) => (letter === 'Q' ? 'W' : 'Q'));
    expect(await kinds(`apiKey = "${changed}"`)).toHaveLength(1);
    expect(await kinds(`apiKey = "${key}" # apiKey = "${changed}"`)).toHaveLength(1);
  });
});

describe('a secret told by its name', () => {
  it.each([
    `ACME_API_KEY=${digits(32)}`,
    `acmeTOKEN ${digits(32)}`,
    `acme_secret-key: '${digits(24)}'`,
    `"clientSecret": "${digits(40)}"`,
    `const authToken = "${digits(20)}";`,
    `<add key="ApiSecret" value="${digits(28)}"/>`,
    `{"name": "SESSION_SECRET", "value": "${digits(28)}"}`,
    `variable "db_token" {\n  default = "${digits(28)}"\n}`,
    `acme-access-key-${uuid()}`,
    `private static final String API_TOKEN = "${digits(30)}";`,
    `setPassword("${'Tr0ub4'}dor&3")`,
    `spring.datasource.password=${'c0rrect'}-h0rse!`,
    `DB_PASSWORD: "${'p4ss'}Phrase#9"`,
  ])('%s', async (text) => {
    expect(await kinds(text)).toEqual(['named-secret likely']);
  });

  it.each([
    'const key = getKeyFromStore(name, defaultKey2);',
    'token = process.env.MY_SERVICE_TOKEN_2',
    'password: ${DB_PASSWORD}',
    'password = "{{ vault.db_password }}"',
    'PASSWORD=$POSTGRES_PASSWORD_2',
    'api_key: <your-api-key-here>',
    `public_key = "${digits(40)}"`,
    `primaryKey: "${uuid()}"`,
    `credentialsId: '${uuid()}'`,
    `tokenType: "${digits(24)}"`,
    `accessibilityOptionId = "${uuid()}"`,
    `"integrity": "sha512-${digits(86)}=="`,
    `checksum: ${hex(128)}`,
    `commit ${hex(40)}`,
    'secretName: my-app-credentials-v2',
    'token: SyntaxKind.GreaterThanGreaterThanGreaterThanToken',
    'private _cacheOfResolvedDependencies;',
    'password: "********"',
    'password=xxxxxxxxxx',
    'keyVaultToStoreSecrets: dev2-west-1208358310',
    'the monkey = turkey123 of hockey',
    'see https://example.com/docs/api-key-rotation-2024',
    `aws_secret_access_key = ${digits(56)}`,
  ])('is not %s', async (text) => {
    expect(await kinds(text)).toEqual([]);
  });
});

describe('a secret told by where it stands', () => {
  it.each<[string, string]>([
    ['password-in-command likely', `curl -s -u deploy:${'hunter'}22x https://api.corp.net`],
    ['password-in-command likely', `curl -X POST https://api.corp.net \\\n  --user ada:'${'hunter'}22x'`],
    ['password-in-command likely', `curl -X POST https://api.corp.net \\\n-u ada:${'hunter'}22x`],
    ['password-in-command likely', `htpasswd -cb .htpasswd ada ${'hunter'}22x`],
    ['password-in-command likely', `mysqldump -u shop -p${'hunter'}22x shop`],
    ['password-in-command likely', `redis-cli -h db -a ${'hunter'}22x ping`],
    ['password-in-command likely', `net user ada ${'hunter'}22x /add`],
    ['password-in-query likely', `CREATE USER ada IDENTIFIED BY '${'hunter'}22x';`],
    ['sonar-token likely', `mvn -Dsonar.login=${hex(40)}`],
    ['password-in-command likely', `sshpass -p '${'hunter'}22x' ssh host`],
    ['password-in-netrc likely', `machine api.corp.net\n  login ada\n  password ${'hunter'}22x`],
    ['connection-string likely', `Server=db;Database=shop;Uid=shop;Pwd=${'hunter'}22x;`],
    ['password-hash likely', `root:$6$${digits(12)}$${digits(86)}:19000:0`],
    ['password-hash likely', `"$2b$12$${digits(53)}"`],
    ['kubernetes-secret likely', `apiVersion: v1\nkind: Secret\nmetadata:\n  name: a\ndata:\n  blob: ${'c2hvcDpodW50'}ZXIyMg==\n`],
    ['private-key certain', `data: ${btoa(`-----${'BEGIN'} RSA ${'PRIVATE'} KEY-----\n${digits(400)}`)}`],
  ])('is %s', async (kind, text) => {
    expect(await kinds(text)).toEqual([kind]);
  });

  it.each([
    'curl -u "$USER:$PASSWORD" https://api.corp.net',
    'curl --user user:password https://api.corp.net',
    'jdbc:mysql://admin:pass@localhost:3306/shop',
    'mysql -u shop -p shop < schema.sql',
    'mysql --protocol tcp -port 3306',
    'redis-cli -h db -a "$REDIS_PASSWORD" ping',
    "CREATE USER ada IDENTIFIED BY '${PASSWORD}';",
    'net user ada * /add',
    'kind: Secret\nmetadata:\n  name: a\nstringData:\n  key: ${FROM_CI}\n',
    'kind: Service\ndata:\n  key: c2hvcDpodW50ZXIyMg==\n',
  ])('is not %s', async (text) => {
    expect(await kinds(text)).toEqual([]);
  });
});

describe('a value beside the name of a service', () => {
  it.each([
    `DATABOX=${digits(24)}`,
    `chartmogul ${digits(32)}`,
    `mailjet-${hex(32)}`,
    `curl -H 'Jenkins-${'Crumb'}:${hex(32)}' https://ci.corp.net`,
    `eventbrite private access code of mine:\n${digits(20)}`,
    `refiner: ${uuid()}`,
    `facebook 1477036645${'700765'}|${digits(27)}`,
    `auth0ClientId: '${digits(32)}'`,
    `atlassian_key = "${'DjwbqBenyJrtpvwd'}FCzAphcqc"`,
  ])('is a likely one in %s', async (text) => {
    expect((await kinds(text)).map((kind) => kind.replace(/^(?:named-secret|service-key) /, ''))).toEqual(['likely']);
  });

  it.each([
    `  Sentry: ${hex(40)}`,
    `mailgun: ${uuid()}`,
    `airtable_url = https://airtable.com/${digits(17)}`,
    `TWITTER_ID=${'1477036645'}700765`,
    `snyk_version = 1.1293.0-beta.20240501`,
    `netlify-cli-v17.10.1-linux-amd64.tar.gz`,
    `sentry_release: ${digits(8)}`,
    `stripe_public_key_prefix: my-great-project-name-7`,
    `auth0_domain: acme-corp-production-7.eu.auth0.com`,
    `slack: see channel incident-2024-11-05-database-outage`,
    `unknownservice ${digits(32)}`,
  ])('is none in %s', async (text) => {
    expect(await kinds(text)).toEqual([]);
  });
});

describe('a word that somebody chose for a password', () => {
  it.each([
    'APP_DB_PASSWORD=white' + 'duke',
    '$user = "mg"; $password = "good' + 'spec";',
    'user = ada\n# of the shop\npassword = open_' + 'sesame\n',
    `"method": "login_with_api_key", "params": ["${digits(30)}"]`,
  ])('is likely one in %s', async (text) => {
    expect(await kinds(text)).toEqual(['named-secret likely']);
  });

  it.each([
    'const password = userinput;',
    'password: "required"',
    "words: ['password', 'passphrase', 'identified']",
    'DB_PASSWORD=changeme',
    'user = current.user\npassword = form.password',
    'login(user=user,\n password=password)',
    `bot-token=${'xo' + 'xb'}-23984754863-2348975623000-${digits(22)}`,
    `api-key-${btoa('bedrock.example.org/a')}`,
  ])('is none in %s', async (text) => {
    expect(await kinds(text)).toEqual([]);
  });
});

describe('what secretlint alone knows', () => {
  it('is found as well', async () => {
    expect(await kinds(`db = "mongodb://app:${'s3cr'}3tP4ss@db1.corp.net:27017/shop"`)).toHaveLength(1);
  });

  it('is found in the middle of a long text, at its place', async () => {
    const filling = 'const nothing = "to see here";\n'.repeat(2000);
    const token = `gh${'p_'}${digits(36)}`;
    const { findings } = await scanText({ path: 'a', text: `${filling}x = ${token}\n${filling}` });
    expect(findings).toMatchObject([{ ruleId: 'secrets.github-token', line: 2001, column: 5, endColumn: 5 + token.length }]);
  });

  it('is found although a comment switches secretlint off', async () => {
    expect(await kinds(`// secretlint-disable\ngh${'p_'}${digits(36)}`)).toHaveLength(1);
  });
});

describe('an excerpt', () => {
  const token = `gl${'pat-'}${digits(20)}`;

  it.each([
    ['before it on its line', `@b.c${token} ${token}`],
    ['behind it on its line', `${token} @b.c${token}`],
    ['cut by where the excerpt begins', `@b.c${token}${' '.repeat(30)}${token}`],
    ['on another line beside another secret', `${token}\n@b.c${token} gh${'p_'}${digits(36)}`],
  ])('shows nothing of a secret that stands inside a word %s', async (_, text) => {
    const { findings } = await scanText({ path: 'a', text });
    expect(findings.length).toBeGreaterThan(0);
    for (const { excerpt } of findings) expect(excerpt).not.toContain(token.slice(-12));
  });
});

describe('whatever the text', () => {
  it('findings lie in it, in order and apart, and their excerpts hold none of them', async () => {
    const pieces = fc.array(
      fc.oneof(
        fc.string({ unit: 'binary', maxLength: 30 }),
        fc.constantFrom(
          'password=',
          'secret: "',
          'token ',
          '\n',
          `gl${'pat-'}${digits(20)}`,
          digits(32),
          hex(40),
          uuid(),
          '://a:',
          '@b.c',
          '$6$',
          'kind: Secret\n',
        ),
      ),
      { maxLength: 30 },
    );
    await fc.assert(
      fc.asyncProperty(pieces, async (parts) => {
        const text = parts.join('');
        const { findings } = await scanText({ path: 'a', text });
        const lines = text.split('\n');
        let previous = 0;
        for (const { line, column, endLine, endColumn, excerpt } of findings) {
          const [start, end] = [offsetOf(lines, line, column), offsetOf(lines, endLine, endColumn)];
          expect(start).toBeGreaterThanOrEqual(previous);
          expect(end).toBeGreaterThan(start);
          expect(end).toBeLessThanOrEqual(text.length);
          previous = end;
          expect(excerpt.length).toBeLessThanOrEqual(120);
          expect(excerpt).not.toContain(text.slice(start, end));
          expect(excerpt).not.toMatch(/[\x00-\x1f]/);
        }
      }),
      { numRuns: 40 },
    );
  });

  const offsetOf = (lines: readonly string[], line: number, column: number): number =>
    lines.slice(0, line - 1).reduce((sum, text) => sum + text.length + 1, 0) + column - 1;

  /** One line, made of what the patterns look for. */
  it.each([
    'key',
    'password',
    'secret_token_key-',
    'key=',
    'key = "',
    'token ',
    'access.private.',
    'KEY-1',
    'password=a1',
    'curl -u a:',
    'curl ',
    'login a password ',
    'kind: Secret\n',
    'kind: Secret\ndata:\n  a: ',
    '$6$a$',
    '$krb5asrep$23$',
    'LS0tLS1CRUdJTi',
    'uid=a;',
    'wandb ',
    'databox ',
    'databox key ',
    'databox=a1b2c3d4e5f6a7b8 ',
    'user=a\npassword=',
    'identified by "',
    'mysql -p',
    'sonar.login=',
    '_mmk',
    '-us1',
    'AZDO',
    'secret_access_key = ',
    '://a:b@',
    'hookwarden:allow secrets x\n',
    'sk-ant-api03-',
    'a'.repeat(64),
    'A3T',
    '-----BEGIN PRIVATE KEY-----',
    'curl s\r\n\t-0',
  ])('50 KB of %j end soon', async (piece) => {
    const text = piece.repeat(Math.ceil(50_000 / piece.length));
    const start = cpuTime();
    await scanText({ path: 'a', text });
    expect(cpuTime() - start).toBeLessThan(500);
  });

  it('a value that might be words in many ways ends soon', () => {
    const start = cpuTime();
    for (let i = 0; i < 20; i++) isStandIn(`my${'UE'.repeat(255 - i)}`);
    strengthOf(`-${Array.from({ length: 80 }, (_, at) => `v${at % 10}-`).join('')}\u0001`);
    strengthOf(`-${Array.from({ length: 80 }, (_, at) => `v${at % 10}-`).join('')}+`);
    expect(cpuTime() - start).toBeLessThan(200);
  });

  it.each(['private_key_token = "value" ', 'login a password '])('eight times as many %j take no sixteen times as long', async (piece) => {
    const time = async (bytes: number): Promise<number> => {
      const text = piece.repeat(bytes / piece.length);
      const start = cpuTime();
      await scanText({ path: 'a', text });
      return cpuTime() - start;
    };
    await time(50_000);
    const [short, long] = [await time(125_000), await time(1_000_000)];
    expect(long).toBeLessThan(Math.max(16 * short, 300));
  });
});
