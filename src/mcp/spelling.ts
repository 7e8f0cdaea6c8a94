import type { JsonObject } from '../domain/json.ts';

/** Names of fields, found again whatever the case of their letters: readers in some languages take them all for the same. */
export interface Spelling {
  readonly names: readonly string[];
  readonly folded: RegExp;
}

export const spellingOf = (...names: readonly string[]): Spelling => ({ names, folded: new RegExp(`^(?:${names.join('|')})$`, 'iu') });

export const misspelt = (object: JsonObject, { names, folded }: Spelling): readonly string[] =>
  Object.keys(object).filter((key) => folded.test(key) && !names.includes(key));

/** Of a JSON-RPC message. */
export const MESSAGE = spellingOf('jsonrpc', 'id', 'method', 'params', 'result', 'error');
