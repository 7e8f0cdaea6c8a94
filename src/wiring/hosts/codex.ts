import { type HostWiring, TIMEOUT_SECONDS } from '../host-wiring.ts';
import { inFolder, inProject, type Places } from '../places.ts';
import { grouped, preToolUse, settings } from '../shapes.ts';

const EVENTS = {
  PreToolUse: 'block',
  PermissionRequest: 'block',
  PostToolUse: 'notify',
  UserPromptSubmit: 'prompt',
  Stop: 'notify',
  SubagentStart: 'notify',
  SubagentStop: 'notify',
  SessionStart: 'notify',
  SessionEnd: 'notify',
} as const;

const entries = grouped(EVENTS, { timeout: () => TIMEOUT_SECONDS, shellBlocks: true });
const own = (places: Places, path: string): string => inFolder(places, 'CODEX_HOME', '.codex', path);

export const codex: HostWiring = {
  host: 'codex',
  title: 'Codex CLI',
  programs: ['codex'],
  traces: (places) => [own(places, '')],
  logs: (places) => [own(places, 'sessions'), own(places, 'archived_sessions')],
  events: EVENTS,
  files: settings(
    { format: 'json', entries },
    { user: (places) => own(places, 'hooks.json'), project: (places) => inProject(places, '.codex/hooks.json') },
  ),
  others: (places) => [own(places, 'config.toml'), inProject(places, '.codex/config.toml')],
  switchesOff: [{ at: ['features', 'hooks'], value: false }],
  tried: '0.169.0',
  cautions: [
    'Codex skips hooks that nobody has reviewed, without a word: start it, type /hooks and trust the new ones. A changed command line wants that again.',
    'Codex asks no hook about what is typed into a shell that is running already (write_stdin); the rules stop the start of such a shell.',
    'A hook that takes too long lets the call run: Codex has no switch against it.',
  ],
  sample: (command, where) => ({ ...preToolUse('Bash', command, where), turn_id: where.session, model: 'self-test' }),
};
