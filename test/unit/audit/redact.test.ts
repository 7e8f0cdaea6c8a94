import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { redaction } from '../../../src/audit/redact.ts';
import { formatKey, generateKey } from '../../../src/authentication/key.ts';
import type { Withholding } from '../../../src/domain/secrets/additions.ts';
import { nameTells } from '../../../src/domain/secrets/name.ts';
import { spool, spoolIn } from '../../../src/state/spool.ts';
import { cpuTime } from '../../support/cpu-time.ts';
import { draft, freshInstallation, random, unwrap } from '../../support/installation.ts';

const pepper = Buffer.alloc(32, 4);
const { text, value } = redaction(pepper);
const CANARY = ['c4nary', 'Zq81', 'voGel'].join('-');
const KEY = formatKey(generateKey(random));

describe('redaction of text', () => {
  it.each([
    `mysql -h db -u root -p${CANARY} shop`,
    `PGPASSWORD=${CANARY} psql`,
    `export API_KEY="${CANARY}"`,
    `{"password": "${CANARY}"}`,
    `deploy --token ${CANARY} --verbose`,
    `deploy --db-password=${CANARY}`,
    `curl -u ada:${CANARY} https://api.example.com`,
    `curl -H 'Authorization: Bearer ${CANARY}' https://api.example.com`,
    `curl -H "authorization: ${CANARY}" https://api.example.com`,
    `curl -H 'Cookie: sid=${CANARY}; theme=dark' https://api.example.com`,
    `git clone https://ada:${CANARY}@git.example.com/x.git`,
    `git clone https://ada:ab/${CANARY}==@git.example.com/x.git`,
    `ALTER USER ada PASSWORD '${CANARY}'`,
    `CREATE USER ada IDENTIFIED BY "${CANARY}"`,
    `machine git.example.com login ada password ${CANARY}`,
    `the password is ${CANARY}, use it`,
    `echo ${CANARY} | docker login -u ada --password-stdin`,
    `HOOKWARDEN_API_KEY=${KEY} claude`,
    `echo ${KEY}`,
    `echo ${KEY.slice(0, -7)}`,
  ])('takes the secret out of %j and leaves the rest', (command) => {
    const redacted = text(command);
    expect(redacted).not.toContain(CANARY);
    expect(redacted).not.toContain(KEY.slice(12, 40));
    expect(redacted).toMatch(/⟦secret:[a-z0-9-]+:[0-9a-f]{8}⟧/);
    expect(redacted.split(' ')[0]?.slice(0, 3)).toBe(command.slice(0, 3));
  });

  it.each([
    'git status --short',
    'echo "$API_TOKEN" | docker login --password-stdin',
    'curl -H "Authorization: Bearer $TOKEN" https://api.example.com',
    'PASSWORD=$(pass show db) psql',
    'curl http://localhost:8080/people?mail=ada@example.com',
    'echo the password is wrong',
    'interface User { password: string; token?: string }',
    'grep -rn "password" src',
  ])('leaves %j as it is', (command) => {
    expect(text(command)).toBe(command);
  });

  it('gives one secret one token, another pepper another', () => {
    const once = text(`A_TOKEN=${CANARY}`).slice('A_TOKEN='.length);
    expect(text(`curl --token ${CANARY}`)).toContain(once.split(':')[2]);
    expect(redaction(Buffer.alloc(32, 5)).text(`A_TOKEN=${CANARY}`)).not.toContain(once);
  });

  it('done twice changes nothing more', () => {
    const once = text(`TOKEN=${CANARY} curl -u a:${CANARY} -H 'Authorization: Basic ${CANARY}' --secret ${CANARY}`);
    expect(once).not.toContain('⟦secret:⟦');
    expect(text(once)).toBe(once);
  });

  it('takes out what it was told of, wherever it stands', () => {
    expect(redaction(pepper, ['plain words only']).text('say plain words only now')).not.toContain('plain words only');
  });

  it('has a token of its own for what it was told of, unless that is too short to tell', () => {
    const told = redaction(pepper, ['seven l', 'eight le']);
    expect(told.text('seven l, eight le, more')).toMatch(/^seven l, ⟦secret:known:[0-9a-f]{8}⟧, more$/);
  });

  it('gives two secrets two tokens', () => {
    const tokens = text(`A_TOKEN=${CANARY} B_TOKEN=${CANARY}2`).match(/[0-9a-f]{8}(?=⟧)/g);
    expect(new Set(tokens).size).toBe(2);
  });

  it.each([
    ['whole', KEY, 'hookwarden-key'],
    ['without its last part', KEY.slice(0, -7), 'hookwarden-key'],
    ['with half of it', KEY.slice(0, -3), 'hookwarden-key'],
  ])('knows a key of its own, %s', (_, key, kind) => {
    expect(text(`echo ${key}.`)).toMatch(new RegExp(`^echo ⟦secret:${kind}:[0-9a-f]{8}⟧\\.$`));
  });

  it('keeps what follows a secret that is shorter than its token', () => {
    const short = `hw_${'A'.repeat(8)}_${'B'.repeat(8)}`;
    expect(text(`: ${short} ${short}; rm -r src`)).toMatch(/^: (?:⟦secret:hookwarden-key:[0-9a-f]{8}⟧ ?){2}; rm -r src$/);
    expect(redaction(pepper, ['eight le']).text('eight le; rm -r src')).toMatch(/^⟦secret:known:[0-9a-f]{8}⟧; rm -r src$/);
  });

  it('cuts at the same character whatever was taken out before it, and no secret with it', () => {
    const keys = `${KEY} `.repeat(100);
    const lead = keys + 'x '.repeat((8192 - keys.length) / 2);
    const shown = (given: string) => text(given).replaceAll(/⟦[^⟧]*⟧ /g, '');
    expect(shown(`${lead}yy`)).toBe(`${lead.slice(keys.length)}… [2 more characters]`);
    expect(text(`${lead.slice(0, -30)}${KEY}`)).toMatch(/ x ⟦secret:hookwarden-key:[0-9a-f]{8}⟧… \[32 more characters\]$/);
    expect(text(`${lead}${'z '.repeat(2028)}TOKEN=${CANARY}${'9'.repeat(60)}`)).not.toContain(CANARY.slice(0, 4));
  });

  it('keeps 8192 characters, and says how many more there were', () => {
    const long = 'lo '.repeat(2731);
    expect(text(long.slice(0, 8192))).toBe(long.slice(0, 8192));
    expect(text(long)).toBe(`${long.slice(0, 8192)}… [1 more characters]`);
  });

  it('cuts a long text, and no secret with it', () => {
    const long = `${'x'.repeat(8180)} TOKEN=${CANARY}${'y'.repeat(9000)}`;
    const redacted = text(long);
    expect(redacted.length).toBeLessThan(8300);
    expect(redacted).not.toContain(CANARY.slice(0, 6));
    expect(redacted).toMatch(/more characters\]$/);
  });

  it('takes time in proportion to the text', () => {
    const leads = ['password', '-u a:', 'mysql ', '--token ', 'cookie: ', 'authorization: ', 'token=', '"secret":"'];
    const later = ['://a:', '://:', 'login a password ', 'login ', 'password is ', 'echo abc|', 'echo ', 'password "', 'identified by '];
    for (const piece of [...leads, ...later]) {
      const start = cpuTime();
      text(piece.repeat(12_000 / piece.length));
      expect(cpuTime() - start).toBeLessThan(250);
    }
  });
});

