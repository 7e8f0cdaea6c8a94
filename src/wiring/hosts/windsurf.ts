import type { HostWiring } from '../host-wiring.ts';
import { inHome, inMachine, inProject } from '../places.ts';
import { flat, settings } from '../shapes.ts';

const MANAGED = { linux: '/etc/windsurf', darwin: '/Library/Application Support/Windsurf', win32: 'C:/ProgramData/Windsurf' } as const;

const EVENTS = {
  pre_run_command: 'block',
  pre_read_code: 'block',
  pre_write_code: 'block',
  pre_mcp_tool_use: 'block',
  pre_user_prompt: 'prompt',
  post_read_code: 'notify',
  post_run_command: 'notify',
  post_write_code: 'notify',
  post_mcp_tool_use: 'notify',
} as const;

const entries = flat(EVENTS, (command) => ({ command, show_output: true }));

export const windsurf: HostWiring = {
  host: 'windsurf',
  title: 'Windsurf',
  programs: ['windsurf'],
  traces: (places) => [inHome(places, '.codeium/windsurf')],
  events: EVENTS,
  files: settings(
    { format: 'json', entries },
    {
      user: (places) => inHome(places, '.codeium/windsurf/hooks.json'),
      project: (places) => inProject(places, '.windsurf/hooks.json'),
      managed: (places) => inMachine(places, MANAGED, 'hooks.json'),
    },
  ),
  switchesOff: [],
  cautions: [
    'This was built from documentation: watch the first denial in Windsurf before you rely on it.',
    'A hook that is killed lets the call run: Windsurf has no switch against it.',
  ],
  sample: (command, { session, cwd }) => ({
    agent_action_name: 'pre_run_command',
    trajectory_id: session,
    execution_id: session,
    timestamp: '2026-01-01T00:00:00Z',
    tool_info: { command_line: command, cwd },
  }),
};
