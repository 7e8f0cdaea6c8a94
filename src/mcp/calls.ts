import type { JsonObject, JsonValue } from '../domain/json.ts';

/** Everything about this run that its events say. */
export interface Surroundings {
  /** The name under which policies and records know the server. */
  readonly server: string;
  /** What the client is called, where it was said. */
  readonly client?: string;
  readonly session: string;
  readonly cwd: string;
}

/** A call that the server has and has not answered yet. */
export interface Call {
  readonly tool: string;
  readonly input: JsonValue;
  readonly useId: string;
}

/** What the server answered. */
export type Answered = { readonly failed: boolean; readonly content: JsonValue };

export const toolName = ({ server }: Pick<Surroundings, 'server'>, tool: string): string => `mcp__${server}__${tool}`;

export const announced = (call: Call, surroundings: Surroundings): JsonObject => eventOf('PreToolUse', call, surroundings);

export function ended(call: Call, { failed, content }: Answered, surroundings: Surroundings): JsonObject {
  return failed
    ? { ...eventOf('PostToolUseFailure', call, surroundings), error: content }
    : { ...eventOf('PostToolUse', call, surroundings), tool_response: content };
}

export const interrupted = (call: Call, surroundings: Surroundings): JsonObject => ({
  ...eventOf('PostToolUseFailure', call, surroundings),
  is_interrupt: true,
});

/** Something that a person may want to know of, and that is no call. */
export const noticed = (message: string, { server, session, cwd }: Surroundings): JsonObject => ({
  ...{ session_id: session, cwd, hook_event_name: 'Notification' },
  message: `MCP server ${server}: ${message}`,
});

const eventOf = (name: string, { tool, input, useId }: Call, surroundings: Surroundings): JsonObject => ({
  session_id: surroundings.session,
  cwd: surroundings.cwd,
  hook_event_name: name,
  tool_name: toolName(surroundings, tool),
  tool_input: input,
  tool_use_id: useId,
  ...(surroundings.client !== undefined && { mcp_client: surroundings.client }),
});
