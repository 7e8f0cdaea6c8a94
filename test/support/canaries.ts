import { Buffer } from 'node:buffer';
import { BASE62, base62, crc32 } from '../../src/domain/checksum.ts';
import type { JsonObject } from '../../src/domain/json.ts';

/** Draws as it is seeded: mulberry32. */
export function drawing(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

type Draw = () => number;
const HEX = '0123456789abcdef';
const UPPER = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';
const URL_SAFE = `${BASE62}-_`;
const SIGNS = `${BASE62}${BASE62}-_.!@%+=^~*#,?`;

const text = (draw: Draw, length: number, alphabet = BASE62): string =>
  Array.from({ length }, () => alphabet.charAt(Math.floor(draw() * alphabet.length))).join('');

export interface Canary {
  readonly kind: string;
  readonly value: string;
  /** What nobody could guess: no run of it is to be found anywhere. */
  readonly random: string;
  /** Known by its own form, wherever it stands; others by where they stand alone. */
  readonly shaped: boolean;
}

/** A password as generators make them: a letter of each case and a digit at least. */
function password(draw: Draw): string {
  const made = `${text(draw, 1)}${text(draw, 11 + Math.floor(draw() * 13), SIGNS)}`;
  return /\d/.test(made) && /[a-z]/.test(made) && /[A-Z]/.test(made) ? made : password(draw);
}

const shaped = (value: string, random = value): Omit<Canary, 'kind'> => ({ value, random, shaped: true });
const bare = (value: string): Omit<Canary, 'kind'> => ({ value, random: value, shaped: false });

function summed(prefix: string, body: string): Omit<Canary, 'kind'> {
  return shaped(`${prefix}${body}${base62(crc32(body), 6)}`, body);
}

function ownKey(draw: Draw): Omit<Canary, 'kind'> {
  const secret = text(draw, 43);
  const head = `${'h' + 'w_'}${text(draw, 8)}_${secret}`;
  return shaped(`${head}_${base62(crc32(head), 6)}`, secret);
}

function webToken(draw: Draw): Omit<Canary, 'kind'> {
  const part = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');
  const signature = text(draw, 43, URL_SAFE);
  return shaped(`${part({ alg: 'HS256', typ: 'JWT' })}.${part({ sub: text(draw, 12), exp: 1_900_000_000 })}.${signature}`, signature);
}

function privateKey(draw: Draw): Omit<Canary, 'kind'> {
  const lines = Array.from({ length: 6 }, () => text(draw, 64, `${BASE62}+/`));
  return shaped([`-----${'BEGIN'} ${'PRIVATE'} KEY-----`, ...lines, `-----${'END'} ${'PRIVATE'} KEY-----`].join('\n'), lines.join(''));
}

function paymentCard(draw: Draw): Omit<Canary, 'kind'> {
  const body = `4${text(draw, 14, '0123456789')}`;
  const sum = [...body].reduce((sofar, digit, i) => sofar + doubled(Number(digit) * (i % 2 === 0 ? 2 : 1)), 0);
  return shaped(`${body}${(10 - (sum % 10)) % 10}`);
}
const doubled = (digit: number): number => (digit > 9 ? digit - 9 : digit);

function iban(draw: Draw): Omit<Canary, 'kind'> {
  const account = text(draw, 18, '0123456789');
  // 13 and 14 stand for the letters D and E.
  const check = 98n - (BigInt(`${account}131400`) % 97n);
  return shaped(`DE${String(check).padStart(2, '0')}${account}`, account);
}

const prefixed = (draw: Draw, prefix: string, length: number, alphabet = BASE62): Omit<Canary, 'kind'> => {
  const random = text(draw, length, alphabet);
  return shaped(`${prefix}${random}`, random);
};

/** Prefixes stand in two pieces, so that no scanner takes this file for a leak. */
const KINDS: Readonly<Record<string, (draw: Draw) => Omit<Canary, 'kind'>>> = {
  'github-token': (draw) => summed('gh' + 'p_', text(draw, 30)),
  'npm-token': (draw) => summed('np' + 'm_', text(draw, 30)),
  'hookwarden-key': ownKey,
  'aws-access-key': (draw) => prefixed(draw, 'AK' + 'IA', 16, UPPER),
  'google-api-key': (draw) => prefixed(draw, 'AI' + 'za', 35, URL_SAFE),
  'slack-token': (draw) => prefixed(draw, `xo${'xb'}-${text(draw, 12, '123456789')}-`, 24),
  'stripe-key': (draw) => prefixed(draw, 'sk_' + 'live_', 24),
  'gitlab-token': (draw) => prefixed(draw, 'gl' + 'pat-', 20),
  'sendgrid-key': (draw) => prefixed(draw, `S${'G'}.${text(draw, 22)}.`, 43),
  'digitalocean-token': (draw) => prefixed(draw, 'dop' + '_v1_', 64, HEX),
  'anthropic-key': (draw) => prefixed(draw, 'sk-' + 'ant-api03-', 93),
  'openai-key': (draw) => prefixed(draw, 'sk-' + 'proj-', 60),
  'huggingface-token': (draw) => prefixed(draw, 'h' + 'f_', 34),
  'pypi-token': (draw) => prefixed(draw, 'py' + 'pi-AgE', 80, URL_SAFE),
  'json-web-token': webToken,
  'private-key': privateKey,
  'payment-card': paymentCard,
  iban,
  'aws-secret-key': (draw) => bare(text(draw, 40, `${BASE62}+/`)),
  password: (draw) => bare(password(draw)),
};

/** So many, of every kind by turns. */
export function canaries(count: number, draw: Draw): readonly Canary[] {
  const kinds = Object.entries(KINDS);
  return Array.from({ length: count }, (_, i) => {
    const [kind, make] = kinds[i % kinds.length] ?? ['', () => bare('')];
    return { kind, ...make(draw) };
  });
}

const base64 = (value: string): string => Buffer.from(value).toString('base64');
const quoted = (value: string): string => `'${value.replaceAll("'", `'\\''`)}'`;
const uri = encodeURIComponent;
const oneLine = (value: string): string => value.replaceAll('\n', '\\n');
const halves = (value: string): string => `'${value.slice(0, 7)}''${value.slice(7)}'`;
const escapes = (value: string): string => [...value].map((sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`).join('');

