import { type Analysis, NO_ACTIONS } from '../domain/action.ts';
import type { HookEvent } from '../domain/event.ts';
import type { Facts } from '../domain/facts.ts';
import type { Setting } from './command.ts';
import { toolNamed } from './tools/index.ts';

/** What an event's tool call would do. Events without a tool do nothing. */
export function analyze(event: HookEvent, facts: Facts): Analysis {
  const { tool } = event;
  if (!tool) return NO_ACTIONS;
  const setting: Setting = { facts, cwd: event.cwd, remote: false, mounts: [] };
  return toolNamed(tool.name)(tool, setting);
}
