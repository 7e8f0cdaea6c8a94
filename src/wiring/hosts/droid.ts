import { type HostWiring, TIMEOUT_SECONDS } from '../host-wiring.ts';
import { inHome, inProject, type Places } from '../places.ts';
import { grouped, preToolUse } from '../shapes.ts';

const EVENTS = {
  PreToolUse: 'block',
  PostToolUse: 'notify',
  UserPromptSubmit: 'notify',
  Stop: 'notify',
  SubagentStop: 'notify',
  SessionStart: 'notify',
  SessionEnd: 'notify',
} as const;

const entries = grouped(EVENTS, { timeout: () => TIMEOUT_SECONDS });

export const droid: HostWiring = {
  host: 'droid',
  title: 'Factory Droid',
  programs: ['droid'],
  traces: (places) => [inHome(places, '.factory')],
  events: EVENTS,
  files: (scope, places: Places) => {
    if (scope === 'managed') return [];
    // Some versions read hooks from settings.json alone, which all of them read.
    const path = scope === 'user' ? inHome(places, '.factory/settings.json') : inProject(places, '.factory/settings.local.json');
    return [{ kind: 'shared', format: 'json', path, entries }];
  },
  others: (places) => [inHome(places, '.factory/hooks.json')],
  switchesOff: [],
  cautions: [
    'This was built from documentation: watch the first denial in Droid before you rely on it.',
    'A hook that is killed or takes too long lets the call run: Droid has no switch against it.',
  ],
  sample: (command, where) => preToolUse('Execute', command, where),
};
