import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { resolve } from 'node:path';
import { formatVerifierKey } from '../audit/note.ts';
import { ADD_CHECKPOINT, readSubmission } from '../audit/witnessing.ts';
import { systemClock, systemRandom } from '../hook/machine.ts';
import { openWitnessFolder, type WitnessFolder } from '../state/witness-folder.ts';
import { type CliInput, type ExitCode, fail, print } from './command.ts';
import { uniqueName } from './machine.ts';

/** A checkpoint with 32 signatures and 63 hashes is smaller. */
const MAX_BODY = 256 * 1024;
const LOOPBACK = '127.0.0.1:8480';
const LIMITS = { headersTimeout: 5000, requestTimeout: 10_000, keepAliveTimeout: 5000, maxHeaderSize: 8192 } as const;
const MAX_CONNECTIONS = 64;

interface Answer {
  readonly status: number;
  readonly type?: string;
  readonly body: string;
  /** What only the witness's keeper is told. */
  readonly why?: string;
}

/** Cosigns the checkpoints of other logs until it is interrupted (c2sp.org/tlog-witness). */
export async function serveWitness(input: CliInput): Promise<ExitCode> {
  const folder = input.texts('record')[1];
  if (folder === undefined) return fail('say where the witness keeps its key and what it has seen: hookwarden audit witness serve FOLDER');
  const [, host = '', port = ''] = /^(.+):(\d{1,5})$/.exec(input.text('listen') ?? LOOPBACK) ?? [];
  if (host === '' || Number(port) > 65_535) return fail(`--listen: write an address and a port: ${LOOPBACK}`);
  const opened = openWitnessFolder(resolve(folder), input.text('name'), systemRandom);
  if (!opened.ok) return fail(opened.error.message);
  const server = createServer({ ...LIMITS }, (request, response) => void respond(request, response, opened.value));
  server.maxConnections = MAX_CONNECTIONS;
  server.listen(Number(port), host.replace(/^\[(.*)\]$/, '$1'));
  try {
    await once(server, 'listening');
  } catch (error) {
    return fail(`--listen: ${host}:${port} cannot be listened on (${error instanceof Error ? error.message : 'unknown'})`);
  }
  const address = server.address();
  const at = typeof address === 'object' && address ? address.port : port;
  print(`The witness ${formatVerifierKey(opened.value.cosigner(0))}`);
  print(`listens on http://${host}:${at}; it cosigns for the logs whose public keys stand in ${resolve(folder)}/logs`);
  const stop = (): void => {
    server.close();
    server.closeAllConnections();
  };
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, stop);
  await once(server, 'close');
  return 0;
}

async function respond(request: IncomingMessage, response: ServerResponse, folder: WitnessFolder): Promise<void> {
  const answer = await answerTo(request, folder).catch((error: unknown) => failed(error instanceof Error ? error.message : 'unknown'));
  const { status, type = 'text/plain; charset=utf-8', body } = answer;
  if (answer.why !== undefined) process.stderr.write(`hookwarden: ${answer.why}\n`);
  // What is not read to its end cannot be followed by another request.
  const end = request.complete ? {} : { connection: 'close' };
  response.writeHead(status, { 'content-type': type, 'content-length': Buffer.byteLength(body), ...end }).end(body);
}

const failed = (why: string): Answer => ({ status: 503, body: 'The witness cannot cosign now; its keeper is told why.\n', why });

async function answerTo(request: IncomingMessage, folder: WitnessFolder): Promise<Answer> {
  if (request.url !== ADD_CHECKPOINT) return { status: 404, body: `Only ${ADD_CHECKPOINT} is served here.\n` };
  if (request.method !== 'POST') return { status: 405, body: 'Checkpoints are sent with POST.\n' };
  const body = await read(request);
  if (body === undefined) return { status: 413, body: 'The request is too large.\n' };
  const logs = folder.logs();
  if (!logs.ok) return failed(logs.error.message);
  const submission = readSubmission(body, logs.value);
  if (!submission.ok) return submission.error;
  const cosigned = folder.cosign(submission.value, Math.floor(systemClock.now() / 1_000_000), uniqueName());
  if (cosigned.ok) return { status: 200, body: cosigned.value };
  return 'status' in cosigned.error ? cosigned.error : failed(cosigned.error.message);
}

/** Undefined where there is more than can be meant. What is not UTF-8 becomes characters that no signature covers. */
async function read(request: IncomingMessage): Promise<string | undefined> {
  const pieces: Buffer[] = [];
  let length = 0;
  for await (const piece of request) {
    const bytes = Buffer.from(piece);
    length += bytes.length;
    if (length > MAX_BODY) return undefined;
    pieces.push(bytes);
  }
  return Buffer.concat(pieces).toString();
}
