import { createReadStream } from 'node:fs';
import { pipeline, type Readable, type Transform } from 'node:stream';
import * as zlib from 'node:zlib';
import { err, ok, type Result } from '../domain/result.ts';

const GZIP = Buffer.from([0x1f, 0x8b]);
const ZSTD = Buffer.from([0x28, 0xb5, 0x2f, 0xfd]);
const CHUNK = 256 * 1024;

/**
 * The bytes of a source, unpacked where they are packed: told by how they begin. `-` is standard input. `onRead` is told how many bytes
 * more were read, packed as they are.
 */
export async function openBytes(path: string, onRead: (count: number) => void): Promise<Result<AsyncIterable<Buffer>, string>> {
  const stream = path === '-' ? process.stdin : createReadStream(path, { highWaterMark: CHUNK });
  const chunks = chunksOf(stream, onRead)[Symbol.asyncIterator]();
  const first = await beginning(chunks);
  const again = rejoined(first, chunks);
  if (first.subarray(0, GZIP.length).equals(GZIP)) return ok(chunksOf(unpacked(again, zlib.createGunzip({ chunkSize: CHUNK }))));
  if (!first.subarray(0, ZSTD.length).equals(ZSTD)) return ok(again);
  if (typeof zlib.createZstdDecompress !== 'function')
    return err(`packed with zstd, which Node ${process.versions.node} cannot unpack: use Node 22.15 or newer, or unpack it with unzstd`);
  return ok(chunksOf(unpacked(again, zlib.createZstdDecompress({ chunkSize: CHUNK }))));
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
