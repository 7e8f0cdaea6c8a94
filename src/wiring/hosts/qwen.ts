import type { HostWiring } from '../host-wiring.ts';
import { inHome, inMachine, inProject } from '../places.ts';
import { grouped, preToolUse, settings } from '../shapes.ts';
import { FORM } from './gemini.ts';

const MANAGED = { linux: '/etc/qwen-code', darwin: '/Library/Application Support/QwenCode', win32: 'C:/ProgramData/qwen-code' } as const;

const SETTINGS = '.qwen/settings.json';

const EVENTS = {
  PreToolUse: 'block',
  PermissionRequest: 'block',
  PostToolUse: 'notify',
  PostToolUseFailure: 'notify',
  UserPromptSubmit: 'prompt',
  Stop: 'notify',
  SubagentStop: 'notify',
  SessionStart: 'notify',
  SessionEnd: 'notify',
} as const;

const entries = grouped(EVENTS, FORM);

export const qwen: HostWiring = {
  host: 'qwen',
  title: 'Qwen Code',
  programs: ['qwen'],
  traces: (places) => [inHome(places, '.qwen')],
  logs: (places) => [inHome(places, '.qwen/projects')],
  events: EVENTS,
  files: settings(
    { format: 'jsonc', entries },
    {
      user: (places) => inHome(places, SETTINGS),
      project: (places) => inProject(places, SETTINGS),
      managed: (places) => inMachine(places, MANAGED, 'settings.json'),
    },
  ),
  switchesOff: [
    { at: ['disableAllHooks'], value: true },
    { at: ['hooksConfig', 'enabled'], value: false },
  ],
  tried: '0.24.4',
  cautions: ['A hook that takes too long lets the call run: Qwen Code has no switch against it.'],
  sample: (command, where) => ({ ...preToolUse('run_shell_command', command, where), timestamp: '2026-01-01T00:00:00.000Z' }),
};
