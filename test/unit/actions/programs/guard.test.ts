import { expect, it } from 'vitest';
import { effectsOf } from '../../../support/programs.ts';

it.each([
  ['hookwarden key create --role admin', 'guard.tamper key'],
  ['hookwarden key revoke k1', 'guard.tamper key'],
  ['hookwarden init --yes', 'guard.tamper init'],
  ['hookwarden allow-once abc', 'guard.tamper allow-once'],
])('the guard is changed by %s', (text, expected) => {
  expect(effectsOf(text)).toEqual([expected]);
});

it.each([
  'hookwarden',
  'hookwarden check ls',
  'hookwarden audit verify',
  'hookwarden key list',
  'hookwarden rules test',
  'hookwarden --help',
])('and only looked at by %s', (text) => {
  expect(effectsOf(text)).toEqual([]);
});
