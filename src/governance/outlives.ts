import type { Analysis } from '../domain/action.ts';
import type { HookEvent } from '../domain/event.ts';
import { stringAt } from '../domain/json.ts';

/** Tools that start no process and say nothing in a person's place. */
const INERT: ReadonlySet<string> = new Set([
  ...['Read', 'Write', 'Edit', 'MultiEdit', 'NotebookRead', 'NotebookEdit', 'Glob', 'Grep', 'LS', 'TodoWrite', 'TodoRead'],
  ...['WebFetch', 'WebSearch', 'AskUserQuestion', 'ExitPlanMode', 'EnterPlanMode', 'BashOutput', 'TaskOutput', 'KillShell', 'TaskStop'],
]);

/** Programs that leave something running, run something later, or type in a person's place. */
const LEAVE_BEHIND: ReadonlySet<string> = new Set([
  ...['nohup', 'setsid', 'disown', 'coproc', 'daemonize', 'daemon', 'start-stop-daemon', 'systemd-run', 'launchctl'],
  ...['at', 'batch', 'crontab', 'anacron'],
  ...['tmux', 'screen', 'zellij', 'dtach', 'abduco', 'reptyr', 'script', 'expect', 'unbuffer', 'socat'],
  ...['xdotool', 'ydotool', 'dotool', 'wtype', 'xte', 'xvkbd', 'kitty', 'kitten', 'wezterm', 'osascript', 'ttyecho', 'gdb'],
]);
/** Tools that do the same by their names: timetables, terminals, messages to another agent or to this one. */
const LATER = /cron|schedul|wake|remind|timer|terminal|tmux|tty|sendmessage|send_message|keyboard|computer|prompt/i;
/** An `&` that ends a command, and is no part of `&&`, `&>` or `>&`. */
const IN_BACKGROUND = /(?:^|[^&|<>\\])&(?![&>])/;
const SPELLED_OUT = /hookwarden\W{1,20}allow\b/i;

/** What a call is to the question whether something of it may still be at work. */
export type Duration =
  /** It starts nothing. */
  | 'none'
  /** It is over when the host says so. */
  | 'call'
  /** What it starts may go on for as long as the session does. */
  | 'session';

export function durationOf({ tool }: HookEvent, analysis: Analysis): Duration {
  if (!tool) return 'none';
  const command = stringAt(tool.input, 'command') ?? '';
  const background = tool.input['run_in_background'] === true || IN_BACKGROUND.test(withoutQuoted(command));
  if (background || LATER.test(tool.name) || leavesBehind(analysis)) return 'session';
  if (INERT.has(tool.name)) return 'none';
  return SPELLED_OUT.test(JSON.stringify(tool.input)) ? 'session' : 'call';
}

/** Without what stands in quotes, unless some of it may be run. */
const withoutQuoted = (command: string): string =>
  /[`]|\$\(|\b(?:sh|bash|zsh|dash|ksh|eval|ssh)\b/.test(command) ? command : command.replace(/'[^']*'|"[^"]*"/g, '');

const leavesBehind = ({ actions }: Analysis): boolean =>
  actions.some(
    ({ invocation }) =>
      invocation !== undefined && (LEAVE_BEHIND.has(invocation.program) || invocation.wrappers.some((name) => LEAVE_BEHIND.has(name))),
  );
