import type { Verb } from '../domain/host.ts';
import type { JsonObject } from '../domain/json.ts';
import { orBlock } from './command.ts';
import { renderRoot } from './edit/json-layout.ts';
import type { Command, Entry, HostWiring, SampleSession, Scope, SharedFile } from './host-wiring.ts';
import type { Places } from './places.ts';

type Events = HostWiring['events'];

interface Grouped {
  /** For events of tools; the others have none. */
  readonly matcher?: string;
  readonly hasMatcher?: (event: string) => boolean;
  /** Of an event, in the host's unit. */
  readonly timeout: (event: string) => number;
  readonly more?: (verb: Verb, event: string) => JsonObject;
  /** For hosts that run a shell and have no switch for hooks that fail: where calls are held back, the shell says no in the launcher's place. */
  readonly shellBlocks?: boolean;
}

/** `hooks.EVENT[] = { matcher, hooks: [{ type, command, timeout }] }`, which most hosts have taken over from Claude Code. */
export const grouped =
  (events: Events, { matcher = '*', hasMatcher = () => true, timeout, more = () => ({}), shellBlocks = false }: Grouped) =>
  (command: Command): readonly Entry[] =>
    Object.entries(events).map(([event, verb]) => {
      const line = shellBlocks && verb === 'block' ? orBlock(command(verb)) : command(verb);
      return {
        list: ['hooks', event],
        value: {
          ...(hasMatcher(event) && { matcher }),
          hooks: [{ type: 'command', command: line, timeout: timeout(event), ...more(verb, event) }],
        },
      };
    });

/** `hooks.EVENT[] = { … }` without groups. */
export const flat =
  (events: Events, hook: (command: string, verb: Verb, event: string) => JsonObject) =>
  (command: Command): readonly Entry[] =>
    Object.entries(events).map(([event, verb]) => ({ list: ['hooks', event], value: hook(command(verb), verb, event) }));

/** One file a scope, with much else in it; a scope that is left out has none. */
export const settings =
  (file: Omit<SharedFile, 'kind' | 'path'>, at: Readonly<Partial<Record<Scope, (places: Places) => string>>>) =>
  (scope: Scope, places: Places): readonly SharedFile[] => {
    const path = at[scope]?.(places);
    return path === undefined ? [] : [{ kind: 'shared', path, ...file }];
  };

/** Entries as the whole of a file. */
export function fileOf(entries: readonly Entry[], ahead: JsonObject = {}): string {
  const hooks: Record<string, JsonObject[]> = {};
  for (const { list, value } of entries) hooks[list.at(-1) ?? ''] = [...(hooks[list.at(-1) ?? ''] ?? []), value];
  return renderRoot('', { ...ahead, hooks });
}

/** A shell command as Claude Code announces it, and many after it. */
export const preToolUse = (tool: string, command: string, { session, cwd }: SampleSession): JsonObject => ({
  session_id: session,
  cwd,
  hook_event_name: 'PreToolUse',
  tool_name: tool,
  tool_input: { command, description: 'Self-test of hookwarden doctor' },
});
