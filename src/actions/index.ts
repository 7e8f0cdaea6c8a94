import { type Analysis, NO_ACTIONS } from '../domain/action.ts';
import type { ContextNames } from '../domain/context.ts';
import type { HookEvent } from '../domain/event.ts';
import type { Facts } from '../domain/facts.ts';
import { configChange } from './agents/config-change.ts';
import type { Setting } from './command.ts';
import { absoluteOf } from './paths.ts';
import { hiddenEffects, secretEffects } from './tools/carried.ts';
import { analyzeTool } from './tools/index.ts';

import { unheard } from './tools/terminal.ts';
import { oneAction, pathWord } from './tools/tool.ts';

export { analyzeResponse } from './tools/response.ts';

/** Codex calls no hook for what it types into a process that runs; it alone names the turn. */
const hearsNoInput = ({ host, raw }: HookEvent): boolean => host === 'codex' || typeof raw['turn_id'] === 'string';

const folderOf = (folder: string, setting: Setting): string | undefined => absoluteOf(pathWord(folder, setting), setting);

/** What an event's tool call would do, what a prompt carries, or what changed settings take away. Other events do nothing. */
export function analyze(event: HookEvent, { machine, session }: Facts, names?: ContextNames): Analysis {
  const { tool, prompt } = event;
  const setting = { machine, cwd: event.cwd, remote: false, mounts: [], ...(session && { session }), ...(names && { names }) };
  if (event.name === 'ConfigChange') return oneAction(event.name, configChange(event, setting));
  if (tool) {
    const analysis = analyzeTool(tool, tool.folder === undefined ? setting : { ...setting, cwd: folderOf(tool.folder, setting) });
    return hearsNoInput(event) ? unheard(analysis) : analysis;
  }
  if (prompt === undefined) return NO_ACTIONS;
  return oneAction(event.name, [...secretEffects(prompt, 'content'), ...hiddenEffects(prompt, 'tolerant')]);
}
