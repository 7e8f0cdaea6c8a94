import { describe, expect, it } from 'vitest';
import { counted, recordsFrom, showSize } from '../../../src/domain/amounts.ts';

describe('a count', () => {
  it.each([
    [0, '0 records'],
    [1, '1 record'],
    [2, '2 records'],
  ])('of %i has its noun in the right number', (count, text) => {
    expect(counted(count, 'record')).toBe(text);
  });

  it.each([
    [4, 5, 'record 4'],
    [4, 6, 'records 4 to 5'],
    [1, 41, 'records 1 to 40'],
  ])('of records from %i and before %i names the last that is meant', (first, until, text) => {
    expect(recordsFrom(first, until)).toBe(text);
  });
});

describe('a size', () => {
  it.each([
    [1, '1 byte'],
    [999, '999 bytes'],
    [1000, '1KB'],
    [1500, '1.5KB'],
    [10_000_000, '10MB'],
    [2_000_000_000, '2GB'],
  ])('of %i is written as people write it', (bytes, text) => {
    expect(showSize(bytes)).toBe(text);
  });
});
