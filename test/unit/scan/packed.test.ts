import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createZstdDecompress, gzipSync, zstdCompressSync } from 'node:zlib';
import { afterAll, describe, expect, it } from 'vitest';
import { readEvents } from '../../../src/scan/events.ts';
import { isCall } from '../../../src/scan/intake.ts';
import { findSources } from '../../../src/scan/sources.ts';
import { unpackedFrames } from '../../../src/scan/zstd.ts';

const folder = mkdtempSync(join(tmpdir(), 'hookwarden-packed-'));
afterAll(() => rmSync(folder, { recursive: true }));

const call = (number: number): string =>
  `${JSON.stringify({ hook_event_name: 'PreToolUse', session_id: 's', cwd: '/p', tool_name: 'Bash', tool_use_id: `t${number}`, tool_input: { command: `echo ${Math.sin(number)}` } })}\n`;

async function read(bytes: Uint8Array): Promise<{ readonly calls: number; readonly reasons: readonly string[] }> {
  const path = join(folder, 'log');
  writeFileSync(path, bytes);
  const reasons: string[] = [];
  let calls = 0;
  for await (const batch of readEvents(path, { onProblem: ({ reason }) => reasons.push(reason) })) calls += batch.filter(isCall).length;
  return { calls, reasons };
}

describe('a packed log', () => {
  it('is read on behind the first of several frames', async () => {
    const frames = [1, 2, 3].map((number) => Buffer.from(call(number)));
    for (const pack of [gzipSync, zstdCompressSync])
      expect(await read(Buffer.concat(frames.map((frame) => pack(frame))))).toEqual({ calls: 3, reasons: [] });
  });

  it('gives the same bytes in whatever pieces its frames come', async () => {
    const frames = Array.from({ length: 40 }, (_, at) => Buffer.from(`line ${at} `.repeat(at * 20)));
    const packed = Buffer.concat(frames.map((frame) => zstdCompressSync(frame)));
    for (const size of [1, 7, 100, packed.length]) {
      const cut = async function* () {
        for (let at = 0; at < packed.length; at += size) yield packed.subarray(at, at + size);
      };
      const pieces: Buffer[] = [];
      for await (const piece of unpackedFrames(cut(), createZstdDecompress)) pieces.push(piece);
      expect(Buffer.concat(pieces).equals(Buffer.concat(frames))).toBe(true);
    }
  });

  it('that is cut off tells the calls before, those too that wait for what became of them', async () => {
    const whole = gzipSync(Array.from({ length: 500 }, (_, at) => call(at)).join(''));
    const { calls, reasons } = await read(whole.subarray(0, whole.length - 1000));
    expect(calls).toBeGreaterThan(300);
    expect(reasons).toEqual(['it could not be read to its end: what is packed in it is cut off']);
  });

  it('says that it is damaged behind its last frame', async () => {
    const { reasons } = await read(Buffer.concat([zstdCompressSync(call(1)), Buffer.from('more')]));
    expect(reasons).toEqual(['it could not be read on: what is packed in it is damaged']);
  });
});

it('What is neither a file nor a folder is refused when it is named', () => {
  expect(findSources(['/dev/null'])).toEqual({
    ok: false,
    error: '/dev/null is neither a file nor a folder; what a pipe gives is read with --stdin',
  });
});
