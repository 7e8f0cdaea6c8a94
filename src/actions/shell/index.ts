import { type Analysis, NO_ACTIONS } from '../../domain/action.ts';
import type { Shell } from '../../domain/event.ts';
import type { Setting } from '../command.ts';

/** What a shell command line would do. `tool` names who asked. Never throws; bounded in work. */
export function analyzeShell(_text: string, _shell: Shell, _setting: Setting, _tool = 'Bash'): Analysis {
  return NO_ACTIONS;
}
