import { pipeline, type Transform } from 'node:stream';

interface Unpacker extends Transform {
  /** How much of what it was given it has read. */
  readonly bytesWritten: number;
}

/**
 * What all frames of a zstd file hold, one after the other (RFC 8878, 3): appended logs and those packed by several threads have more
 * than one. Node's own stream ends with the first and drops what is behind it, so each is given a stream of its own.
 */
export async function* unpackedFrames(packed: AsyncIterable<Buffer>, create: () => Unpacker): AsyncGenerator<Buffer> {
  const chunks = packed[Symbol.asyncIterator]();
  let rest: Buffer = Buffer.alloc(0);
  const refill = async (): Promise<boolean> => {
    while (rest.length === 0) {
      const next = await chunks.next();
      if (next.done) return false;
      rest = next.value;
    }
    return true;
  };
  try {
    while (await refill()) {
      const unpacker = create();
      // What was given and may not have been read.
      let given: Buffer[] = [];
      let behind = 0;
      const feed = async function* (): AsyncGenerator<Buffer> {
        while (await refill()) {
          const chunk = rest;
          rest = Buffer.alloc(0);
          for (let [first] = given; first && behind + first.length <= unpacker.bytesWritten; [first] = given) {
            behind += first.length;
            given = given.slice(1);
          }
          given.push(chunk);
          yield chunk;
        }
      };
      for await (const piece of pipeline(feed, unpacker, () => undefined)) if (Buffer.isBuffer(piece)) yield piece;
      const read = unpacker.bytesWritten - behind;
      rest = Buffer.concat([...given, rest]).subarray(read);
      if (read <= 0 && behind === 0) return;
    }
  } finally {
    await chunks.return?.();
  }
}
