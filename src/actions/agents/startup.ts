import type { Effect } from '../../domain/effect.ts';
import type { Operand } from '../../domain/operand.ts';

const NAMES =
  /^\s*(?:(?:export|setenv|declare -x|typeset -x|set -\w{1,4}|launchctl setenv)\s+|env\.|env\s*=\s*\{[^}]{0,200}?)?(HOOKWARDEN_\w+|LD_PRELOAD|LD_AUDIT|DYLD_INSERT_LIBRARIES|BASH_ENV|NODE_OPTIONS|CLAUDE_CODE_SIMPLE|CLAUDE_CONFIG_DIR|CODEX_HOME)(?:=|\s+)(.*)$/;
const LOADS_CODE = /(?:^|[\s"'])(?:-r|--require|--import|--loader|--experimental-loader)[\s=]/;
/** An agent's name that will mean the agent without its hooks or its questions. */
const UNGUARDED = /^\s*alias\s+\S{1,40}=.*\s(?:--dangerously-[a-z-]+|--yolo|--bare|--safe-mode|--allow-all-tools|--allow-all)\b/;

/** What new lines of a start-up file take away from an agent's hooks in every later session. */
export function startupEffects(before: string, after: string, operand: Operand): readonly Effect[] {
  const were = new Set(before.split('\n'));
  const found = after.split('\n').flatMap((line) => (were.has(line) ? [] : (noteOf(line) ?? [])));
  return [...new Set(found)].map((note) => ({ kind: 'guard.tamper', operand, flags: ['environment', 'persist'], note }));
}

function noteOf(line: string): string | undefined {
  const [, name, value = ''] = NAMES.exec(line) ?? [];
  if (name !== undefined) return name !== 'NODE_OPTIONS' || LOADS_CODE.test(value) ? `${name} for every session` : undefined;
  return UNGUARDED.test(line) ? 'an alias for an agent without its guard' : undefined;
}