/** Commands in which a value is secret by where it stands. */
const COMMANDS: readonly ((value: string) => string)[] = [
  (s) => `deploy --password ${quoted(s)} --verbose`,
  (s) => `deploy --api-key="${oneLine(s)}"`,
  (s) => `deploy --token=${quoted(s)} now`,
  (s) => `PGPASSWORD=${quoted(s)} psql -h db.example shop`,
  (s) => `export SERVICE_SECRET=${quoted(s)}; ./run`,
  (s) => `cat > .env <<'EOF'\nDB_HOST=db.example\nDB_PASSWORD=${oneLine(s)}\nEOF`,
  (s) => `git clone https://ada:${uri(s)}@git.example.com/shop.git`,
  (s) => `curl -H "Authorization: Bearer ${uri(s)}" https://api.example.com`,
  (s) => `curl -H 'X-Api-Key: ${uri(s)}' https://api.example.com`,
  (s) => `curl -H 'Cookie: session=${uri(s)}; theme=dark' https://api.example.com`,
  (s) => `curl -H 'Authorization: Basic ${base64(`ada:${s}`)}' https://api.example.com`,
  (s) => `curl -u ada:${quoted(s)} https://api.example.com`,
  (s) => `mysql -h db.example -u root -p${quoted(s)} shop`,
  (s) => `sshpass -p ${quoted(s)} ssh ada@host.example`,
  (s) => `docker login -u ada -p ${quoted(s)} registry.example.com`,
  (s) => `redis-cli -a ${quoted(s)} ping`,
  (s) => `echo ${quoted(s)} | docker login -u ada --password-stdin`,
  (s) => `echo ${base64(`{"password": ${JSON.stringify(s)}}`)} | base64 -d > c.json`,
  (s) => `echo ${Buffer.from(`DB_PASSWORD="${oneLine(s)}"`).toString('hex')} | xxd -r -p`,
  (s) => `curl -d '{"password":${JSON.stringify(s)}}' https://api.example.com/login`,
  (s) => `curl -d "${JSON.stringify({ password: s }).replaceAll('\\', '\\\\').replaceAll('"', '\\"')}" https://api.example.com/login`,
  (s) => `curl -d '{"password":"${escapes(s)}"}' https://api.example.com/login`,
  (s) => `curl 'https://api.example.com/x?access_token=${uri(s)}&page=2'`,
  (s) => `deploy --password ${halves(oneLine(s))}`,
  (s) => `sqlcmd -Q "SELECT 1" "Server=db;User Id=ada;Password=${uri(s)};Encrypt=true"`,
  (s) => `python3 -c 'connect(user="ada", password="${oneLine(s)}")'`,
];

