import { type HostWiring, TIMEOUT_SECONDS } from '../host-wiring.ts';
import { inHome, inMachine, inProject } from '../places.ts';
import { grouped, preToolUse, settings } from '../shapes.ts';

const MANAGED = { linux: '/etc/gemini-cli', darwin: '/Library/Application Support/GeminiCli', win32: 'C:/ProgramData/gemini-cli' } as const;

const SETTINGS = '.gemini/settings.json';

const EVENTS = {
  BeforeTool: 'block',
  AfterTool: 'notify',
  BeforeAgent: 'prompt',
  AfterAgent: 'notify',
  SessionStart: 'notify',
  SessionEnd: 'notify',
} as const;

/** How its settings name a hook: with milliseconds, and a name for its own lists. */
export const FORM = { timeout: () => TIMEOUT_SECONDS * 1000, more: () => ({ name: 'hookwarden' }), shellBlocks: true };
const entries = grouped(EVENTS, FORM);

export const gemini: HostWiring = {
  host: 'gemini',
  title: 'Gemini CLI',
  programs: ['gemini'],
  traces: (places) => [inHome(places, '.gemini')],
  logs: (places) => [inHome(places, '.gemini/tmp')],
  events: EVENTS,
  files: settings(
    { format: 'jsonc', entries },
    {
      user: (places) => inHome(places, SETTINGS),
      project: (places) => inProject(places, SETTINGS),
      managed: (places) => inMachine(places, MANAGED, 'settings.json'),
    },
  ),
  switchesOff: [{ at: ['hooksConfig', 'enabled'], value: false }],
  tried: '0.61.0',
  cautions: [
    'A hook that takes too long lets the call run: Gemini CLI has no switch against it.',
    'Hooks of a project run only in a folder that you trust.',
  ],
  sample: (command, where) => ({
    ...preToolUse('run_shell_command', command, where),
    hook_event_name: 'BeforeTool',
    timestamp: '2026-01-01T00:00:00.000Z',
  }),
};
