import { HOLE } from '../command.ts';
import type { Token } from './tokens.ts';

const MAX_NAMES = 64;

/** The names in a list, each with what it is qualified by: `shop.orders, baskets`. */
export function namesAt(tokens: readonly Token[], from: number): readonly string[] {
  const names: string[] = [];
  let name = '';
  for (const token of tokens.slice(from, from + 4 * MAX_NAMES)) {
    const isName = token.kind === 'word' || token.kind === 'name' || token.kind === 'string' || token.kind === 'number';
    if (isName && (name === '' || name.endsWith('.'))) name += token.text;
    else if (token.text === '.' && name !== '') name += '.';
    else if (token.text === ',' && name !== '') {
      names.push(name);
      name = '';
    } else if (token.text !== '[' && token.text !== ']') break;
  }
  return name === '' ? names : [...names, name];
}

const MAX_NOTE = 60;

/** The statement in one line, its strings left out: they may be passwords. */
export function noteOf(tokens: readonly Token[]): string {
  let note = '';
  let end = tokens[0]?.start ?? 0;
  for (const token of tokens) {
    if (note.length > MAX_NOTE) break;
    const shown = token.kind === 'string' ? "'…'" : token.text.replaceAll(HOLE, '…');
    note += `${token.start > end ? ' ' : ''}${shown}`;
    end = token.end;
  }
  return note.slice(0, MAX_NOTE);
}

const PASSING = /(?:^|[^a-z])(?:te?mp|temporary|scratch)(?:[^a-z]|$)|^pg_temp\b|^#/;
const FOR_TESTS =
  /(?:^|[^a-z])(?:tests?|testing|dev|develop(?:ment)?|sandbox|ci|e2e|spec|example|demo|scratch|te?mp|local)\d*(?:[^a-z]|$)/i;
const PRODUCTION = /(?:^|[^a-z])(?:prod|prd|production|live)\d*(?:[^a-z]|$)/i;

/** A table by whose name nobody misses it. */
export const isPassing = (name: string): boolean => PASSING.test(name);
export const isForTests = (name: string): boolean => FOR_TESTS.test(name) && !isProduction(name);
const isProduction = (name: string): boolean => PRODUCTION.test(name);
