import { createAdapter } from './adapter.ts';
import { sameNames } from './events.ts';
import { BY_EXIT_ALONE } from './replies.ts';

/** Our own proxy in front of an MCP server: it makes neutral events of messages, and there is nobody whom it could ask. */
export const mcp = createAdapter(() => ({
  host: 'mcp',
  events: sameNames('PreToolUse PostToolUse PostToolUseFailure'),
  replies: BY_EXIT_ALONE,
}));
