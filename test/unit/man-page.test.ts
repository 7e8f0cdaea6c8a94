import { readdirSync } from 'node:fs';
import { resolve } from 'node:path';
import { expect, it } from 'vitest';
import { commandList, sectionOf } from '../../scripts/man-page.ts';

it('the manual page has every command', () => {
  const files = readdirSync(resolve(import.meta.dirname, '../../src/cli'));
  const names = commandList().map(({ usage }) => usage.split(' ')[0] ?? '');
  expect(names).toContain('capability');
  expect(names.length).toBeGreaterThan(35);
  expect(names.filter((name) => !files.includes(`${name}.ts`))).toEqual([]);
});

it('says of each word and option what its help says, and no line of that is a request of roff', async () => {
  const section = await sectionOf({ usage: 'lock', says: '.Lock a \\ key' });
  const lines = section.split('\n');
  expect(lines.slice(0, 2)).toEqual(['.SS "hookwarden lock"', '\\&.Lock a \\e key']);
  expect(section).toContain('.TP\n.B \\-\\-forget\n');
  expect(lines.filter((line) => /^[.']/.test(line) && !/^\.(?:SS|TP$|B |PP$)/.test(line))).toEqual([]);
});
