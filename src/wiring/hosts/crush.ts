import { type HostWiring, TIMEOUT_SECONDS } from '../host-wiring.ts';
import { inFolder, inProject } from '../places.ts';
import { flat, preToolUse, settings } from '../shapes.ts';

const EVENTS = { PreToolUse: 'block' } as const;

const entries = flat(EVENTS, (command) => ({ command, timeout: TIMEOUT_SECONDS }));

export const crush: HostWiring = {
  host: 'crush',
  title: 'Crush',
  programs: ['crush'],
  traces: (places) => [inFolder(places, 'XDG_CONFIG_HOME', '.config', 'crush')],
  events: EVENTS,
  files: settings(
    { format: 'json', entries },
    {
      user: (places) => inFolder(places, 'XDG_CONFIG_HOME', '.config', 'crush/crush.json'),
      project: (places) => inProject(places, 'crush.json'),
    },
  ),
  switchesOff: [],
  cautions: [
    'This was built from documentation: watch the first denial in Crush before you rely on it.',
    'Crush asks no hook about what its subagents do.',
    'A hook that is killed or takes too long lets the call run: Crush has no switch against it.',
  ],
  sample: (command, where) => {
    const { hook_event_name: event, ...rest } = preToolUse('bash', command, where);
    return { event, ...rest };
  },
};
