import { isObject, type JsonObject, type JsonValue, stringAt } from '../domain/json.ts';
import { type Launched, readCommand } from './command.ts';
import type { Path } from './edit/editor.ts';

/** A hook in settings that runs a launcher of this guard. */
export interface FoundHook {
  /** Where the hook itself stands. */
  readonly at: Path;
  readonly command: string;
  readonly launched: Launched;
  readonly event: string;
  /** Absent where every tool is meant. */
  readonly matcher?: string;
}

/** Deeper than any host looks. */
const MAX_DEPTH = 8;
const COMMAND_KEYS = ['command', 'bash'] as const;
const EVERYTHING: readonly string[] = ['', '*', '.*'];

/** Every hook below `hooks` that runs a launcher, in the order of the file. */
export function findHooks(settings: JsonObject): readonly FoundHook[] {
  return hooksBelow(settings['hooks'], ['hooks'], undefined);
}

function hooksBelow(value: JsonValue | undefined, at: Path, matcher: string | undefined): readonly FoundHook[] {
  if (at.length > MAX_DEPTH) return [];
  if (Array.isArray(value)) return value.flatMap((item, index) => hooksBelow(item, [...at, index], matcher));
  if (!isObject(value)) return [];
  const own = stringAt(value, 'matcher') ?? matcher;
  const command = COMMAND_KEYS.map((key) => stringAt(value, key)).find((text) => text !== undefined && readCommand(text) !== undefined);
  const launched = command === undefined ? undefined : readCommand(command);
  if (command !== undefined && launched) {
    const narrowed = own === undefined || EVERYTHING.includes(own) ? {} : { matcher: own };
    return [{ at, command, launched, event: stringAt(value, 'event') ?? String(at[1] ?? ''), ...narrowed }];
  }
  return Object.entries(value).flatMap(([key, member]) => hooksBelow(member, [...at, key], own));
}
