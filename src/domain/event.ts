import type { JsonObject } from './json.ts';

/** The coding agents that are known, in the spelling of `--host`, of policies and of the log. */
export const HOSTS = [
  'claude-code',
  'codex',
  'gemini',
  'qwen',
  'copilot',
  'vscode',
  'cursor',
  'windsurf',
  'opencode',
  'droid',
  'crush',
  'goose',
  'cline',
  'kiro',
  'kimi',
] as const;
export type Host = (typeof HOSTS)[number];

/** Whose events are judged: those of agents, and those that the proxy in front of an MCP server makes of its messages. */
export const SENDERS = [...HOSTS, 'mcp'] as const;
export type Sender = (typeof SENDERS)[number];

/** Which shell reads a command's text. */
export const SHELLS = ['bash', 'zsh', 'sh', 'fish', 'powershell'] as const;
export type Shell = (typeof SHELLS)[number];
export const isShell = (name: string): name is Shell => SHELLS.some((shell) => shell === name);

/** What a failure or a deny does to an event (design §2). */
export type Blocking =
  /** Before a tool runs, or a change of hook settings: deny and our own failures block. */
  | 'blocks'
  /** A prompt: only findings block, and only by policy; our own failures do not. */
  | 'prompt'
  /** Everything else: nothing blocks. */
  | 'never';

export interface HookEvent {
  readonly host: Sender;
  /** The host-neutral name of the event: `PreToolUse`, `Stop`, … */
  readonly name: string;
  /** What the host itself calls the event, where that is another name. */
  readonly hostEvent?: string;
  readonly blocking: Blocking;
  readonly sessionId: string;
  readonly cwd: string;
  readonly tool?: ToolCall;
  readonly prompt?: string;
  readonly permissionMode?: string;
  readonly agentId?: string;
  readonly agentType?: string;
  readonly transcriptPath?: string;
  /** Everything the host sent, unknown fields included, in the neutral names. */
  readonly raw: JsonObject;
}

export interface ToolCall {
  readonly name: string;
  readonly input: JsonObject;
  readonly useId?: string;
  /** The folder that it is to run in, where the host lets a call name one. Absolute, or below the event's. */
  readonly folder?: string;
}
