import { NO_ACTIONS } from '../../domain/action.ts';
import { configure, schedule, spawn, worktree } from './agents.ts';
import { shellTool, workflow } from './commands.ts';
import { edit, glob, grep, list, read, write } from './files.ts';
import { mcp, mcpResource, unknownTool } from './mcp.ts';
import { applyPatch } from './patch.ts';
import type { ToolReader } from './tool.ts';
import { fetch, search } from './web.ts';

const readers: ReadonlyMap<string, ToolReader> = new Map<string, ToolReader>([
  ['Bash', shellTool((setting) => setting.facts.shell)],
  ['Monitor', shellTool((setting) => setting.facts.shell)],
  ['PowerShell', shellTool(() => 'powershell')],
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

const nothing: ToolReader = () => NO_ACTIONS;

/** How a call of this tool is read; whatever is not known is read by its arguments. */
export function toolNamed(name: string): ToolReader {
  const known = readers.get(name);
  if (known) return known;
  if (HARMLESS.has(name)) return nothing;
  return /^mcp_/.test(name) ? mcp : unknownTool;
}
