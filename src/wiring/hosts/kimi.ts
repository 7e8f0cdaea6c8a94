import type { Command, Entry, HostWiring } from '../host-wiring.ts';
import { TIMEOUT_SECONDS } from '../host-wiring.ts';
import { inHome } from '../places.ts';
import { preToolUse, settings } from '../shapes.ts';

const EVENTS = {
  PreToolUse: 'block',
  UserPromptSubmit: 'prompt',
  PostToolUse: 'notify',
  PostToolUseFailure: 'notify',
  Stop: 'notify',
  SubagentStart: 'notify',
  SubagentStop: 'notify',
  SessionStart: 'notify',
  SessionEnd: 'notify',
} as const;

const entries = (command: Command): readonly Entry[] =>
  Object.entries(EVENTS).map(([event, verb]) => ({
    list: ['hooks'],
    value: { event, command: command(verb), timeout: TIMEOUT_SECONDS },
  }));

export const kimi: HostWiring = {
  host: 'kimi',
  title: 'Kimi Code',
  programs: ['kimi'],
  traces: (places) => [inHome(places, '.kimi-code')],
  events: EVENTS,
  files: settings({ format: 'toml', entries }, { user: (places) => inHome(places, '.kimi-code/config.toml') }),
  switchesOff: [],
  cautions: [
    'This was built from documentation: watch the first denial in Kimi Code before you rely on it.',
    'A hook that is killed or takes too long lets the call run: Kimi Code has no switch against it.',
  ],
  sample: (command, where) => preToolUse('Shell', command, where),
};
