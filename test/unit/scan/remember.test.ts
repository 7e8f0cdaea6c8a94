import { expect, test } from 'vitest';
import type { FileSystem } from '../../../src/domain/facts.ts';
import { rememberingFiles } from '../../../src/scan/remember.ts';

/** A disk of one folder with one link, which counts what it is asked. */
function disk() {
  const asked: string[] = [];
  const kinds = new Map<string, 'file' | 'directory'>([
    ['/', 'directory'],
    ['/work', 'directory'],
    ['/work/link', 'directory'],
    ['/work/link/file', 'file'],
  ]);
  const files: FileSystem = {
    resolve: (path) => {
      asked.push(`resolve ${path}`);
      return path.replace('/work/link', '/elsewhere');
    },
    kind: (path) => {
      asked.push(`kind ${path}`);
      return kinds.get(path);
    },
    read: (path, maxBytes) => {
      asked.push(`read ${path}`);
      if (!kinds.has(path)) return { kind: 'missing' };
      return maxBytes < 10 ? { kind: 'too-large', bytes: 10 } : { kind: 'text', text: 'x'.repeat(maxBytes) };
    },
  };
  return { asked, files: rememberingFiles(files) };
}

test('what is there is resolved through links, and asked for once', () => {
  const { asked, files } = disk();
  expect(files.resolve('/work/link/file')).toBe('/elsewhere/file');
  const before = asked.length;
  expect(files.resolve('/work/link/file')).toBe('/elsewhere/file');
  expect(files.kind('/work/link')).toBe('directory');
  expect(asked).toHaveLength(before);
});

test('below a missing folder nothing is asked for, and the links above it still count', () => {
  const { asked, files } = disk();
  expect(files.resolve('/work/link/gone/a/b')).toBe('/elsewhere/gone/a/b');
  expect(files.resolve('/work/link/gone/a/c')).toBe('/elsewhere/gone/a/c');
  expect(asked.filter((question) => question.startsWith('resolve'))).toEqual(['resolve /work/link/gone']);
});

test('that a file is missing is remembered, and so is what a small one holds, by how much of it was wanted', () => {
  const { asked, files } = disk();
  for (let i = 0; i < 2; i++) {
    expect(files.read('/work/gone', 100)).toEqual({ kind: 'missing' });
    expect(files.read('/work/link/file', 5)).toEqual({ kind: 'too-large', bytes: 10 });
    expect(files.read('/work/link/file', 12)).toEqual({ kind: 'text', text: 'x'.repeat(12) });
  }
  expect(asked).toHaveLength(3);
  files.read('/work/link/file', 10_000);
  files.read('/work/link/file', 10_000);
  expect(asked).toHaveLength(5);
});
