import { type HostWiring, TIMEOUT_SECONDS } from '../host-wiring.ts';
import { inHome, inProject } from '../places.ts';
import { fileOf, flat, preToolUse } from '../shapes.ts';

const EVENTS = {
  PreToolUse: 'block',
  PostToolUse: 'notify',
  UserPromptSubmit: 'notify',
  Stop: 'notify',
  SubagentStop: 'notify',
  SessionStart: 'notify',
} as const;

const entries = flat(EVENTS, (command) => ({ type: 'command', command, timeout: TIMEOUT_SECONDS }));

export const vscode: HostWiring = {
  host: 'vscode',
  title: 'VS Code',
  programs: ['code', 'code-insiders'],
  traces: (places) => [inHome(places, '.vscode'), inHome(places, '.vscode-server')],
  events: EVENTS,
  files: (scope, places) => {
    if (scope === 'managed') return [];
    const path =
      scope === 'user'
        ? inHome(places, '.copilot/hooks/hookwarden-vscode.json')
        : inProject(places, '.github/hooks/hookwarden-vscode.json');
    return [{ kind: 'own', path, text: (command) => fileOf(entries(command)), executable: false, events: Object.keys(EVENTS) }];
  },
  switchesOff: [],
  cautions: [
    'This was built from documentation: watch the first denial in VS Code before you rely on it.',
    'A hook that is killed or takes too long lets the call run: VS Code has no switch against it.',
    'Copilot CLI reads the same folder: where both are installed, its calls are judged twice.',
  ],
  sample: (command, where) => preToolUse('run_in_terminal', command, where),
};
