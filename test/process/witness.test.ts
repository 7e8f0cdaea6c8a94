import { type ChildProcess, spawn } from 'node:child_process';
import { createPrivateKey, createPublicKey, hash, type KeyObject, sign, verify } from 'node:crypto';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Installed, install, ROOT } from '../support/installed.ts';
import { bash, launch } from '../support/launch.ts';

const folder = mkdtempSync(join(tmpdir(), 'hookwarden-witness-'));
const started: ChildProcess[] = [];
let installed: Installed;

const start = (...args: readonly string[]) => {
  const child = spawn(process.execPath, [join(ROOT, 'bin/hookwarden.cjs'), 'audit', ...args], {
    env: { ...process.env, HOOKWARDEN_HOME: installed.home, NO_COLOR: '1' },
  });
  started.push(child);
  return child;
};
/** Not with spawnSync: the servers of this file answer it. */
async function audit(...args: readonly string[]) {
  const child = start(...args);
  const said: Record<'stdout' | 'stderr', string> = { stdout: '', stderr: '' };
  child.stdout.on('data', (piece) => (said.stdout += piece));
  child.stderr.on('data', (piece) => (said.stderr += piece));
  await once(child, 'close');
  return { ...said, status: child.exitCode };
}

beforeAll(() => {
  installed = install(join(folder, 'home'));
}, 60_000);
afterAll(() => {
  for (const child of started) child.kill();
  rmSync(folder, { recursive: true, force: true });
});

// The protocol as c2sp.org/tlog-witness, tlog-cosignature and signed-note say it, once more and by other means than the program's own.
const pkcs8 = (seed: Buffer) => Buffer.concat([Buffer.from('302e020100300506032b657004220420', 'hex'), seed]);
const privateKey = (byte: number) => createPrivateKey({ key: pkcs8(Buffer.alloc(32, byte)), format: 'der', type: 'pkcs8' });
const rawPublic = (key: KeyObject) => createPublicKey(key).export({ format: 'der', type: 'spki' }).subarray(-32);
const idOf = (name: string, type: number, key: Buffer) =>
  hash('sha256', Buffer.concat([Buffer.from(name), Buffer.from([10, type]), key]), 'buffer').subarray(0, 4);
const verifierKey = (name: string, type: number, key: Buffer) =>
  `${name}+${idOf(name, type, key).toString('hex')}+${Buffer.concat([Buffer.from([type]), key]).toString('base64')}`;
const signed = (text: string, name: string, key: KeyObject) =>
  `${text}\n\u2014 ${name} ${Buffer.concat([idOf(name, 1, rawPublic(key)), sign(null, Buffer.from(text), key)]).toString('base64')}\n`;

