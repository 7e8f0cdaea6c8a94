import type { ProcessId } from '../domain/exception.ts';
import { seen } from '../hook/processes.ts';

const AGENT =
  /^(?:claude|codex|gemini|qwen|copilot|cursor-agent|cursor|windsurf|opencode|droid|crush|goose|cline|kiro|amp|aider|auggie|continue|plandex|openhands)(?:\.[cm]?js|\.exe)?$/i;
/** Set by agents for the commands that they run. */
const SET_BY_AGENTS = [
  'CLAUDECODE',
  'CODEX_SANDBOX',
  'CODEX_THREAD_ID',
  'GEMINI_CLI',
  'QWEN_CODE',
  'CURSOR_AGENT',
  'OPENCODE',
  'AI_AGENT',
  'AGENT',
];
const MAX_LEVELS = 128;

/** The agent that has started this process, at whatever distance, as far as the machine shows it: by name, or as the host of a session. */
export function agentAbove(
  environment: Readonly<Record<string, string | undefined>>,
  isHost: (process: ProcessId) => boolean,
): string | undefined {
  const variable = SET_BY_AGENTS.find((name) => environment[name]);
  if (variable !== undefined) return `the variable ${variable}, which an agent sets, is set here`;
  let pid = process.ppid;
  for (let level = 0; level < MAX_LEVELS && pid > 0; level++) {
    const above = seen(pid);
    // Outside of Linux nothing is seen; on it, what is hidden may be anything.
    if (!above) return process.platform === 'linux' && pid > 1 ? `process ${pid}, which is above this one, cannot be seen` : undefined;
    const name = nameOf(above.argv);
    if (name !== undefined) return `process ${pid}, which is above this one, is ${name}`;
    if (isHost(above))
      return `process ${pid}, which is above this one, has handed a call to the launcher, as an agent’s host does; another terminal has not`;
    pid = above.parent;
  }
  return undefined;
}

/** The program, or the script that an interpreter runs. */
const nameOf = (argv: readonly string[]): string | undefined =>
  argv
    .slice(0, 2)
    .map((word) => word.split('/').at(-1) ?? '')
    .find((word) => AGENT.test(word));
