import type { JsonObject, JsonValue } from '../../domain/json.ts';
import type { Result } from '../../domain/result.ts';

/** Keys and positions from the root of settings down. */
export type Path = readonly (string | number)[];

/** Why settings cannot be read or changed. */
export interface SettingsFault {
  readonly message: string;
  /** From 1. */
  readonly line?: number;
  readonly column?: number;
}

/** Changes settings as text: whatever is not concerned keeps its comments, order, blanks and line ends byte for byte. */
export interface SettingsEditor {
  /** An empty object where there is nothing yet. */
  readonly parse: (text: string) => Result<JsonObject, SettingsFault>;
  /** Puts a value behind the others of a list, which is made where it is missing. */
  readonly append: (text: string, list: readonly string[], value: JsonObject) => Result<string, SettingsFault>;
  /** Sets a key of the root that is missing; one that is there stays. */
  readonly setMissing: (text: string, key: string, value: JsonValue) => Result<string, SettingsFault>;
  /** Takes what stands at the path. Nothing there: the text as it was. */
  readonly remove: (text: string, path: Path) => string;
}

/** Where an offset is, both from 1; columns count UTF-16 units. */
export function positionOf(text: string, offset: number): { readonly line: number; readonly column: number } {
  const before = text.slice(0, offset).split('\n');
  return { line: before.length, column: (before.at(-1)?.length ?? 0) + 1 };
}

export const lineEndOf = (text: string): string => (text.includes('\r\n') ? '\r\n' : '\n');
