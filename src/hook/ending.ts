import { hash } from 'node:crypto';
import { entriesOf } from '../domain/call-input.ts';
import type { HookEvent, ToolCall } from '../domain/event.ts';
import { isObject } from '../domain/json.ts';
import type { Ending } from '../domain/outcome.ts';

/** What an event says of a call that is over, if it is about one. */
export function endingOf({ name, tool, raw }: HookEvent): Ending | undefined {
  if (tool === undefined) return undefined;
  switch (name) {
    case 'PostToolUse':
      return { result: 'ran', ...(isObject(raw['tool_response']) && raw['tool_response']['userModified'] === true && { edited: true }) };
    case 'PostToolUseFailure':
      return { result: raw['is_interrupt'] === true ? 'interrupted' : 'failed' };
    case 'PermissionDenied':
      return { result: 'refused' };
    default:
      return undefined;
  }
}

/** What a call does, wherever the folder it is made in has gone to since; what only describes a command is no part of it. */
export const inputHashOf = ({ name, input }: ToolCall): string => hash('sha256', JSON.stringify([name, entriesOf(input)]));
