import type { Reply } from '../domain/host.ts';
import { createAdapter } from './adapter.ts';
import type { Answered } from './dialect.ts';
import { APPROVED, AS_CLAUDE_CODE, approveInHookOutput, askInHookOutput, denyByExit, sayJson } from './replies.ts';
import { EDIT } from './tools.ts';

/** Where the settings name the event in camel case, answers are flat and anything in Claude Code's form is ignored. */
const isFlat = ({ hostEvent }: Answered): boolean => hostEvent === 'preToolUse';

const flat = (permissionDecision: 'ask' | 'allow' | 'deny', permissionDecisionReason: string): Reply =>
  sayJson({ permissionDecision, permissionDecisionReason });

/** The exit code stops the call in both dialects; of why, the model only reads what stands beside it in the flat form. */
function deny(reason: string, { name }: Answered): Reply {
  const stopped = denyByExit(reason);
  if (name === 'PreToolUse') return { ...flat('deny', reason), exitCode: 2, stderr: stopped.stderr };
  return name === 'UserPromptSubmit' ? { ...sayJson({ decision: 'block', reason }), exitCode: 2, stderr: stopped.stderr } : stopped;
}

/** GitHub Copilot CLI 1.0 in both of its dialects: `preToolUse` with `toolName`, and `PreToolUse` with `tool_name`. */
export const copilot = createAdapter(() => ({
  host: 'copilot',
  events: {
    preToolUse: 'PreToolUse',
    postToolUse: 'PostToolUse',
    postToolUseFailure: 'PostToolUseFailure',
    permissionRequest: 'PermissionRequest',
    userPromptSubmitted: 'UserPromptSubmit',
    sessionStart: 'SessionStart',
    sessionEnd: 'SessionEnd',
    agentStop: 'Stop',
    subagentStart: 'SubagentStart',
    subagentStop: 'SubagentStop',
    errorOccurred: 'ErrorOccurred',
    preCompact: 'PreCompact',
    notification: 'Notification',
    PreToolUse: 'PreToolUse',
    PostToolUse: 'PostToolUse',
    PostToolUseFailure: 'PostToolUseFailure',
    PermissionRequest: 'PermissionRequest',
    UserPromptSubmit: 'UserPromptSubmit',
    SessionStart: 'SessionStart',
    SessionEnd: 'SessionEnd',
    Stop: 'Stop',
    SubagentStart: 'SubagentStart',
    SubagentStop: 'SubagentStop',
    PreCompact: 'PreCompact',
    Notification: 'Notification',
  },
  tools: {
    bash: 'Bash',
    powershell: 'PowerShell',
    view: 'Read',
    create: 'Write',
    edit: EDIT,
    str_replace_editor: EDIT,
    grep: 'Grep',
    rg: 'Grep',
    glob: 'Glob',
    web_fetch: 'WebFetch',
    web_search: 'WebSearch',
    task: 'Agent',
    Bash: 'Bash',
    Read: 'Read',
    Write: 'Write',
    Edit: EDIT,
    Grep: 'Grep',
    Glob: 'Glob',
    WebFetch: 'WebFetch',
    Agent: 'Agent',
    apply_patch: 'apply_patch',
  },
  fields: {
    hook_event_name: ['hookName'],
    session_id: ['sessionId'],
    transcript_path: ['transcriptPath'],
    tool_name: ['toolName'],
    tool_input: ['toolArgs', 'toolInput'],
    tool_use_id: ['toolCallId', 'tool_call_id'],
    tool_response: ['toolResult', 'tool_result'],
  },
  embedded: ['toolArgs', 'toolInput', 'tool_input'],
  toldBy: [
    [['toolName', 'toolResult'], 'postToolUse'],
    [['toolName', 'error'], 'postToolUseFailure'],
    [['toolName'], 'preToolUse'],
    [['prompt'], 'userPromptSubmitted'],
    [['source'], 'sessionStart'],
    [['error'], 'errorOccurred'],
    [['stopReason'], 'agentStop'],
    [['reason'], 'sessionEnd'],
  ],
  projectVariable: 'CLAUDE_PROJECT_DIR',
  canAsk: ({ blocking }) => blocking === 'blocks',
  replies: {
    ...AS_CLAUDE_CODE,
    deny,
    ask: (reason, event) => (isFlat(event) ? flat('ask', reason) : askInHookOutput(reason, event)),
    approve: (event) => (isFlat(event) ? flat('allow', APPROVED) : approveInHookOutput(event)),
  },
}));
