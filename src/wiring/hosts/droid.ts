import { type HostWiring, TIMEOUT_SECONDS } from '../host-wiring.ts';
import { inHome, inProject, type Places } from '../places.ts';
import { grouped, preToolUse } from '../shapes.ts';

const EVENTS = {
  PreToolUse: 'block',
  UserPromptSubmit: 'prompt',
  PostToolUse: 'notify',
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
    // Versions differ in which of both they read; a call that both announce is judged once.
    const names = scope === 'user' ? ['settings.json', 'hooks.json'] : ['settings.local.json', 'hooks.json'];
    const at = scope === 'user' ? inHome : inProject;
    return names.map((name) => ({ kind: 'shared', format: 'jsonc', path: at(places, `.factory/${name}`), entries }));
  },
  switchesOff: [],
  cautions: [
    'This was built from documentation: watch the first denial in Droid before you rely on it.',
    'A hook that is killed or takes too long lets the call run: Droid has no switch against it.',
  ],
  sample: (command, where) => preToolUse('Execute', command, where),
};
