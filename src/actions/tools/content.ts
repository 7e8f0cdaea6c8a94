import { type Analysis, NO_ACTIONS } from '../../domain/action.ts';
import type { Shell } from '../../domain/event.ts';
import type { Operand } from '../../domain/operand.ts';
import type { Setting } from '../command.ts';
import { analyzeShell } from '../shell/index.ts';
import { commandsIn } from './embedded-commands.ts';
import { flagged, joinAnalyses, oneAction } from './tool.ts';

const MAX_SCRIPT = 262_144;

/**
 * What a file will do by what is put into it now: scripts, hooks, start-up files, workflows, package scripts, an agent's configuration.
 * Every effect is marked `content`: it happens when the file runs, not with this call.
 */
export function analyzeContent(text: string, target: Operand, tool: string, setting: Setting): Analysis {
  const path = target.value ?? target.text;
  const shell = shellOfScript(path, text, target);
  const texts = shell === undefined ? commandsIn(path, text, target) : [text];
  if (texts.length === 0) return NO_ACTIONS;
  if (text.length > MAX_SCRIPT) return oneAction(tool, [{ kind: 'opaque', operand: target, flags: ['content', 'too-large'] }]);
  const found = joinAnalyses(texts.map((command) => analyzeShell(atProject(command, setting), shell ?? 'sh', setting, tool)));
  // What cannot be known of a script is no reason to refuse writing it: it is judged again when it runs.
  const known = found.actions.map((action) => ({ ...action, effects: action.effects.filter(({ kind }) => kind !== 'opaque') }));
  return flagged({ actions: known, edges: found.edges, incomplete: [] }, 'content');
}

/** Hosts set this variable for the hooks that they run. */
const atProject = (command: string, setting: Setting): string =>
  command.replace(/\$(?:CLAUDE_PROJECT_DIR\b|\{CLAUDE_PROJECT_DIR\})/g, setting.facts.project);

const SHELL_BY_EXTENSION: Readonly<Record<string, Shell>> = {
  sh: 'sh',
  bash: 'bash',
  zsh: 'zsh',
  ksh: 'bash',
  command: 'bash',
  bats: 'bash',
  fish: 'fish',
  ps1: 'powershell',
  psm1: 'powershell',
};

/** Which shell reads the file, where one does. */
function shellOfScript(path: string, text: string, target: Operand): Shell | undefined {
  const interpreter = /^#!\s*(?:\S*\/)?(?:env\s+(?:-\S+\s+)*)?([a-z0-9.+-]+)/.exec(text)?.[1];
  if (interpreter !== undefined) return shellNamed(interpreter);
  const name = path.slice(path.lastIndexOf('/') + 1);
  const byExtension = SHELL_BY_EXTENSION[/\.([a-z0-9]+)$/i.exec(name)?.[1]?.toLowerCase() ?? ''];
  if (byExtension) return byExtension;
  if (target.classes.includes('shell-startup')) return /^\.?z/.test(name) ? 'zsh' : name.endsWith('fish') ? 'fish' : 'bash';
  return target.classes.includes('git-hook') ? 'sh' : undefined;
}

function shellNamed(interpreter: string): Shell | undefined {
  const shells: Readonly<Record<string, Shell>> = {
    sh: 'sh',
    dash: 'sh',
    ash: 'sh',
    bash: 'bash',
    ksh: 'bash',
    zsh: 'zsh',
    fish: 'fish',
    pwsh: 'powershell',
  };
  return shells[interpreter];
}