describe('redaction of values', () => {
  it('takes out whole fields whose name tells', () => {
    const redacted = JSON.stringify(
      value({ user: 'ada', db_password: 'a b', headers: { 'X-Api-Key': CANARY }, credentials: { a: ['q1', 'q2'] }, tokens: 5 }),
    );
    expect(redacted).toContain('"user":"ada"');
    expect(redacted).toContain('"tokens":5');
    for (const secret of ['a b', CANARY, 'q1', 'q2']) expect(redacted).not.toContain(secret);
  });

  it('takes out what follows an option in a list of arguments', () => {
    const given = ['--user', 'ada', '--password', CANARY, '--token=x', 'login', '-v', 'secret', 'stays'];
    expect(value(given)).toEqual(given.map((item) => (item === CANARY ? expect.stringContaining('secret:field') : expect.any(String))));
    expect(JSON.stringify(value(given))).toMatch(/"ada".*"login","-v","secret","stays"/);
  });

  it.each([
    ['apiKey', true],
    ['DB_PASSWORD', true],
    ['authorization', true],
    ['refresh-token', true],
    ['tokenizer', false],
    ['path', false],
    ['key', false],
  ])('a field named %s tells: %s', (name, tells) => {
    expect(nameTells(name)).toBe(tells);
  });

  it('takes out the value beside a name that tells, as lists of variables have them', () => {
    for (const name of ['name', 'Key', 'variable', 'field', 'header'])
      expect(value({ [name]: 'API_KEY', value: 'q 1' })).toEqual({ [name]: 'API_KEY', value: expect.stringContaining('secret:field') });
    expect(value({ name: 'API_KEY', value: { of: ['q 1'] } })).toEqual({
      name: 'API_KEY',
      value: { of: [expect.stringContaining('secret:field')] },
    });
    expect(value({ name: 7, key: 'API_KEY', value: 'q 1' })).toMatchObject({ value: expect.stringContaining('secret:field') });
    for (const kept of [
      { name_of: 'API_KEY', value: 'q 1' },
      { name: 'COLOUR', value: 'q 1' },
      { nickname: 'API_KEY', value: 'q 1' },
      { name: 'API_KEY', values: 'q 1', invalue: 'q 2' },
      { name: 7, value: 'q 1' },
    ])
      expect(value(kept)).toEqual(kept);
  });

  it('takes out a number in a field whose name tells, unless it is so short that it counts something', () => {
    expect(value({ password: 1234, tokens: 99_999, pin: 5678 })).toEqual({
      password: expect.stringContaining('secret:field'),
      tokens: 99_999,
      pin: 5678,
    });
    expect(value({ password: 123, count: 1234, secret: true, token: '' })).toEqual({ password: 123, count: 1234, secret: true, token: '' });
  });

  it.each([
    ['[', ']'],
    ['{"a":', '}'],
  ])('reads 32 levels of %s, and says that the rest is left out', (open, close) => {
    const nested = (levels: number): string => `${open.repeat(levels)}"x"${close.repeat(levels)}`;
    expect(JSON.stringify(value(JSON.parse(nested(32))))).toBe(nested(32));
    expect(JSON.stringify(value(JSON.parse(nested(33))))).toBe(nested(33).replace('x', '… [omitted]'));
  });

  it('reads 1000 values, and says that the rest is left out', () => {
    const list = Array.from({ length: 1000 }, () => 1);
    expect(value(list)).toEqual([...list.slice(1), '… [omitted]']);
    const fields = Object.fromEntries(Array.from({ length: 1200 }, (_, i) => [`f${i}`, 1]));
    expect(Object.values(value(fields) ?? {}).slice(-2)).toEqual([1, '… [omitted]']);
    expect(Object.keys(value(fields) ?? {})).toHaveLength(1000);
  });

  it('keeps 48 KiB of texts and names, cuts the one that goes beyond, and leaves out the rest', () => {
    const long = 'z '.repeat(4000);
    const kept = [...Array.from({ length: 6 }, () => long), long.slice(0, 48 * 1024 - 6 * 8000)];
    expect(value(Array.from({ length: 9 }, () => long))).toEqual([...kept, '… [omitted]', '… [omitted]']);
    const named = value(Object.fromEntries(Array.from({ length: 9 }, (_, i) => [`f${i}`, long])));
    expect(Object.keys(named ?? {})).toEqual(['f0', 'f1', 'f2', 'f3', 'f4', 'f5', 'f6']);
    expect(Object.values(named ?? {}).at(-1)).toBe(long.slice(0, 48 * 1024 - 6 * 8002 - 2));
  });

  it('stops at a size that the log can bear', () => {
    const wide = value({ list: Array.from({ length: 100_000 }, (_, i) => i) });
    const long = value(Object.fromEntries(Array.from({ length: 500 }, (_, i) => [`f${i}`, 'z'.repeat(5000)])));
    let deep: { readonly [key: string]: object } = {};
    for (let i = 0; i < 500; i++) deep = { deep };
    for (const kept of [wide, long, value(JSON.parse(JSON.stringify(deep)))]) expect(JSON.stringify(kept).length).toBeLessThan(80_000);
  });

  it('keeps a field named __proto__ a field', () => {
    const kept = value(JSON.parse('{"__proto__": {"polluted": true}}'));
    expect(JSON.stringify(kept)).toBe('{"__proto__":{"polluted":true}}');
    expect('polluted' in {}).toBe(false);
  });
});