describe('a witness', () => {
  const origin = 'logs.example/other';
  const key = privateKey(3);
  const leaf = (text: string) => hash('sha256', Buffer.concat([Buffer.from([0]), Buffer.from(text)]), 'buffer');
  const node = (left: Buffer, right: Buffer) => hash('sha256', Buffer.concat([Buffer.from([1]), left, right]), 'buffer');
  const [a, b, c] = [leaf('a'), leaf('b'), leaf('c')];
  const text = (size: number, root: Buffer) => `${origin}\n${size}\n${root.toString('base64')}\n`;
  let port = 0;
  let own = '';

  /** Over a bare socket, so that nothing but the protocol stands between. */
  async function post(body: string, path = '/add-checkpoint', method = 'POST') {
    const socket = connect(port, '127.0.0.1');
    const head = `${method} ${path} HTTP/1.1\r\nHost: x\r\nContent-Length: ${Buffer.byteLength(body)}\r\nConnection: close\r\n\r\n`;
    socket.end(head + body);
    let answer = '';
    socket.on('data', (piece) => (answer += piece)).on('error', () => undefined);
    await once(socket, 'close');
    const [headers = '', ...rest] = answer.split('\r\n\r\n');
    return { status: Number(headers.split(' ')[1]), type: /^content-type: (.*)$/im.exec(headers)?.[1], body: rest.join('\r\n\r\n') };
  }

  it('is told by its name, and then serves for the logs in its file', async () => {
    expect(await audit('witness', 'serve', join(folder, 'witness'))).toMatchObject({ status: 3, stderr: expect.stringMatching(/--name/) });
    const child = start('witness', 'serve', join(folder, 'witness'), '--name', 'witness.example/w1', '--listen', '127.0.0.1:0');
    let said = '';
    for await (const piece of child.stdout) {
      said += piece;
      if (said.includes('listens on')) break;
    }
    port = Number(/127\.0\.0\.1:(\d+)/.exec(said)?.[1]);
    own = /witness\.example\/w1\+\S+/.exec(said)?.[0] ?? '';
    expect(own).toMatch(/^witness\.example\/w1\+[0-9a-f]{8}\+B/);
    expect((await post(`old 0\n\n${signed(text(1, a), origin, key)}`)).status).toBe(404);
    writeFileSync(join(folder, 'witness', 'logs'), `# other\n${verifierKey(origin, 1, rawPublic(key))}\n`);
  });

  it('cosigns as of now what follows, remembers it, and says what it has seen to who does not know', async () => {
    const first = text(2, node(a, b));
    const answer = await post(`old 0\n\n${signed(first, origin, key)}`);
    expect(answer.status).toBe(200);
    const [, name, encoded = ''] = answer.body.split(' ');
    const bytes = Buffer.from(encoded.trim(), 'base64');
    const publicKey = Buffer.from(own.split('+').slice(2).join('+'), 'base64').subarray(1);
    const time = bytes.readBigUInt64BE(4);
    expect(name).toBe('witness.example/w1');
    expect(bytes.subarray(0, 4)).toEqual(idOf('witness.example/w1', 4, publicKey));
    const spki = createPublicKey({
      key: Buffer.concat([Buffer.from('302a300506032b6570032100', 'hex'), publicKey]),
      format: 'der',
      type: 'spki',
    });
    expect(verify(null, Buffer.from(`cosignature/v1\ntime ${time}\n${first}`), spki, bytes.subarray(12))).toBe(true);
    expect(Math.abs(Number(time) - Date.now() / 1000)).toBeLessThan(60);

    const second = signed(text(3, node(node(a, b), c)), origin, key);
    expect(await post(`old 0\n\n${second}`)).toMatchObject({ status: 409, type: 'text/x.tlog.size', body: '2\n' });
    expect((await post(`old 2\n${a.toString('base64')}\n\n${second}`)).status).toBe(422);
    expect((await post(`old 2\n${c.toString('base64')}\n\n${second}`)).status).toBe(200);
    expect((await post(`old 2\n${c.toString('base64')}\n\n${second}`)).status).toBe(409);
    expect((await post(`old 3\n\n${signed(text(3, node(node(a, a), c)), origin, key)}`)).status).toBe(409);
    expect((await post(`old 3\n\n${signed(text(3, a), origin, privateKey(4))}`)).status).toBe(403);
  });

  it('takes nothing but that: no other method, path, form or size', async () => {
    const statuses = [
      await post('', '/add-checkpoint', 'GET'),
      await post('', '/'),
      await post('nonsense'),
      await post('x'.repeat(300_000)),
    ];
    expect(statuses.map(({ status }) => status)).toEqual([405, 404, 400, 413]);
  });

  it('says no more to others than that it cannot, where its own files are wrong', async () => {
    const logs = join(folder, 'witness', 'logs');
    const before = readFileSync(logs);
    writeFileSync(logs, 'nonsense\n');
    expect(await post(`old 0\n\n${signed(text(1, a), origin, key)}`)).toMatchObject({
      status: 503,
      body: expect.not.stringContaining(folder),
    });
    writeFileSync(logs, before);
    expect((await post(`old 3\n\n${signed(text(3, node(node(a, b), c)), origin, key)}`)).status).toBe(200);
  });

  it('cosigns our own log, and `audit verify` then holds the log against that', async () => {
    const url = `http://127.0.0.1:${port}/`;
    expect(await audit('witness', 'add', url)).toMatchObject({ status: 3, stderr: expect.stringMatching(/--witness-key/) });
    const unknown = await audit('witness', 'add', url, '--witness-key', own);
    expect(unknown.status).toBe(3);
    const logKey = /hookwarden\.local\/\S+\+[0-9a-f]{8}\+\S+/.exec(unknown.stderr)?.[0] ?? '';
    writeFileSync(join(folder, 'witness', 'logs'), `${logKey}\n`);
    expect(await audit('witness', 'add', url, '--witness-key', own)).toMatchObject({
      status: 0,
      stdout: expect.stringMatching(/has cosigned 1 /),
    });
    launch(installed, bash('ls'));
    launch(installed, bash('ls'));
    expect(await audit('witness', 'add', url)).toMatchObject({ status: 0, stdout: 'witness.example/w1 has cosigned 3 records\n' });
    expect((await audit('verify')).stdout).toMatch(/Held against 1 head kept elsewhere; 0 records came after/);
    const kept = readFileSync(
      join(folder, 'witness', `${hash('sha256', /hookwarden\.local\/[0-9a-f]+/.exec(logKey)?.[0] ?? '')}.note`),
      'utf8',
    );
    expect(kept.split('\n').filter((line) => line.startsWith('\u2014 '))).toHaveLength(2);
  });
});

