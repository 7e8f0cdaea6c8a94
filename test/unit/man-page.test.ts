import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { expect, it } from 'vitest';
import { sectionOf } from '../../scripts/man-page.ts';

it('the manual page says of each word and option what its help says, and no line of that is a request of roff', async () => {
  const section = await sectionOf(['lock', '.Lock a \\ key', () => import('../../src/cli/lock.ts')]);
  const lines = section.split('\n');
  expect(lines.slice(0, 2)).toEqual(['.SS "hookwarden lock"', '\\&.Lock a \\e key']);
  expect(section).toContain('.TP\n.B \\-\\-forget\n');
  expect(lines.filter((line) => /^[.']/.test(line) && !/^\.(?:SS|TP$|B |PP$)/.test(line))).toEqual([]);
});

it('the manual page is named in a list, for npm makes no link to one that is named alone', () => {
  const { man } = JSON.parse(readFileSync(resolve(import.meta.dirname, '../../package.json'), 'utf8'));
  expect(man).toEqual(['man/hookwarden.1']);
});