describe('what reaches the disk', () => {
  it('holds no secret, in the database, its write-ahead log or the spool', () => {
    const fresh = freshInstallation();
    const redact = redaction(fresh.installation.pepper, [KEY]);
    const store = unwrap(fresh.open({ redact }));
    const given = draft({
      decision: 'deny',
      toolUseId: `u-${KEY}`,
      subject: { tool_input: { command: `TOKEN=${CANARY} deploy --key ${KEY}`, password: CANARY, [`token=${CANARY}`]: 1 } },
      findings: [
        { stage: 'governance', ruleId: 'x', severity: 'high', decision: 'deny', message: `found token=${CANARY}`, instead: `use ${KEY}` },
      ],
    });
    unwrap(store.append(given, { rate: false }));
    unwrap(spool(fresh.folders.runtime, redact.draft(given), fresh.installation.pepper, random));
    const { state, runtime } = fresh.folders;
    const files = [state, spoolIn(runtime)].flatMap((folder) => readdirSync(folder).map((name) => join(folder, name)));
    expect(files.map((file) => file.split('.').at(-1)).sort()).toEqual(['db', 'db-shm', 'db-wal', 'denied']);
    for (const file of files) {
      const bytes = readFileSync(file);
      for (const secret of [CANARY, KEY.slice(12, 40)]) expect(bytes.includes(secret), file).toBe(false);
    }
    store.close();
  });
});

