import { type HostWiring, type SharedFile, TIMEOUT_SECONDS } from '../host-wiring.ts';
import { inHome, inProject, type Places, pathsOf } from '../places.ts';
import { flat, preToolUse } from '../shapes.ts';

const EVENTS = { preToolUse: 'block', postToolUse: 'notify', userPromptSubmit: 'prompt', agentSpawn: 'notify', stop: 'notify' } as const;

const entries = flat(EVENTS, (command, _, event) => ({
  command,
  timeout_ms: TIMEOUT_SECONDS * 1000,
  ...(event.endsWith('ToolUse') && { matcher: '*', cache_ttl_seconds: 0 }),
}));

/** Hooks belong to an agent: there are as many files as agents. */
function agents(folder: string, places: Places): readonly SharedFile[] {
  return places
    .list(folder)
    .filter((name) => name.endsWith('.json'))
    .map((name) => ({ kind: 'shared', format: 'json', path: pathsOf(places.platform).join(folder, name), entries }));
}

export const kiro: HostWiring = {
  host: 'kiro',
  title: 'Kiro CLI',
  programs: ['kiro-cli', 'kiro'],
  traces: (places) => [inHome(places, '.kiro')],
  events: EVENTS,
  files: (scope, places) => {
    if (scope === 'managed') return [];
    return agents(scope === 'user' ? inHome(places, '.kiro/agents') : inProject(places, '.kiro/agents'), places);
  },
  switchesOff: [],
  cautions: [
    'This was built from documentation: watch the first denial in Kiro before you rely on it.',
    'Hooks belong to an agent: one that is made later, and the built-in one, have none. Make an agent the default, then install again.',
    'A hook that is killed or takes too long lets the call run: Kiro has no switch against it. Kiro’s editor tells hooks nothing about calls.',
  ],
  sample: (command, where) => ({ ...preToolUse('execute_bash', command, where), hook_event_name: 'preToolUse' }),
};
