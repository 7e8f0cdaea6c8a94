import { expect, it } from 'vitest';
import { parseRawDiff } from '../../../src/git/raw-diff.ts';
import { unwrap } from '../../support/installation.ts';

const A = 'a'.repeat(40);
const B = 'b'.repeat(40);
const C = 'c'.repeat(40);
const ZERO = '0'.repeat(40);
const raw = (...tokens: readonly string[]): Buffer => Buffer.from(tokens.map((token) => `${token}\0`).join(''));

it('reads what is new, changed, moved and linked, whatever its name holds', () => {
  const changes = unwrap(
    parseRawDiff(
      raw(
        `:000000 100644 ${ZERO} ${A} A`,
        'a "b"\nc\t d',
        `:100644 100755 ${A} ${B} M`,
        ':100644 x',
        `:100644 100644 ${A} ${B} R087`,
        'old',
        'new',
        `:000000 120000 ${ZERO} ${C} A`,
        'link',
        `:160000 160000 ${A} ${B} M`,
        'sub',
      ),
    ),
  );
  expect(changes).toEqual([
    { path: 'a "b"\nc\t d', after: { kind: 'file', id: A }, before: [] },
    { path: ':100644 x', after: { kind: 'program', id: B }, before: [{ kind: 'file', id: A }] },
    { path: 'new', from: 'old', after: { kind: 'file', id: B }, before: [{ kind: 'file', id: A }] },
    { path: 'link', after: { kind: 'link', id: C }, before: [] },
    { path: 'sub', after: { kind: 'submodule', id: B }, before: [{ kind: 'submodule', id: A }] },
  ]);
});

it('leaves out what is deleted', () => {
  expect(unwrap(parseRawDiff(raw(`:100644 000000 ${A} ${ZERO} D`, 'gone')))).toEqual([]);
});

it('reads merges with every parent, and which commit each change is of', () => {
  const commit = 'd'.repeat(64);
  expect(unwrap(parseRawDiff(raw(commit, `::100644 000000 100644 ${A} ${ZERO} ${C} MA`, 'both')))).toEqual([
    { path: 'both', after: { kind: 'file', id: C }, before: [{ kind: 'file', id: A }], commit },
  ]);
});

it('takes no part of a line for another, with ids of either length', () => {
  const long = 'e'.repeat(64);
  expect(unwrap(parseRawDiff(raw(`:100644 100644 ${long} ${long} T`, 'x')))).toHaveLength(1);
});

it.each([
  ['an unmerged path', raw(`:000000 000000 ${ZERO} ${ZERO} U`, 'x'), /not merged/],
  ['anything else', Buffer.from('warning: something\0'), /not understood/],
])('refuses %s', (_, output, expected) => {
  const parsed = parseRawDiff(output);
  expect(parsed.ok).toBe(false);
  expect(parsed.ok ? '' : parsed.error).toMatch(expected);
});
