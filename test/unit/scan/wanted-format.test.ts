import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, expect, it } from 'vitest';
import { readEvents } from '../../../src/scan/events.ts';
import { isCall } from '../../../src/scan/intake.ts';
import type { Format } from '../../../src/scan/row.ts';

const logs = resolve(import.meta.dirname, '../../golden/scan/logs');
const folder = mkdtempSync(join(tmpdir(), 'hookwarden-wanted-'));
afterAll(() => rmSync(folder, { recursive: true }));

async function readAs(path: string, format: Format) {
  const reasons: string[] = [];
  let [calls, found]: [number, Format | undefined] = [0, undefined];
  const events = readEvents(resolve(logs, path), {
    format,
    onProblem: ({ reason }) => reasons.push(reason),
    onFormat: (told) => {
      found = told;
    },
  });
  for await (const batch of events) calls += batch.filter(isCall).length;
  return { calls, found, reasons };
}

function written(name: string, content: string | Uint8Array): string {
  writeFileSync(join(folder, name), content);
  return join(folder, name);
}

it.each([
  ['claude-code-2.1.330.jsonl', 'codex', 'claude-code'],
  ['claude-code-2.1.330.jsonl', 'hook-events', 'claude-code'],
  ['codex-2025-10-wrapped.jsonl', 'claude-code', 'codex'],
  ['audit-log.jsonl', 'otel', 'audit-log'],
  ['atif.json', 'codex', 'atif'],
  ['gemini-2025-document.json', 'qwen', 'gemini'],
  ['oc-hook-stdin.jsonl', 'opencode', 'hook-events'],
  [written('packed.gz', gzipSync('{"command":"ls"}\n')), 'swe-agent', 'hook-events'],
  [written('database', 'SQLite format 3\0 and more'), 'gemini', 'opencode'],
] as const)('%s is nothing of the format %s, and looks like %s', async (path, wanted, other) => {
  const reasons = [`nothing in it is of the format ${wanted}; it looks like ${other}`];
  expect(await readAs(path, wanted)).toEqual({ calls: 0, found: undefined, reasons });
});

it.each([
  ['', 'codex'],
  ['{"a":1}\n{"b":2}\n', 'codex'],
  ['[1,\n2]\n', 'atif'],
  ['no JSON\n', 'hook-events'],
] as const)('%j is nothing of the format %s', async (content, wanted) => {
  expect(await readAs(written('nothing', content), wanted)).toEqual({
    calls: 0,
    found: undefined,
    reasons: [`nothing in it is of the format ${wanted}`],
  });
});

it('what does not look like a format, and is it all the same, is read as it', async () => {
  expect(await readAs('claude-code-2.1.330.jsonl', 'stream-json')).toMatchObject({ calls: 9, found: 'stream-json', reasons: [] });
  const lacking = written('lacking', '{"tool":"Bash","tool_input":{"command":"ls"}}\n');
  expect((await readAs(lacking, 'hook-events')).reasons).toEqual([expect.stringMatching(/^The event lacks a field/)]);
});
