import { leafHash } from '../audit/merkle.ts';
import { consistencyProof, inclusionProof } from '../audit/proofs.ts';
import {
  type ConsistencyFile,
  formatConsistency,
  formatInclusion,
  openCheckpoint,
  parseConsistency,
  parseInclusion,
  type SignedCheckpoint,
  verifyConsistencyFile,
  verifyInclusionFile,
} from '../audit/tlog-proof.ts';
import { counted } from '../domain/amounts.ts';
import { err, ok, type Result } from '../domain/result.ts';
import type { AuditReader } from '../state/reader.ts';
import { keyOf, readBytes, readText, writeOut } from './audit-files.ts';
import { findRecord, whereGone, withReader } from './audit-reader.ts';
import { type CliInput, type ExitCode, fail, print } from './command.ts';
import { coloured, printableLines } from './terminal.ts';

const NODES_GONE =
  'what the database keeps of the tree is damaged or from an older version: run `hookwarden init`, then `hookwarden audit verify --full`';

/** The signed head as it stands: what to keep elsewhere. */
export async function checkpoint(input: CliInput): Promise<ExitCode> {
  const head = await withReader((reader) => reader.head());
  if (!head.ok) return fail(head.error.message);
  return head.value ? writeOut(head.value.note, input) : fail('the head of the log is gone; `hookwarden audit verify` tells more');
}

export async function prove(input: CliInput): Promise<ExitCode> {
  const proof = await withReader((reader) => proofOf(reader, input));
  if (!proof.ok) return fail(proof.error.message);
  return proof.value.ok ? writeOut(proof.value.value, input) : fail(proof.value.error);
}

function proofOf(reader: AuditReader, input: CliInput): Result<string, string> {
  const [head, record] = [reader.head(), findRecord(reader, input)];
  if (!record.ok) return record;
  const { sequence: index, body } = record.value;
  const hashes = head && inclusionProof(index, head.size, reader.nodeAt);
  if (!hashes) return err(NODES_GONE);
  const bare = input.flag('bare');
  if (!bare && body === null) process.stderr.write(`the proof does not hold the record itself: ${whereGone(reader, index)}\n`);
  return ok(formatInclusion({ index, hashes, checkpoint: head.note, ...(!bare && body && { extra: body }) }));
}

/** Wants no database and no set-up: a proof, what it is of, and whose signature is trusted. */
export function verifyProof(input: CliInput): ExitCode {
  const [text, key] = [readText(input.text('record'), 'hookwarden audit verify-proof FILE --key KEY'), keyOf(input)];
  if (!text.ok) return fail(text.error);
  if (!key.ok) return fail(key.error);
  const proof = parseInclusion(text.value);
  if (!proof.ok) return refuse(proof.error);
  const path = input.text('body');
  const given = path === undefined ? ok(proof.value.extra) : readBytes(path);
  if (!given.ok) return fail(`--body: ${given.error}`);
  const body = given.value;
  if (!body) return fail('the proof does not hold the record itself: give its content with --body FILE');
  const verified = verifyInclusionFile(proof.value, leafHash(body), [key.value]);
  if (!verified.ok) return refuse(verified.error);
  const { origin, size } = verified.value;
  if (input.flag('json')) print(JSON.stringify({ ok: true, index: proof.value.index, origin, size }));
  else {
    print(
      `${coloured('green', 'Proven')}: this is record ${proof.value.index} of ${origin}, as signed when it had ${counted(size, 'record')}.`,
    );
    print(printableLines(Buffer.from(body).toString()));
  }
  return 0;
}

/** From one signed head to another: by the database, or by a proof that was written before. */
export async function consistency(input: CliInput): Promise<ExitCode> {
  const [oldPath, newPath] = input.texts('record');
  const usage = 'hookwarden audit consistency OLD NEW';
  const [older, newer, key] = [readText(oldPath, usage), readText(newPath, usage), keyOf(input)];
  if (!older.ok) return fail(older.error);
  if (!newer.ok) return fail(newer.error);
  if (!key.ok) return fail(key.error);
  const from = openCheckpoint(older.value, [key.value]);
  if (!from.ok) return refuse(`${oldPath}: ${from.error}`);
  const made = newer.value.startsWith('old ') ? parseConsistency(newer.value) : await proofBetween(from.value, newer.value);
  if (!made.ok) return refuse(made.error);
  const to = verifyConsistencyFile(from.value, made.value, [key.value]);
  if (!to.ok) return refuse(to.error);
  if (input.text('out') !== undefined) return writeOut(formatConsistency(made.value), input);
  print(
    `${coloured('green', 'Consistent')}: the log of ${counted(to.value.size, 'record')} has grown out of the one of ${counted(from.value.size, 'record')}.`,
  );
  return 0;
}

async function proofBetween({ size: older }: SignedCheckpoint, checkpoint: string): Promise<Result<ConsistencyFile, string>> {
  const size = Number(checkpoint.split('\n')[1]);
  if (older > size) return err('The second head is older than the first.');
  const made = await withReader((reader) => consistencyProof(older, size, reader.nodeAt));
  if (!made.ok) return err(made.error.message);
  return made.value ? ok({ older, hashes: made.value, checkpoint }) : err(`There is no way between them: ${NODES_GONE}.`);
}

function refuse(reason: string): ExitCode {
  print(`${coloured('red', 'Not proven')}: ${printableLines(reason)}`);
  return 1;
}
