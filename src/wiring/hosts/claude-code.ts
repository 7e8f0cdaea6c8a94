import type { HostWiring } from '../host-wiring.ts';
import { TIMEOUT_SECONDS } from '../host-wiring.ts';
import { inFolder, inMachine, inProject, type Places } from '../places.ts';
import { grouped, preToolUse, settings } from '../shapes.ts';

const MANAGED = {
  linux: '/etc/claude-code',
  darwin: '/Library/Application Support/ClaudeCode',
  win32: 'C:/Program Files/ClaudeCode',
} as const;

const EVENTS = {
  PreToolUse: 'block',
  PermissionRequest: 'block',
  ConfigChange: 'block',
  PostToolUse: 'notify',
  PostToolUseFailure: 'notify',
  PermissionDenied: 'notify',
  UserPromptSubmit: 'prompt',
  Stop: 'notify',
  SubagentStop: 'notify',
  SessionStart: 'notify',
  SessionEnd: 'notify',
} as const;
const WITHOUT_MATCHER: readonly string[] = ['UserPromptSubmit', 'Stop', 'SubagentStop', 'SessionStart', 'SessionEnd'];

const entries = grouped(EVENTS, {
  hasMatcher: (event) => !WITHOUT_MATCHER.includes(event),
  // The host gives the end of a session one and a half seconds in all.
  timeout: (event) => (event === 'SessionEnd' ? 1 : TIMEOUT_SECONDS),
  more: (verb) => (verb === 'block' ? { onFailure: 'block' } : {}),
});

const own = (places: Places, path: string): string => inFolder(places, 'CLAUDE_CONFIG_DIR', '.claude', path);

export const claudeCode: HostWiring = {
  host: 'claude-code',
  title: 'Claude Code',
  programs: ['claude'],
  traces: (places) => [own(places, '')],
  logs: (places) => [own(places, 'projects')],
  events: EVENTS,
  files: settings(
    { format: 'json', entries },
    {
      user: (places) => own(places, 'settings.json'),
      // The other file of a project is for everybody who works on it, and the launcher is one person's.
      project: (places) => inProject(places, '.claude/settings.local.json'),
      managed: (places) => inMachine(places, MANAGED, 'managed-settings.d/hookwarden.json'),
    },
  ),
  others: (places) => [
    inProject(places, '.claude/settings.json'),
    inMachine(places, MANAGED, 'managed-settings.json'),
    ...places
      .list(inMachine(places, MANAGED, 'managed-settings.d'))
      .map((name) => inMachine(places, MANAGED, `managed-settings.d/${name}`)),
  ],
  switchesOff: [{ at: ['disableAllHooks'], value: true }],
  minimum: {
    version: '2.1.295',
    otherwise: ['lets a call run where the hook is killed or takes too long: it does not know onFailure', 'Run: claude update'],
  },
  tried: '2.1.330',
  cautions: [
    'disableAllHooks in a project’s settings switches off hooks that are not managed. The rules stop an agent from writing it; hooks wired with --managed stay on.',
  ],
  sample: (command, where) => preToolUse('Bash', command, where),
};
