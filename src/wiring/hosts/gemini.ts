import { type HostWiring, TIMEOUT_SECONDS } from '../host-wiring.ts';
import { inHome, inMachine, inProject } from '../places.ts';
import { grouped, preToolUse } from '../shapes.ts';

const MANAGED = { linux: '/etc/gemini-cli', darwin: '/Library/Application Support/GeminiCli', win32: 'C:/ProgramData/gemini-cli' } as const;

const EVENTS = {
  BeforeTool: 'block',
  AfterTool: 'notify',
  BeforeAgent: 'prompt',
  AfterAgent: 'notify',
  SessionStart: 'notify',
  SessionEnd: 'notify',
} as const;

const entries = grouped(EVENTS, {
  timeout: () => TIMEOUT_SECONDS * 1000,
  more: () => ({ name: 'hookwarden' }),
  shellBlocks: ['BeforeTool'],
});

export const gemini: HostWiring = {
  host: 'gemini',
  title: 'Gemini CLI',
  programs: ['gemini'],
  traces: (places) => [inHome(places, '.gemini')],
  events: EVENTS,
  files: (scope, places) => {
    const path = {
      user: inHome(places, '.gemini/settings.json'),
      project: inProject(places, '.gemini/settings.json'),
      managed: inMachine(places, MANAGED, 'settings.json'),
    }[scope];
    return [{ kind: 'shared', format: 'jsonc', path, entries }];
  },
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