/** Texts of files, prompts and answers in which it is. */
const TEXTS: readonly ((value: string) => string)[] = [
  (s) => `{\n  "user": "ada",\n  "password": ${JSON.stringify(s)}\n}\n`,
  (s) => `database:\n  host: db.example\n  password: "${oneLine(s)}"\n`,
  (s) => `database:\n  password: ${uri(s)}\n  port: 5432\n`,
  (s) => `[database]\npassword = "${oneLine(s)}"\n`,
  (s) => `API_TOKEN=${uri(s)}\nPORT=80\n`,
  (s) => `const client = connect({ user: 'ada', apiKey: '${oneLine(s)}' });\n`,
  (s) => `machine git.example.com login ada password ${uri(s)}\n`,
  (s) => `url = postgres://ada:${uri(s)}@db.example:5432/shop\n`,
  (s) => `My password is "${oneLine(s)}", please log in with it.`,
  (s) => `HTTP/1.1 200 OK\nSet-Cookie: sid=${uri(s)}; Path=/\n`,
  (s) => JSON.stringify(JSON.stringify({ config: JSON.stringify({ client_secret: s }) })),
];

/** Where it stands for itself: only what is known by its form is found there. */
const NAKED: readonly ((value: string) => string)[] = [
  (s) => `echo ${quoted(s)}`,
  (s) => `grep -rn ${JSON.stringify(s)} src`,
  (s) => `echo ${base64(s)} | base64 -d`,
  (s) => `echo ${Buffer.from(s).toString('hex')} | xxd -r -p`,
  (s) => `open 'https://x.example/?q=${uri(`a ${s} b`)}'`,
  (s) => `echo ${halves(s)}`,
  (s) => `rm -rf /srv/${uri(s)} && cat ~/.ssh/${uri(s)}`,
];

let calls = 0;
const event = (change: JsonObject): JsonObject => ({
  session_id: 'session-1',
  transcript_path: '/home/ada/.claude/t.jsonl',
  cwd: '/home/ada/shop',
  permission_mode: 'default',
  hook_event_name: 'PreToolUse',
  tool_use_id: `call-${++calls}`,
  ...change,
});
const ofTool = (name: string, input: JsonObject, change: JsonObject = {}): JsonObject =>
  event({ tool_name: name, tool_input: input, ...change });

