import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { gzipSync, zstdCompressSync } from 'node:zlib';
import fc from 'fast-check';
import { afterAll, expect, it } from 'vitest';
import { readEvents } from '../../src/scan/events.ts';
import { isCall } from '../../src/scan/intake.ts';
import { FORMATS, type Problem } from '../../src/scan/row.ts';

const RUNS = Number(process.env['HOOKWARDEN_TEST_LOGS'] ?? 150);
const logs = resolve(import.meta.dirname, '../golden/scan/logs');
const texts = readdirSync(logs).map((name) => readFileSync(join(logs, name)));
const folder = mkdtempSync(join(tmpdir(), 'hookwarden-logs-'));
afterAll(() => rmSync(folder, { recursive: true }));

interface Read {
  readonly calls: readonly string[];
  readonly problems: readonly Problem[];
}

async function read(path: string, options: Parameters<typeof readEvents>[1] = {}): Promise<Read> {
  const calls: string[] = [];
  const problems: Problem[] = [];
  for await (const batch of readEvents(path, { ...options, onProblem: (problem) => problems.push(problem) }))
    for (const { place, event } of batch.filter(isCall)) calls.push(`${place.line} ${event.sessionId} ${JSON.stringify(event.tool)}`);
  return { calls, problems };
}

let number = 0;
function written(bytes: Uint8Array): string {
  number += 1;
  const path = join(folder, `log-${number}`);
  writeFileSync(path, bytes);
  return path;
}

const log = fc.constantFrom(...texts);
const spoilt = fc.oneof(
  // Cut off anywhere.
  fc.tuple(log, fc.double({ min: 0, max: 1, noNaN: true })).map(([text, share]) => text.subarray(0, Math.floor(text.length * share))),
  // Two logs, line by line.
  fc.tuple(log, log).map(([left, right]) => {
    const [first, second] = [left, right].map((text) => text.toString('utf8').split('\n'));
    return Buffer.from((first ?? []).flatMap((line, at) => [line, second?.[at] ?? '']).join('\n'));
  }),
  // Bytes put over others.
  fc.tuple(log, fc.array(fc.tuple(fc.nat(60_000), fc.uint8Array({ maxLength: 40 })), { maxLength: 12 })).map(([text, pieces]) => {
    const copy = Buffer.from(text);
    for (const [at, bytes] of pieces) copy.set(bytes.slice(0, Math.max(0, copy.length - (at % copy.length))), at % copy.length);
    return copy;
  }),
  fc.uint8Array({ maxLength: 4000 }),
  fc.json({ maxDepth: 8 }).map((text) => Buffer.from(text)),
  log.map((text) => gzipSync(text).subarray(0, -20)),
);

it('no log makes the reader throw, whatever is in it and whatever it is read as', async () => {
  await fc.assert(
    fc.asyncProperty(spoilt, fc.option(fc.constantFrom(...FORMATS), { nil: undefined }), async (bytes, format) => {
      const { problems } = await read(written(bytes), { format });
      for (const { line, reason } of problems) {
        expect(line).toBeGreaterThanOrEqual(0);
        expect(reason).not.toBe('');
      }
    }),
    { numRuns: RUNS },
  );
}, 600_000);

it('a packed log is read as the same log', async () => {
  for (const text of texts) {
    const [plain, gzip, zstd] = await Promise.all([text, gzipSync(text), zstdCompressSync(text)].map((bytes) => read(written(bytes))));
    const without = (one: Read | undefined) => one?.calls.map((call) => call.replaceAll(/log-\d+/g, ''));
    expect(without(gzip)).toEqual(without(plain));
    expect(without(zstd)).toEqual(without(plain));
  }
});

it('a line that is too long is counted and what is behind it is read', async () => {
  const call = (id: string): string =>
    JSON.stringify({
      session_id: 's',
      cwd: '/p',
      hook_event_name: 'PreToolUse',
      tool_name: 'Bash',
      tool_input: { command: 'ls' },
      tool_use_id: id,
    });
  const path = written(
    Buffer.concat([Buffer.from(`${call('1')}\n{"a":"`), Buffer.alloc(17 * 1024 * 1024, 'x'), Buffer.from(`"}\n${call('2')}\n`)]),
  );
  const { calls, problems } = await read(path);
  expect(calls.map((one) => one.slice(0, 3))).toEqual(['1 s', '3 s']);
  expect(problems).toEqual([{ source: path, line: 2, reason: 'longer than 16777216 bytes' }]);
});
