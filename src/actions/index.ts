import { type Analysis, NO_ACTIONS } from '../domain/action.ts';
import type { HookEvent } from '../domain/event.ts';
import type { Facts } from '../domain/facts.ts';
import { hiddenEffects, secretEffects } from './tools/carried.ts';
import { analyzeTool } from './tools/index.ts';
import { oneAction } from './tools/tool.ts';

/** What an event's tool call would do, or what a prompt carries. Other events do nothing. */
export function analyze(event: HookEvent, facts: Facts): Analysis {
  const { tool, prompt } = event;
  if (tool) return analyzeTool(tool, { facts, cwd: event.cwd, remote: false, mounts: [] });
  if (prompt === undefined) return NO_ACTIONS;
  return oneAction(event.name, [...secretEffects(prompt, 'content'), ...hiddenEffects(prompt, 'tolerant')]);
}
