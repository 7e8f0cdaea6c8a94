import type { Host } from '../domain/event.ts';
import type { JsonObject } from '../domain/json.ts';
import { commandFor } from './command.ts';
import { findHooks } from './entries.ts';
import { type HostWiring, heldEvents, type OwnFile, SCOPES, type WiredFile } from './host-wiring.ts';
import { WIRINGS } from './index.ts';
import type { Places } from './places.ts';
import { editorOf, isOurs, valueAt } from './plan.ts';
import { readSettings } from './settings-file.ts';

/** One file of a host's settings and what it does about the launcher. */
export interface Wiring {
  readonly host: Host;
  readonly path: string;
  /** The events on which the launcher is run, whatever the tool. */
  readonly events: readonly string[];
  /** As `PreToolUse (Bash)`: only some tools are held back. */
  readonly partly: readonly string[];
  /** The command lines that run the launcher, by event; of hosts that run none, none. */
  readonly commands: Readonly<Record<string, string>>;
  /** Why these settings switch every hook off, or cannot be read. */
  readonly fault?: string;
}

/** The settings files of every host that run one of the launchers, or keep it from being run. */
export function findWiring(launchers: readonly string[], places: Places): readonly Wiring[] {
  return Object.values(WIRINGS).flatMap((wiring) => wiringOf(wiring, launchers, places));
}

/** Whether any of the settings runs the launcher, be it only for some tools. */
export const isGuarded = (wirings: readonly Wiring[]): boolean => wirings.some(({ events, partly }) => events.length + partly.length > 0);

/** Events of calls that a host holds back in none of its settings, or as `PreToolUse (Bash)` only for some tools. */
export function unheldEvents(wiring: HostWiring, own: readonly Wiring[]): readonly string[] {
  const events = own.flatMap((one) => one.events);
  const partly = own.flatMap((one) => one.partly);
  return heldEvents(wiring)
    .filter((event) => !events.includes(event))
    .map((event) => partly.find((one) => one.startsWith(`${event} (`)) ?? event);
}

export function wiringOf(wiring: HostWiring, launchers: readonly string[], places: Places): readonly Wiring[] {
  const own = SCOPES.flatMap((scope) => wiring.files(scope, places));
  const others = wiring.others?.(places) ?? [];
  const paths = new Map<string, WiredFile | undefined>([
    ...others.map((path) => [path, undefined] as const),
    ...own.map((file) => [file.path, file] as const),
  ]);
  const format = own.find((file) => file.kind === 'shared')?.format ?? 'json';
  return [...paths].flatMap(([path, file]) => {
    const read = readSettings(path);
    const empty = { host: wiring.host, path, events: [], partly: [], commands: {} };
    if (!read.ok) return [{ ...empty, fault: read.error }];
    const { text, isExecutable } = read.value;
    if (text === undefined) return [];
    if (file?.kind === 'own' && !path.endsWith('.json')) {
      const isDead = file.executable && !isExecutable && places.platform !== 'win32' && isOurs(text);
      return isDead ? [{ ...empty, fault: NOT_EXECUTABLE }] : ownWiring(wiring, file, text, launchers);
    }
    const settings = editorOf({ format: path.endsWith('.toml') ? 'toml' : format }).parse(text.replace(/^\ufeff/, ''));
    if (settings.ok) return settingsWiring(wiring, path, settings.value, launchers);
    const { line = 1, column = 1, message } = settings.error;
    return [{ ...empty, fault: `it cannot be read (${line}:${column} ${message}), so that no hook of it runs` }];
  });
}

const NOT_EXECUTABLE = 'it may not be executed, so that it is never run. Run chmod +x on it';

function settingsWiring(wiring: HostWiring, path: string, settings: JsonObject, launchers: readonly string[]): readonly Wiring[] {
  const hooks = findHooks(settings).filter(({ event, launched: { launcher, verb, host } }) => {
    const isVerb = verb === 'block' || wiring.events[event] === 'notify' || verb === wiring.events[event];
    return isVerb && launchers.includes(launcher) && (host ?? wiring.host) === wiring.host;
  });
  const events = [...new Set(hooks.filter(({ matcher }) => matcher === undefined).map(({ event }) => event))];
  const partly = hooks.flatMap(({ event, matcher }) => (matcher === undefined || events.includes(event) ? [] : [`${event} (${matcher})`]));
  const off = wiring.switchesOff.find(({ at, value }) => valueAt(settings, at) === value);
  const fault = off ? `${off.at.join('.')} is ${String(off.value)}: no hook runs` : undefined;
  if (hooks.length === 0 && fault === undefined) return [];
  const commands = Object.fromEntries(hooks.map(({ event, command }) => [event, command]));
  return [{ host: wiring.host, path, events, partly, commands, ...(fault !== undefined && { fault }) }];
}

/** A script or a module runs the launcher where it is as `install` writes it. */
function ownWiring({ host }: HostWiring, { path, events, text }: OwnFile, now: string, launchers: readonly string[]): readonly Wiring[] {
  const command = launchers.map((launcher) => commandFor(launcher, host)).find((one) => text(one) === now);
  if (command) return [{ host, path, events, partly: [], commands: {} }];
  return isOurs(now) ? [{ host, path, events: [], partly: [], commands: {}, fault: 'it is not what `hookwarden install` writes' }] : [];
}
