import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeEach, expect, it } from 'vitest';
import { openWhole, type Wanted } from '../../../src/cli/whole-file.ts';

const all = mkdtempSync(join(tmpdir(), 'hookwarden-whole-'));
afterAll(() => rmSync(all, { recursive: true }));

let folder = all;
beforeEach(() => {
  folder = mkdtempSync(join(all, 'one-'));
});

function opened(name: string, wanted: Wanted) {
  const file = openWhole(join(folder, name), wanted);
  if (!file.ok) throw new Error(file.error);
  return file.value;
}
const content = (name: string): string => readFileSync(join(folder, name), 'utf8');

it('a file is there once it is finished, and nothing else is', () => {
  const file = opened('report.csv', { replace: false });
  file.write('a\n');
  file.write('b\n');
  expect(existsSync(join(folder, 'report.csv'))).toBe(false);
  expect(file.finish()).toEqual({ ok: true, value: undefined });
  expect([readdirSync(folder), content('report.csv')]).toEqual([['report.csv'], 'a\nb\n']);
});

it('what is there, or came meanwhile, stays', () => {
  const late = opened('report.csv', { replace: false });
  writeFileSync(join(folder, 'report.csv'), 'mine');
  late.write('theirs');
  expect(late.finish()).toEqual({ ok: false, error: 'EEXIST' });
  expect(openWhole(join(folder, 'report.csv'), { replace: false })).toEqual({ ok: false, error: 'EEXIST' });
  symlinkSync('nowhere', join(folder, 'link'));
  expect(openWhole(join(folder, 'link'), { replace: false })).toEqual({ ok: false, error: 'EEXIST' });
  expect([readdirSync(folder).sort(), content('report.csv')]).toEqual([['link', 'report.csv'], 'mine']);
});

it('what makes way hands on its rights, and a link to it stays one', () => {
  writeFileSync(join(folder, 'part.json'), 'old', { mode: 0o600 });
  symlinkSync('part.json', join(folder, 'latest'));
  const file = opened('latest', { replace: true, mode: 0o644 });
  file.write('new');
  expect(content('part.json')).toBe('old');
  file.finish();
  expect([readdirSync(folder).sort(), content('part.json'), content('latest')]).toEqual([['latest', 'part.json'], 'new', 'new']);
  expect(statSync(join(folder, 'part.json')).mode & 0o777).toBe(0o600);
});

it('what is no file is written to as it stands', () => {
  const full = openWhole('/dev/full', { replace: true });
  if (!full.ok) throw new Error(full.error);
  full.value.write('x');
  full.value.write('y');
  expect(full.value.finish()).toEqual({ ok: false, error: 'ENOSPC' });
  mkdirSync(join(folder, 'sub'));
  expect(openWhole(join(folder, 'sub'), { replace: true })).toEqual({ ok: false, error: 'EISDIR' });
  expect(openWhole('', { replace: true })).toEqual({ ok: false, error: 'ENOENT' });
});
