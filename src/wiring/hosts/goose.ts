import { type HostWiring, TIMEOUT_SECONDS } from '../host-wiring.ts';
import { inHome, inProject } from '../places.ts';
import { fileOf, grouped, preToolUse } from '../shapes.ts';

const EVENTS = { PreToolUse: 'block', PostToolUse: 'notify', SessionStart: 'notify', SessionEnd: 'notify' } as const;

const entries = grouped(EVENTS, {
  // A lone asterisk is no expression there: the hook would never run.
  matcher: '.*',
  timeout: () => TIMEOUT_SECONDS,
  more: (verb) => (verb === 'block' ? { on_failure: 'block' } : {}),
});

const FILE = '.agents/plugins/hookwarden/hooks/hooks.json';

export const goose: HostWiring = {
  host: 'goose',
  title: 'Goose',
  programs: ['goose'],
  traces: (places) => [inHome(places, '.config/goose')],
  events: EVENTS,
  files: (scope, places) => {
    if (scope === 'managed') return [];
    const path = scope === 'user' ? inHome(places, FILE) : inProject(places, FILE);
    return [{ kind: 'own', path, text: (command) => fileOf(entries(command)), executable: false, events: Object.keys(EVENTS) }];
  },
  switchesOff: [],
  cautions: ['This was built from documentation: watch the first denial in Goose before you rely on it.'],
  sample: (command, where) => {
    const { hook_event_name: event, ...rest } = preToolUse('developer__shell', command, where);
    return { event, ...rest };
  },
};
