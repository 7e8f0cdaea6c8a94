import { appendFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { createAggregator } from '../../../src/scan/aggregate.ts';
import { type Done, openDone } from '../../../src/scan/done.ts';
import type { Source } from '../../../src/scan/sources.ts';

const folder = mkdtempSync(join(tmpdir(), 'hookwarden-done-'));
afterAll(() => rmSync(folder, { recursive: true }));

const source = (path: string, bytes = 10): Source => ({ path, bytes, modified: 1_700_000_000_000_000, named: true });
const standard = { program: '1.2.3', profile: 'standard', policy: 'ab' };
function opened(path: string, by = standard, takesUp = true): Done {
  const done = openDone(path, by, takesUp);
  if (!done.ok) throw new Error(done.error);
  return done.value;
}
function counted(bytes: number) {
  const aggregator = createAggregator();
  aggregator.source('codex', bytes);
  return aggregator.result();
}

it('what a run has read is left out by the next one, unless it has grown', () => {
  const path = join(folder, 'finished');
  const first = opened(path);
  first.add(source('/a.jsonl'), counted(10));
  first.end();
  const next = opened(path);
  expect(next.has(source('/a.jsonl'))).toBe(true);
  expect(next.has(source('/a.jsonl', 11))).toBe(false);
  expect(next.has(source('-'))).toBe(false);
  expect(next.counted).toEqual([]);
});

it('what an interrupted run had counted goes on with the next, but for a line that was cut off', () => {
  const path = join(folder, 'interrupted');
  opened(path).add(source('/a.jsonl'), counted(10));
  appendFileSync(path, '{"source":"/b');
  const next = opened(path);
  expect(next.has(source('/a.jsonl'))).toBe(true);
  expect(next.counted).toEqual([counted(10)]);
  next.add(source('/b.jsonl'), counted(5));
  expect(opened(path).has(source('/b.jsonl'))).toBe(true);
});

it('what an interrupted run had judged by another policy is read again, and what was finished is not', () => {
  const path = join(folder, 'stricter');
  const first = opened(path);
  first.add(source('/a.jsonl'), counted(10));
  first.end();
  first.add(source('/b.jsonl'), counted(5));
  const stricter = opened(path, { ...standard, profile: 'strict' });
  expect(stricter.counted).toEqual([]);
  expect(['/a.jsonl', '/b.jsonl'].map((name) => stricter.has(source(name)))).toEqual([true, false]);
  expect(opened(path).counted).toEqual([counted(5)]);
});

it('what an interrupted run had listed is read again', () => {
  const path = join(folder, 'listed');
  opened(path).add(source('/a.jsonl'), counted(10));
  const next = opened(path, standard, false);
  expect([next.has(source('/a.jsonl')), next.counted]).toEqual([false, []]);
  next.add(source('/a.jsonl'), counted(10));
  expect(opened(path).counted).toEqual([counted(10)]);
});

it('another file is not taken for one, and stays as it is', () => {
  const path = join(folder, 'other.json');
  writeFileSync(path, '{"name":"x"}\n');
  expect(openDone(path, standard, true)).toEqual({ ok: false, error: `${path} is not what --state has written` });
  expect(readFileSync(path, 'utf8')).toBe('{"name":"x"}\n');
});
