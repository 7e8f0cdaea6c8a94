import { type HostWiring, TIMEOUT_SECONDS } from '../host-wiring.ts';
import { inHome, inMachine, inProject } from '../places.ts';
import { flat, settings } from '../shapes.ts';

const MANAGED = { linux: '/etc/cursor', darwin: '/Library/Application Support/Cursor', win32: 'C:/ProgramData/Cursor' } as const;

const HOOKS = '.cursor/hooks.json';

const EVENTS = {
  preToolUse: 'block',
  beforeShellExecution: 'block',
  beforeMCPExecution: 'block',
  beforeReadFile: 'block',
  beforeSubmitPrompt: 'prompt',
  postToolUse: 'notify',
  postToolUseFailure: 'notify',
  afterShellExecution: 'notify',
  afterMCPExecution: 'notify',
  afterFileEdit: 'notify',
  stop: 'notify',
  sessionStart: 'notify',
  sessionEnd: 'notify',
} as const;

const entries = flat(EVENTS, (command, verb) => ({
  command,
  timeout: TIMEOUT_SECONDS,
  ...(verb === 'block' && { failClosed: true }),
}));

export const cursor: HostWiring = {
  host: 'cursor',
  title: 'Cursor',
  programs: ['cursor', 'cursor-agent'],
  traces: (places) => [inHome(places, '.cursor')],
  events: EVENTS,
  files: settings(
    { format: 'json', entries, required: [['version', 1]] },
    {
      user: (places) => inHome(places, HOOKS),
      project: (places) => inProject(places, HOOKS),
      managed: (places) => inMachine(places, MANAGED, 'hooks.json'),
    },
  ),
  switchesOff: [],
  cautions: ['This was built from documentation: watch the first denial in Cursor before you rely on it.'],
  sample: (command, { session, cwd }) => ({
    conversation_id: session,
    generation_id: session,
    hook_event_name: 'beforeShellExecution',
    cursor_version: '0',
    workspace_roots: [cwd],
    command,
    cwd,
  }),
};
