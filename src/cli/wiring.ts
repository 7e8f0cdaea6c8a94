import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { isObject, type JsonObject, stringAt } from '../domain/json.ts';

/** Events whose calls a host holds back until the launcher has answered. */
export const HELD_EVENTS = ['PreToolUse', 'PermissionRequest', 'ConfigChange'] as const;

/** One file of a host's settings and what it does about the launcher. */
export interface Wiring {
  readonly host: 'claude-code';
  readonly path: string;
  /** The events on which the launcher is run, whatever the tool. */
  readonly events: readonly string[];
  /** As `PreToolUse (Bash)`: only some tools are held back. */
  readonly partly: readonly string[];
  /** Why these settings switch every hook off, or cannot be read. */
  readonly fault?: string;
}

export interface WiringPlaces {
  /** Where the user's settings of Claude Code are. */
  readonly own: string;
  readonly project: string;
  readonly managed: string;
}

const MANAGED: Readonly<Partial<Record<NodeJS.Platform, string>>> = {
  darwin: '/Library/Application Support/ClaudeCode',
  win32: 'C:/Program Files/ClaudeCode',
};
export const MANAGED_SETTINGS = MANAGED[process.platform] ?? '/etc/claude-code';

/** The settings files that run the launcher, or keep it from being run. */
export function findWiring(launcher: string, { own, project, managed }: WiringPlaces): readonly Wiring[] {
  const paths = [
    join(own, 'settings.json'),
    join(project, '.claude/settings.json'),
    join(project, '.claude/settings.local.json'),
    join(managed, 'managed-settings.json'),
    ...filesIn(join(managed, 'managed-settings.d')),
  ];
  return [...new Set(paths)].flatMap((path) => {
    const text = readIfThere(path);
    return text === undefined ? [] : wiringOf(path, text, launcher);
  });
}

function wiringOf(path: string, text: string, launcher: string): readonly Wiring[] {
  const settings = parse(text);
  if (!isObject(settings)) return [{ host: 'claude-code', path, events: [], partly: [], fault: 'it is not a JSON object' }];
  const hooks = isObject(settings['hooks']) ? settings['hooks'] : {};
  const wired = Object.entries(hooks).flatMap(([event, groups]) => listOf(groups).flatMap((group) => reach(event, group, launcher)));
  const events = wired.filter(({ matcher }) => matcher === undefined).map(({ event }) => event);
  const partly = wired.flatMap(({ event, matcher }) => (matcher === undefined || events.includes(event) ? [] : [`${event} (${matcher})`]));
  const fault = settings['disableAllHooks'] === true ? 'disableAllHooks is true: no hook runs' : undefined;
  return wired.length === 0 && fault === undefined ? [] : [{ host: 'claude-code', path, events, partly, ...(fault && { fault }) }];
}

interface Reach {
  readonly event: string;
  /** Absent where every tool is meant. */
  readonly matcher?: string;
}

function reach(event: string, group: JsonObject, launcher: string): readonly Reach[] {
  const runs = listOf(group['hooks']).some((hook) => isLauncher(stringAt(hook, 'command') ?? '', event, launcher));
  if (!runs) return [];
  const matcher = stringAt(group, 'matcher') ?? '';
  return [['', '*', '.*'].includes(matcher) ? { event } : { event, matcher }];
}

/** Quotes stand around a path with blanks. An event that holds calls back has to be wired with the verb that can. */
function isLauncher(command: string, event: string, launcher: string): boolean {
  const [bare, path] = [command, launcher].map((text) => text.replaceAll(/["'\\]/g, ''));
  const [, behind = ''] = bare?.split(path ?? '') ?? [];
  return HELD_EVENTS.some((held) => held === event) ? /^ +block\b/.test(behind) : /^ +(?:block|notify)\b/.test(behind);
}

const listOf = (value: unknown): readonly JsonObject[] => (Array.isArray(value) ? value.filter(isObject) : []);

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function readIfThere(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
}

function filesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder)
      .filter((name) => name.endsWith('.json'))
      .sort()
      .map((name) => join(folder, name));
  } catch {
    return [];
  }
}
