import type { LogReader } from '../reader.ts';
import { claudeCode, streamJson } from './claude-code.ts';
import { codex } from './codex.ts';
import { copilot } from './copilot.ts';
import { gemini } from './gemini.ts';
import { hookEvents } from './hook-events.ts';
import { qwen } from './qwen.ts';

/** In the order in which a record is held against them: those that tell their own records best come first. */
export const READERS: readonly LogReader[] = [codex, gemini, qwen, claudeCode, streamJson, copilot, hookEvents];
