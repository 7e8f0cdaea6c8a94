import type { Effect } from '../../domain/effect.ts';
import type { HookEvent } from '../../domain/event.ts';
import { stringAt } from '../../domain/json.ts';
import { own } from '../../domain/own.ts';
import { literal, type Setting } from '../command.ts';
import { absoluteOf, pathOperand } from '../paths.ts';
import { contentNow } from './edits.ts';
import { type Entry, entriesOf } from './entries.ts';
import { namesGuard, switchesHooksOff } from './meanings.ts';

/** Where Claude Code takes its settings from; a managed layer cannot be lost. */
const MANAGED = '/etc/claude-code/managed-settings.json';
const FILES: Readonly<Record<string, (setting: Setting) => string>> = {
  user_settings: ({ machine }) => `${machine.home}/.claude/settings.json`,
  project_settings: ({ machine }) => `${machine.project}/.claude/settings.json`,
  local_settings: ({ machine }) => `${machine.project}/.claude/settings.local.json`,
};

/**
 * What settings that have just changed, by whoever's hand, would take from this session: hooks switched off, settings that cannot be read
 * (which drops all hooks in them), or this guard's own hook gone from every layer.
 */
export function configChange(event: HookEvent, setting: Setting): readonly Effect[] {
  const source = stringAt(event.raw, 'source') ?? '';
  const written = stringAt(event.raw, 'file_path') ?? own(FILES, source)?.(setting);
  const path = written === undefined ? undefined : absoluteOf(literal(written), setting);
  if (path === undefined) return [];
  const operand = pathOperand(literal(path), setting);
  const lost = (note: string): readonly Effect[] => [{ kind: 'agent.reconfigure', operand, flags: ['disable'], note }];
  const text = contentNow(operand, setting);
  const entries = typeof text === 'string' ? entriesOf(text, path) : [];
  if (text === null || !entries) return lost('settings that cannot be read');
  const off = entries.find(switchesHooksOff);
  if (off) return lost(`hooks switched off (${off.key})`);
  // Without such a file, hooks were given to the agent in another way, which does not change.
  const isTold = text !== undefined || source === 'user_settings';
  return isTold && !isWired(entries, setting) ? lost("this guard's hook is in no settings any more") : [];
}

function isWired(entries: readonly Entry[], setting: Setting): boolean {
  const guards = (entry: Entry): boolean => namesGuard(entry, setting.machine.ownPaths);
  if (entries.some(guards)) return true;
  const layers = [MANAGED, ...Object.values(FILES).map((file) => file(setting))];
  return layers.some((path) => {
    const text = contentNow(pathOperand(literal(path), setting), setting);
    return typeof text === 'string' && entriesOf(text, path)?.some(guards) === true;
  });
}
