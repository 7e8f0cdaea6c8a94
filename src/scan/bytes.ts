import { createReadStream } from 'node:fs';
import { pipeline, type Readable, type Transform } from 'node:stream';
import * as zlib from 'node:zlib';
import { err, ok, type Result } from '../domain/result.ts';
import { unpackedFrames } from './zstd.ts';

const GZIP = Buffer.from([0x1f, 0x8b]);
const ZSTD = Buffer.from([0x28, 0xb5, 0x2f, 0xfd]);
const CHUNK = 256 * 1024;

/** What unpacks to more than a gigabyte, and to a thousand times what is packed, was made to keep its reader busy. */
const MOST_TIMES = 1000;
const UNHEEDED = 1024 * 1024 * 1024;

/** Of what is thrown where a source unpacks to more than a log would. */
export const TOO_MUCH = 'UNPACKS_TO_TOO_MUCH';

/**
 * The bytes of a source, unpacked where they are packed: told by how they begin. `-` is standard input. `onRead` is told how many bytes
 * more were read, packed as they are.
 */
export async function openBytes(path: string, onRead: (count: number) => void): Promise<Result<AsyncIterable<Buffer>, string>> {
  const stream = path === '-' ? process.stdin : createReadStream(path, { highWaterMark: CHUNK });
  let packed = 0;
  const count = (bytes: number): void => {
    packed += bytes;
    onRead(bytes);
  };
  const chunks = chunksOf(stream, count)[Symbol.asyncIterator]();
  const first = await beginning(chunks);
  const again = rejoined(first, chunks);
  const bounded = (unpacked: AsyncIterable<Buffer>) => ok(within(unpacked, () => Math.max(UNHEEDED, packed * MOST_TIMES)));
  if (first.subarray(0, GZIP.length).equals(GZIP)) return bounded(chunksOf(unpacked(again, zlib.createGunzip({ chunkSize: CHUNK }))));
  if (!first.subarray(0, ZSTD.length).equals(ZSTD)) return ok(again);
  if (typeof zlib.createZstdDecompress !== 'function')
    return err(`packed with zstd, which Node ${process.versions.node} cannot unpack: use Node 22.15 or newer, or unpack it with unzstd`);
  return bounded(unpackedFrames(again, () => zlib.createZstdDecompress({ chunkSize: CHUNK })));
}

/** Enough to tell what it is; a pipe may give its first bytes one by one. */
async function beginning(chunks: AsyncIterator<Buffer>): Promise<Buffer> {
  let first = Buffer.alloc(0);
  while (first.length < ZSTD.length) {
    const next = await chunks.next();
    if (next.done) break;
    first = Buffer.concat([first, next.value]);
  }
  return first;
}

async function* rejoined(first: Buffer, rest: AsyncIterator<Buffer>): AsyncGenerator<Buffer> {
  try {
    if (first.length > 0) yield first;
    for (let next = await rest.next(); !next.done; next = await rest.next()) yield next.value;
  } finally {
    await rest.return?.();
  }
}

async function* within(unpacked: AsyncIterable<Buffer>, most: () => number): AsyncGenerator<Buffer> {
  let length = 0;
  for await (const chunk of unpacked) {
    length += chunk.length;
    if (length > most()) throw Object.assign(new Error('it unpacks to far more than a log would'), { code: TOO_MUCH });
    yield chunk;
  }
}

/** What goes wrong on the way is thrown to whoever reads the unpacked bytes. */
function unpacked(packed: AsyncIterable<Buffer>, unpacker: Transform): Readable {
  return pipeline(packed, unpacker, () => undefined);
}

async function* chunksOf(stream: Readable, onRead: (count: number) => void = () => undefined): AsyncGenerator<Buffer> {
  for await (const chunk of stream) {
    if (!Buffer.isBuffer(chunk)) continue;
    onRead(chunk.length);
    yield chunk;
  }
}
