import { formatVerifierKey, type Verifier } from '../audit/note.ts';
import { consistencyProof } from '../audit/proofs.ts';
import { formatConsistency, openCheckpoint } from '../audit/tlog-proof.ts';
import { ADD_CHECKPOINT, SIZE_TYPE } from '../audit/witnessing.ts';
import { counted } from '../domain/amounts.ts';
import { err, ok, type Result } from '../domain/result.ts';
import type { AuditReader } from '../state/reader.ts';
import { type RemoteWitness, readRemoteWitness, remoteKey, writeRemoteWitness } from '../state/remote-witnesses.ts';
import { ownKey } from './audit-files.ts';
import { withReader } from './audit-reader.ts';
import { type CliInput, type ExitCode, fail, print } from './command.ts';
import { localFolders, uniqueName } from './machine.ts';
import { coloured, printableLines } from './terminal.ts';

const PATIENCE_MS = 10_000;
const MAX_ANSWER = 64 * 1024;
/** Another client may move the witness on between two questions. */
const MAX_ASKED = 3;

/** Why there is no cosignature. What the log is to blame for is a finding, everything else a failure. */
interface NotCosigned {
  readonly code: 1 | 3;
  readonly why: string;
}

const failure = (why: string): Result<never, NotCosigned> => err({ code: 3, why });
const finding = (why: string): Result<never, NotCosigned> => err({ code: 1, why });

/** Has a witness cosign the head of the log, and keeps what it says for `audit verify` (c2sp.org/tlog-witness). */
export async function askWitness(input: CliInput): Promise<ExitCode> {
  const url = addressOf(input.texts('record')[1]);
  if (url === undefined) return fail('say which witness: hookwarden audit witness add https://witness.example --witness-key NAME+ID+KEY');
  const { config } = localFolders();
  const known = readRemoteWitness(config, url);
  if (!known.ok) return fail(known.error.message);
  const text = input.text('witness-key') ?? known.value?.key;
  if (text === undefined) return fail('say whose cosignature to expect, as the witness’s keeper publishes it: --witness-key NAME+ID+KEY');
  const key = remoteKey({ url, key: text });
  if (!key.ok) return fail(key.error);
  const asked = await withReader((reader, installation) =>
    cosigned({ url, key: key.value, own: ownKey(installation), known: known.value, reader }),
  );
  if (!asked.ok) return fail(asked.error.message);
  if (!asked.value.ok) {
    const { code, why } = asked.value.error;
    if (code === 3) return fail(why);
    print(`${coloured('red', 'Not cosigned')}: ${why}`);
    return 1;
  }
  const kept = writeRemoteWitness(config, { url, key: formatVerifierKey(key.value), note: asked.value.value }, uniqueName());
  if (!kept.ok) return fail(kept.error.message);
  print(`${key.value.name} has cosigned ${counted(Number(asked.value.value.split('\n')[1]), 'record')}`);
  return 0;
}

/** Without the slash at its end. Only the two schemes that carry the protocol, and no password in it. */
function addressOf(text: string | undefined): string | undefined {
  const url = URL.parse(text ?? '');
  const isFit = url && ['http:', 'https:'].includes(url.protocol) && url.username === '' && url.search === '' && url.hash === '';
  return isFit ? url.href.replace(/\/+$/, '') : undefined;
}

interface Question {
  readonly url: string;
  readonly key: Verifier;
  readonly own: Verifier;
  readonly known: RemoteWitness | undefined;
  readonly reader: AuditReader;
}

async function cosigned({ url, key, own, known, reader }: Question): Promise<Result<string, NotCosigned>> {
  const note = reader.head()?.note ?? '';
  const head = openCheckpoint(note, [own]);
  if (!head.ok) return finding(`the head of the log is wrong. ${head.error}`);
  const { size } = head.value;
  let older = Number(known?.note.split('\n')[1] ?? 0);
  for (let asked = 0; asked < MAX_ASKED; asked++) {
    if (older > size) return finding(`the witness has seen ${counted(older, 'record')}, the log has ${size}: records were cut off.`);
    const hashes = older === 0 || older === size ? [] : consistencyProof(older, size, reader.nodeAt);
    if (!hashes) return finding(`what is kept of the tree is damaged. \`hookwarden audit verify --full\` tells more.`);
    const answer = await post(`${url}${ADD_CHECKPOINT}`, formatConsistency({ older, hashes, checkpoint: note }));
    if (!answer.ok) return failure(`${url} cannot be asked: ${answer.error}`);
    const { status, type, body } = answer.value;
    if (status === 200) return believed(note, body, [own, key]);
    const seen = status === 409 && type.startsWith(SIZE_TYPE) ? sizeIn(body) : undefined;
    if (seen === undefined || seen === older) return refusalOf(status, body, own);
    older = seen;
  }
  return failure('the witness was moved on by others each time it was asked. Try again.');
}

/** The head with the witness's own lines; those of keys that are not known here are left out. */
function believed(note: string, body: string, [own, key]: readonly [Verifier, Verifier]): Result<string, NotCosigned> {
  const lines = body.split('\n').filter((line) => line.startsWith(`\u2014 ${key.name} `));
  const whole = `${note}${lines.map((line) => `${line}\n`).join('')}`;
  const opened = openCheckpoint(whole, [own, key]);
  if (!opened.ok) return failure(`what the witness has answered is wrong. ${opened.error}`);
  return opened.value.signed.some((signed) => signed.key === key) ? ok(whole) : failure(`the answer is not signed by ${key.name}.`);
}

function refusalOf(status: number, body: string, own: Verifier): Result<never, NotCosigned> {
  const said = printableLines(body.slice(0, 300)).trim();
  switch (status) {
    case 404:
      return failure(
        `the witness does not know this log, or serves nothing there. Give its keeper the log’s key: ${formatVerifierKey(own)}`,
      );
    case 403:
      return failure(`the witness expects another key of this log than ${formatVerifierKey(own)}`);
    case 409:
      return finding('the witness has cosigned another log of as many records: the two have parted ways.');
    case 422:
      return finding(`the log has not grown out of what the witness has seen. It says: ${said}`);
    default:
      return failure(`the witness answered with ${status}: ${said}`);
  }
}

const sizeIn = (body: string): number | undefined => (/^(?:0|[1-9]\d{0,14})\n$/.test(body) ? Number(body) : undefined);

interface Answered {
  readonly status: number;
  readonly type: string;
  readonly body: string;
}

async function post(url: string, body: string): Promise<Result<Answered, string>> {
  try {
    const signal = AbortSignal.timeout(PATIENCE_MS);
    const response = await fetch(url, { method: 'POST', body, signal, redirect: 'error', headers: { 'content-type': 'text/plain' } });
    const pieces: Uint8Array[] = [];
    let length = 0;
    for await (const piece of response.body ?? []) {
      length += piece.length;
      if (length > MAX_ANSWER) return err('its answer is too long');
      pieces.push(piece);
    }
    return ok({ status: response.status, type: response.headers.get('content-type') ?? '', body: Buffer.concat(pieces).toString() });
  } catch (error) {
    const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
    return err(cause instanceof Error ? cause.message : 'unknown');
  }
}
