import { type Analysis, NO_ACTIONS } from '../../domain/action.ts';
import type { ToolCall } from '../../domain/event.ts';
import type { Setting } from '../command.ts';
import { configure, schedule, spawn, worktree } from './agents.ts';
import { carriedEffects } from './carried.ts';
import { shellTool, workflow } from './commands.ts';
import { edit, glob, grep, list, read, write } from './files.ts';
import { mcp, mcpResource, unknownTool } from './mcp.ts';
import { applyPatch } from './patch.ts';
import { reconfiguration } from './reconfiguration.ts';
import { terminal, typed } from './terminal.ts';
import { joinAnalyses, oneAction, type ToolReader } from './tool.ts';
import { fetch, search } from './web.ts';

const readers: ReadonlyMap<string, ToolReader> = new Map<string, ToolReader>([
  ['Bash', shellTool((setting) => setting.machine.shell)],
  ['Monitor', shellTool((setting) => setting.machine.shell)],
  ['PowerShell', shellTool(() => 'powershell')],
  ['exec_command', terminal],
  ['write_stdin', typed],
  ['Workflow', workflow],
  ['Read', read],
  ['NotebookRead', read],
  ['LSP', read],
  ['Write', write],
  ['Edit', edit],
  ['MultiEdit', edit],
  ['NotebookEdit', edit],
  ['Glob', glob],
  ['Grep', grep],
  ['LS', list],
  ['apply_patch', applyPatch],
  ['ApplyPatch', applyPatch],
  ['WebFetch', fetch],
  ['WebSearch', search],
  ['Agent', spawn],
  ['Task', spawn],
  ['CronCreate', schedule],
  ['RemoteTrigger', schedule],
  ['EnterWorktree', worktree],
  ['ExitWorktree', worktree],
  ['Config', configure],
  ['ReadMcpResource', mcpResource],
  ['ReadMcpResourceTool', mcpResource],
]);

/** Tools that touch nothing but the conversation. */
const HARMLESS: ReadonlySet<string> = new Set(
  `AskUserQuestion BashOutput CronDelete CronList EnterPlanMode ExitPlanMode KillBash KillShell ListMcpResources ListMcpResourcesTool
  ReportFindings ScheduleWakeup SendMessage SendUserMessage Skill SlashCommand StructuredOutput TaskCreate TaskGet TaskList TaskOutput TaskStop
  TaskUpdate TeamCreate TeamDelete TodoRead TodoWrite ToolSearch`.split(/\s+/),
);

/** Everything that a call would do, and what its texts carry. */
export function analyzeTool(call: ToolCall, setting: Setting): Analysis {
  if (HARMLESS.has(call.name)) return NO_ACTIONS;
  const reader = readers.get(call.name) ?? (/^mcp_/.test(call.name) ? mcp : unknownTool);
  return joinAnalyses([reader(call, setting), oneAction(call.name, [...carriedEffects(call), ...reconfiguration(call, setting)])]);
}