it('does not remember a file whose name holds a secret', () => {
  const labels = [
    { name: 'secret-read' },
    { name: 'wrote-script', about: '/tmp/a.sh' },
    { name: 'wrote-script', about: `/tmp/token=${CANARY}` },
  ] as const;
  const kept = redaction(pepper).draft(draft({ labels })).labels;
  expect(kept).toEqual(labels.slice(0, 2));
});

describe('a record', () => {
  const given = draft({ findings: [] });
  const finding = { stage: 'governance', ruleId: 'x', severity: 'high', decision: 'deny', message: 'found' } as const;
  const { draft: redacted } = redaction(pepper);

  it.each(['session', 'tool', 'event', 'toolUseId', 'traceparent'] as const)('holds no secret in its %s', (field) => {
    expect(redacted({ ...given, [field]: `a token=${CANARY}` })[field]).toMatch(/^a token=⟦secret:[a-z-]+:[0-9a-f]{8}⟧$/);
    expect(redacted({ ...given, [field]: 'plain' })[field]).toBe('plain');
    const { [field]: _, ...rest } = given;
    expect(field in redacted(rest)).toBe(false);
  });

  it('holds none in what its findings say and advise, and keeps the rest of them', () => {
    expect(redacted({ ...given, findings: [finding] }).findings).toStrictEqual([finding]);
    const told = { ...finding, message: `found token=${CANARY}`, instead: `use token=${CANARY}` };
    expect(redacted({ ...given, findings: [told] }).findings).toEqual([
      { ...finding, message: expect.stringMatching(/^found token=⟦/), instead: expect.stringMatching(/^use token=⟦/) },
    ]);
  });

  it('keeps what is no text, and leaves out what is not there', () => {
    const subject = { command: `TOKEN=${CANARY} deploy`, list: [1, [null, CANARY], true], gone: undefined, [`is ${CANARY}`]: 5 };
    const kept = redacted({ ...given, subject }).subject;
    expect(Object.keys(kept)).toHaveLength(3);
    expect(kept).toMatchObject({ list: [1, [null, expect.stringMatching(/^⟦secret:/)], true] });
    expect(Object.entries(kept)[2]).toEqual([expect.stringMatching(/^is ⟦secret:/), 5]);
  });

  it('keeps a word that was a password in one place, where it stands in another', () => {
    const subject = { command: 'PGPASSWORD=kitchens psql', note: 'the kitchens are clean', short: 'PGPASSWORD=ab1 psql', other: 'lab11' };
    expect(redacted({ ...given, subject }).subject).toMatchObject({ note: 'the kitchens are clean', other: 'lab11' });
  });
});

describe('what a policy wants withheld', () => {
  const withheld: Withholding = {
    patterns: [{ name: 'staff-number', class: 'secret', pattern: 'EMP-[0-9]{6}' }],
    fields: [{ name: 'patient', class: 'confidential', field: 'patientid' }],
    personal: [],
  };
  it('is taken out of the whole record, which says nothing of it', () => {
    const subject = { tool_input: { command: 'ask EMP-123456', Patient_ID: 'Ada 7', note: 'Ada 7777 is Ada' } };
    const kept = redaction(pepper).draft(draft({ subject, withheld, findings: [] }));
    expect(JSON.stringify(kept)).toMatch(/⟦secret:staff-number:[0-9a-f]{8}⟧/);
    expect(JSON.stringify(kept)).toMatch(/⟦confidential:patient:[0-9a-f]{8}⟧/);
    expect(kept).not.toHaveProperty('withheld');
  });
});

it('what one field shows to be secret is taken out of all, in whatever encoding', () => {
  const encoded = Buffer.from(CANARY).toString('base64').replace(/=+$/, '');
  const subject = {
    description: `uses ${CANARY} as ${Buffer.from(CANARY).toString('hex')}`,
    prompt: encoded,
    command: `PGPASSWORD=${CANARY} psql`,
  };
  const kept = JSON.stringify(redaction(pepper).draft(draft({ subject, session: `s-${KEY}` })));
  for (const form of [CANARY, encoded, Buffer.from(CANARY).toString('hex'), KEY.slice(12, 40)]) expect(kept).not.toContain(form);
});
