import type { LogReader } from '../reader.ts';
import { atif } from './atif.ts';
import { auditLog } from './audit-log.ts';
import { claudeCode, streamJson } from './claude-code.ts';
import { codex } from './codex.ts';
import { copilot } from './copilot.ts';
import { gemini } from './gemini.ts';
import { hookEvents } from './hook-events.ts';
import { opencode } from './opencode.ts';
import { openhands } from './openhands.ts';
import { otel } from './otel.ts';
import { qwen } from './qwen.ts';
import { sweAgent } from './swe-agent.ts';

/** In the order in which a record is held against them: those that tell their own records best come first. */
export const READERS: readonly LogReader[] = [
  auditLog,
  codex,
  gemini,
  qwen,
  claudeCode,
  streamJson,
  otel,
  opencode,
  openhands,
  copilot,
  sweAgent,
  atif,
  hookEvents,
];
