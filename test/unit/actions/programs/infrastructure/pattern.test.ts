import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { literal } from '../../../../../src/actions/command.ts';
import { readOptions } from '../../../../../src/actions/options.ts';
import { fitPattern, parsePattern } from '../../../../../src/actions/programs/infrastructure/pattern.ts';
import { words } from '../../../../support/setting.ts';

/** The verbs and the target, `-` for none; undefined where the line does not fit. */
function fitted(pattern: string, line: string): string | undefined {
  const options = readOptions(words(line), { values: ['acl', 'p'], switches: ['force'] });
  const operands = options.operands.map((word) => ({ word, mayBeValue: word.value.startsWith('maybe') }));
  const found = fitPattern(parsePattern(pattern), operands, options);
  return found && `${found.verbs.join(' ')} > ${found.target?.value ?? '-'}`;
}

describe('a pattern of verbs', () => {
  it.each([
    ['disk rm', 'disk rm data', 'disk rm > data'],
    ['disk rm', 'disk rm', 'disk rm > -'],
    ['disk rm', 'disk ls data', undefined],
    ['disk rm', 'disk', undefined],
    ['disk rm', 'big disk rm', undefined],
    ['disk rm', 'maybe-a-value disk rm data', 'disk rm > data'],
    ['disk rm', 'disk rm maybe-a-value data', 'disk rm > data'],
    ['disk|volume rm|delete', 'volume delete data', 'volume delete > data'],
    ['* *-delete', 'disk all-delete data', 'disk all-delete > data'],
    ['** rm', 'a b rm data', 'rm > data'],
    ['** rm', 'a b c', undefined],
    ['** disk ** rm', 'x disk y rm data', 'disk rm > data'],
    ['rm @s3://*/?*', 'rm s3://data/old', 'rm > s3://data/old'],
    ['rm @s3://*/?*', 'rm s3://data', undefined],
    ['sync * @*', 'sync here there', 'sync here > there'],
    ['rm --force', 'rm data --force', 'rm > data'],
    ['rm --force', 'rm data', undefined],
    ['rm -f|force', 'rm -f data', 'rm > data'],
    ['rm !--force', 'rm data --force', undefined],
    ['put --acl=public*', 'put x --acl PUBLIC-read', 'put > x'],
    ['put --acl=public*', 'put x --acl private', undefined],
    ['', 'anything', ' > anything'],
  ])('%j on %j: %j', (pattern, line, expected) => {
    expect(fitted(pattern, line)).toBe(expected);
  });

  it('stays quick on long lines that nearly fit', () => {
    const many = Array.from({ length: 5000 }, () => ({ word: literal('a'), mayBeValue: true }));
    const started = performance.now();
    expect(fitPattern(parsePattern('** a ** a ** a ** b'), many, readOptions([]))).toBeUndefined();
    expect(performance.now() - started).toBeLessThan(1000);
  });
});

describe('the tables of clients', () => {
  const folder = join(import.meta.dirname, '../../../../../src/actions/programs/infrastructure/tables');
  const isTable = (value: unknown): value is { readonly acts: readonly (readonly [string])[] } =>
    typeof value === 'object' && value !== null && 'acts' in value;

  it.each(readdirSync(folder))('%s says nothing twice, and nothing behind a line that fits all', async (name) => {
    const tables: Readonly<Record<string, unknown>> = await import(join(folder, name));
    for (const [table, make] of Object.entries(tables)) {
      const value: unknown = typeof make === 'function' ? make() : make;
      expect(isTable(value), table).toBe(true);
      const patterns = isTable(value) ? value.acts.map(([pattern]) => pattern) : [];
      expect(new Set(patterns).size, table).toBe(patterns.length);
      const all = patterns.findIndex((pattern) => pattern === '' || pattern === '**');
      expect(all < 0 || all === patterns.length - 1, table).toBe(true);
    }
  });
});
