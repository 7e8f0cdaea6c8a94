import type { Verb } from '../../domain/host.ts';
import type { Command, HostWiring } from '../host-wiring.ts';
import { inHome, inProject } from '../places.ts';

const EVENTS = {
  PreToolUse: 'block',
  PostToolUse: 'notify',
  UserPromptSubmit: 'notify',
  TaskStart: 'notify',
} as const;

const UNANSWERED = '{"cancel":true,"errorMessage":"Hookwarden could not judge this call. Run: hookwarden doctor"}';

/** Cline stops a call by what is said, and never by how the script ends: a launcher that fails has said nothing. */
const script = (verb: Verb, command: string): string =>
  `#!/bin/sh\n# Written by \`hookwarden install\`.\n${verb === 'block' ? `${command} || printf '%s' '${UNANSWERED}'` : `exec ${command}`}\n`;

export const cline: HostWiring = {
  host: 'cline',
  title: 'Cline',
  programs: ['cline'],
  traces: (places) => [inHome(places, 'Documents/Cline'), inHome(places, '.cline')],
  events: EVENTS,
  files: (scope, places) => {
    if (scope === 'managed') return [];
    return Object.entries(EVENTS).map(([event, verb]) => ({
      kind: 'own',
      path: scope === 'user' ? inHome(places, `Documents/Cline/Hooks/${event}`) : inProject(places, `.clinerules/hooks/${event}`),
      text: (command: Command) => script(verb, command(verb)),
      executable: true,
      events: [event],
    }));
  },
  switchesOff: [],
  cautions: [
    'This was built from documentation: watch the first denial in Cline before you rely on it. Hooks have to be switched on in its settings.',
    'A hook that is killed lets the call run: Cline has no switch against it.',
  ],
  sample: (command, { session, cwd }) => ({
    clineVersion: '0',
    hookName: 'PreToolUse',
    timestamp: '1767225600000',
    taskId: session,
    workspaceRoots: [cwd],
    userId: 'self-test',
    preToolUse: { toolName: 'execute_command', parameters: { command } },
  }),
};
