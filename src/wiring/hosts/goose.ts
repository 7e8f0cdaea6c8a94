import { VERSION } from '../../domain/version.ts';
import { renderRoot } from '../edit/json-layout.ts';
import { type HostWiring, TIMEOUT_SECONDS } from '../host-wiring.ts';
import { inHome, inProject } from '../places.ts';
import { fileOf, grouped, preToolUse } from '../shapes.ts';

const EVENTS = {
  PreToolUse: 'block',
  UserPromptSubmit: 'prompt',
  PostToolUse: 'notify',
  PostToolUseFailure: 'notify',
  Stop: 'notify',
  SessionStart: 'notify',
  SessionEnd: 'notify',
} as const;

const entries = grouped(EVENTS, {
  // Without a matcher everything is meant; a lone asterisk is no expression there, and the hook would never run.
  hasMatcher: () => false,
  timeout: () => TIMEOUT_SECONDS,
  more: (_, event) => (event === 'PreToolUse' ? { on_failure: 'block' } : {}),
});

const FOLDER = '.agents/plugins/hookwarden';
const PLUGIN = renderRoot('', { name: 'hookwarden', version: VERSION, description: 'Decides, before a tool call runs, whether it may.' });

export const goose: HostWiring = {
  host: 'goose',
  title: 'Goose',
  programs: ['goose'],
  traces: (places) => [inHome(places, '.config/goose')],
  events: EVENTS,
  files: (scope, places) => {
    if (scope === 'managed') return [];
    const at = scope === 'user' ? inHome : inProject;
    const own = { kind: 'own', executable: false } as const;
    return [
      { ...own, path: at(places, `${FOLDER}/plugin.json`), text: () => PLUGIN, events: [] },
      { ...own, path: at(places, `${FOLDER}/hooks/hooks.json`), text: (command) => fileOf(entries(command)), events: Object.keys(EVENTS) },
    ];
  },
  switchesOff: [],
  cautions: ['This was built from documentation: watch the first denial in Goose before you rely on it.'],
  sample: (command, where) => {
    const { hook_event_name: event, ...rest } = preToolUse('developer__shell', command, where);
    return { event, ...rest };
  },
};
