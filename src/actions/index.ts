import { type Analysis, NO_ACTIONS } from '../domain/action.ts';
import type { HookEvent } from '../domain/event.ts';
import type { Facts } from '../domain/facts.ts';
import { stringAt } from '../domain/json.ts';
import { analyzeShell } from './shell/index.ts';

/** What an event's tool call would do. Events without a tool do nothing. */
export function analyze(event: HookEvent, facts: Facts): Analysis {
  const tool = event.tool;
  if (!tool) return NO_ACTIONS;
  const setting = { facts, cwd: event.cwd, remote: false, mounts: [] };
  const command = stringAt(tool.input, 'command');
  return tool.name === 'Bash' && command !== undefined ? analyzeShell(command, facts.shell, setting) : NO_ACTIONS;
}
