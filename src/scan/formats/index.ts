import type { LogReader } from '../reader.ts';
import { claudeCode, streamJson } from './claude-code.ts';
import { hookEvents } from './hook-events.ts';

/** In the order in which a record is held against them: those that tell their own records best come first. */
export const READERS: readonly LogReader[] = [claudeCode, streamJson, hookEvents];