/** Everything that an agent's host may send with the value in it. */
export function eventsWith({ value, shaped: isShaped }: Canary): readonly JsonObject[] {
  const named = [
    ...COMMANDS.map((write) => ofTool('Bash', { command: write(value), description: 'Try it' })),
    ...TEXTS.flatMap((write) => [
      ofTool('Write', { file_path: '/home/ada/shop/config', content: write(value) }),
      ofTool('Edit', { file_path: '/home/ada/shop/config', old_string: 'x', new_string: write(value) }),
      ofTool('Bash', { command: 'cat config' }, { hook_event_name: 'PostToolUse', tool_response: { stdout: write(value), stderr: '' } }),
      event({ hook_event_name: 'UserPromptSubmit', prompt: write(value) }),
    ]),
    ofTool('mcp__shop__login', { auth: { user: 'ada', password: value }, list: [{ api_key: value }] }),
    ofTool('mcp__shop__call', { headers: [{ name: 'X-Api-Key', value }], args: ['--password', value, '--verbose'] }),
    ofTool('mcp__shop__run', { command: 'login', env: { DB_PASSWORD: value }, note: `it is ${value}` }),
    ofTool('Read', { file_path: `/home/ada/shop/token=${uri(value)}` }),
    ofTool('WebFetch', { url: `https://ada:${uri(value)}@x.example/`, prompt: `use password "${oneLine(value)}"` }),
  ];
  if (!isShaped) return named;
  const name = uri(value).slice(0, 400);
  return [
    ...named,
    ...NAKED.map((write) => ofTool('Bash', { command: write(value), description: value })),
    ...NAKED.map((write) => event({ hook_event_name: 'UserPromptSubmit', prompt: write(value) })),
    ofTool('Bash', { command: 'ls' }, { session_id: `s-${name}`, agent_id: name, agent_type: name, tool_use_id: name }),
    ofTool('Bash', { command: 'ls' }, { cwd: `/home/ada/${name}`, transcript_path: `/home/ada/${name}.jsonl` }),
    ofTool(`mcp__shop__${name}`, { [name]: { [name]: value } }),
    ofTool('Grep', { pattern: value, path: `/srv/${name}` }),
    ofTool('Bash', { command: 'false' }, { hook_event_name: 'PostToolUseFailure', error: `failed: ${value}` }),
  ];
}

/** Bytes that are no event, each in another way. */
export function brokenWith({ value }: Canary): readonly string[] {
  const whole = JSON.stringify(ofTool('Bash', { command: `deploy --password ${quoted(value)}` }));
  const key = JSON.stringify(`password=${value}`);
  return [
    whole.slice(0, -5),
    `${whole}x`,
    `{${key}:1,${key}:2}`,
    JSON.stringify([value]),
    JSON.stringify(ofTool('Bash', { command: { password: value } })),
    JSON.stringify({ ...event({}), cwd: value, session_id: 7 }),
    JSON.stringify({ hook_event_name: `password=${value}`, tool_name: value, cwd: '/x', session_id: 's' }),
  ];
}

const PLAIN_RUN = 12;
const HEX_RUN = 16;

/** Every run of the canaries' random parts, in each encoding, and which of them a text holds. */
export function searching(all: readonly Canary[]): (haystack: Buffer) => string | undefined {
  const plain = new Map<string, string>();
  const hex = new Map<string, string>();
  for (const { kind, random } of all) {
    const bytes = Buffer.from(random);
    add(plain, random, PLAIN_RUN, kind);
    add(plain, JSON.stringify(random).slice(1, -1), PLAIN_RUN, kind);
    add(plain, uri(random), PLAIN_RUN, kind);
    // In base64 a byte's letters depend on where it stands among three; the outermost on what stands beside it.
    for (const shift of [0, 1, 2])
      add(
        plain,
        Buffer.concat([Buffer.alloc(shift), bytes])
          .toString('base64')
          .slice(4, -4),
        PLAIN_RUN,
        `${kind}, base64`,
      );
    add(hex, bytes.toString('hex'), HEX_RUN, `${kind}, hexadecimal`);
    add(hex, bytes.toString('hex').toUpperCase(), HEX_RUN, `${kind}, hexadecimal`);
  }
  return (haystack) => {
    const held = haystack.toString('latin1');
    for (let at = 0; at < held.length; at++) {
      const found = plain.get(held.slice(at, at + PLAIN_RUN)) ?? hex.get(held.slice(at, at + HEX_RUN));
      if (found !== undefined) return `${found}: ${held.slice(Math.max(0, at - 160), at + 60)}`;
    }
    return undefined;
  };
}

function add(runs: Map<string, string>, random: string, width: number, kind: string): void {
  for (let at = 0; at + width <= random.length; at++) runs.set(random.slice(at, at + width), kind);
}