describe('asking a witness', () => {
  const name = 'hand.example/w';
  const key = privateKey(5);
  const own = verifierKey(name, 4, rawPublic(key));
  const cosign = (checkpoint: string, time = 1_700_000_000) => {
    const text = checkpoint.slice(0, checkpoint.lastIndexOf('\n\n') + 1);
    const stamp = Buffer.alloc(8);
    stamp.writeBigUInt64BE(BigInt(time));
    const made = sign(null, Buffer.from(`cosignature/v1\ntime ${time}\n${text}`), key);
    return `\u2014 ${name} ${Buffer.concat([idOf(name, 4, rawPublic(key)), stamp, made]).toString('base64')}\n`;
  };
  interface Told {
    readonly status: number;
    readonly type?: string;
    readonly body: string;
  }
  /** Answers what it is asked with what each test says, and keeps the questions. */
  async function asked(answers: readonly ((body: string) => Told)[]) {
    const bodies: string[] = [];
    const server = createServer(async (request, response) => {
      let body = '';
      for await (const piece of request) body += piece;
      const { status, type = 'text/plain', body: said } = answers[bodies.length]?.(body) ?? { status: 500, body: '' };
      bodies.push(body);
      response.writeHead(status, { 'content-type': type }).end(said);
    }).listen(0, '127.0.0.1');
    await once(server, 'listening');
    const address: AddressInfo | string | null = server.address();
    const port = typeof address === 'object' ? address?.port : 0;
    const done = await audit('witness', 'add', `http://127.0.0.1:${port}`, '--witness-key', own);
    server.close();
    return { done, bodies };
  }
  const checkpointIn = (body: string) => body.slice(body.indexOf('\n\n') + 2);

  it('begins anew from what the witness says it has seen, with a proof, and keeps only the cosignature that it knows', async () => {
    const { done, bodies } = await asked([
      () => ({ status: 409, type: 'text/x.tlog.size', body: '1\n' }),
      (body) => ({ status: 200, body: `\u2014 unknown.example/w AAAAAAAAAAAA\n${cosign(checkpointIn(body))}` }),
    ]);
    expect(done).toMatchObject({ status: 0, stdout: expect.stringMatching(/hand\.example\/w has cosigned 3 records/) });
    expect(bodies.map((body) => body.split('\n')[0])).toEqual(['old 0', 'old 1']);
    expect(bodies[1]).toMatch(/^old 1\n(?:[A-Za-z0-9+/]{43}=\n){2}\nhookwarden\.local\//);
  });

  it.each<readonly [string, (body: string) => Told, number, RegExp]>([
    [
      'a larger size than the log has',
      () => ({ status: 409, type: 'text/x.tlog.size', body: '9999\n' }),
      1,
      /seen 9999 records, .*cut off/,
    ],
    ['the same size and another log', () => ({ status: 409, type: 'text/x.tlog.size', body: '0\n' }), 1, /parted ways/],
    ['that it has not grown', () => ({ status: 422, body: 'no\n' }), 1, /has not grown out/],
    ['a signature that does not hold', (body) => ({ status: 200, body: cosign(`x${checkpointIn(body)}`) }), 3, /is wrong/],
    ['nothing', () => ({ status: 200, body: '' }), 3, /not signed by hand/],
    ['that it knows another key', () => ({ status: 403, body: '' }), 3, /another key/],
    ['too much', () => ({ status: 200, body: 'x'.repeat(100_000) }), 3, /too long/],
  ])('that answers with %s cosigns nothing', async (_, answer, status, words) => {
    const { done } = await asked([answer]);
    expect(done.stdout + done.stderr).toMatch(words);
    expect(done.status).toBe(status);
  });
});
