import { type HostWiring, TIMEOUT_SECONDS } from '../host-wiring.ts';
import { inFolder, inMachine, inProject } from '../places.ts';
import { fileOf, flat } from '../shapes.ts';

const MANAGED = { linux: '/etc/github-copilot', darwin: '/etc/github-copilot', win32: 'C:/ProgramData/github-copilot' } as const;

const EVENTS = {
  preToolUse: 'block',
  permissionRequest: 'block',
  userPromptSubmitted: 'prompt',
  postToolUse: 'notify',
  postToolUseFailure: 'notify',
  agentStop: 'notify',
  subagentStart: 'notify',
  subagentStop: 'notify',
  errorOccurred: 'notify',
  sessionStart: 'notify',
  sessionEnd: 'notify',
} as const;

const entries = flat(EVENTS, (command) => ({ type: 'command', bash: command, timeoutSec: TIMEOUT_SECONDS }));

export const copilot: HostWiring = {
  host: 'copilot',
  title: 'Copilot CLI',
  programs: ['copilot'],
  traces: (places) => [inFolder(places, 'COPILOT_HOME', '.copilot', '')],
  logs: (places) => [inFolder(places, 'COPILOT_HOME', '.copilot', 'session-state')],
  events: EVENTS,
  files: (scope, places) => {
    const path = {
      user: inFolder(places, 'COPILOT_HOME', '.copilot', 'hooks/hookwarden.json'),
      project: inProject(places, '.github/hooks/hookwarden.json'),
      managed: inMachine(places, MANAGED, 'policy.d/hookwarden.json'),
    }[scope];
    const text = (command: Parameters<typeof entries>[0]): string => fileOf(entries(command), { version: 1 });
    return [{ kind: 'own', path, text, executable: false, events: Object.keys(EVENTS) }];
  },
  others: (places) => [inFolder(places, 'COPILOT_HOME', '.copilot', 'settings.json'), inProject(places, '.github/copilot/settings.json')],
  switchesOff: [{ at: ['disableAllHooks'], value: true }],
  tried: '1.0.102',
  cautions: [
    'A hook that takes too long lets the call run, even one of a policy: Copilot has no switch against it.',
    'Hooks of a project run only in a folder that you trust; hooks of your own run everywhere.',
  ],
  sample: (command, { session, cwd }) => ({
    sessionId: session,
    timestamp: 1_767_225_600_000,
    cwd,
    toolName: 'bash',
    toolArgs: { command, description: 'Self-test of hookwarden doctor' },
  }),
};
