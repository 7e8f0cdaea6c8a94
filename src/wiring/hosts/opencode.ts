import { readCommand } from '../command.ts';
import type { Command, HostWiring } from '../host-wiring.ts';
import { opencodePlugin } from '../opencode-plugin.ts';
import { inFolder, inProject } from '../places.ts';
import { preToolUse } from '../shapes.ts';

const EVENTS = { 'tool.execute.before': 'block', 'tool.execute.after': 'notify' } as const;

/** OpenCode runs no commands as hooks, but loads modules. */
const text = (command: Command): string => opencodePlugin(readCommand(command('block'))?.launcher ?? '');

export const opencode: HostWiring = {
  host: 'opencode',
  title: 'OpenCode',
  programs: ['opencode'],
  traces: (places) => [inFolder(places, 'XDG_CONFIG_HOME', '.config', 'opencode')],
  logs: (places) => [inFolder(places, 'XDG_DATA_HOME', '.local/share', 'opencode/opencode.db')],
  events: EVENTS,
  files: (scope, places) => {
    if (scope === 'managed') return [];
    const path =
      scope === 'user'
        ? inFolder(places, 'XDG_CONFIG_HOME', '.config', 'opencode/plugin/hookwarden.js')
        : inProject(places, '.opencode/plugin/hookwarden.js');
    return [{ kind: 'own', path, text, executable: false, events: Object.keys(EVENTS) }];
  },
  switchesOff: [],
  tried: '1.18.33',
  cautions: [
    'OpenCode skips a plugin that it cannot load, without a word. Start it again after an update of either, and run hookwarden doctor.',
  ],
  sample: (command, where) => preToolUse('bash', command, where),
};
