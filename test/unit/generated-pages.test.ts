import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { expect, it } from 'vitest';
import { generatedPages } from '../../scripts/docs.ts';

const root = resolve(import.meta.dirname, '../..');
const pages = await generatedPages();

it.each([...pages.keys()])('%s is up to date (npm run docs)', (path) => {
  expect(readFileSync(join(root, path), 'utf8')).toBe(pages.get(path));
});

it('the format of policies explains each field that a policy may have', () => {
  const explained = [...readFileSync(join(root, 'docs/policy-format.md'), 'utf8').matchAll(/`([a-zA-Z.]+)`/g)].map(([, name]) => name);
  const fields = [...(pages.get('docs/reference/policy.md') ?? '').matchAll(/^\| `([a-zA-Z.]+)`/gm)].map(([, path = '']) => path);
  expect(fields.length).toBeGreaterThan(30);
  const isExplained = (path: string) =>
    explained.some((name = '') => name === path || name.startsWith(`${path}.`) || path.startsWith(`${name}.`));
  const unexplained = fields.filter((path) => !isExplained(path));
  expect(unexplained).toEqual([]);
});
