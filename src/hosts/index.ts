import type { Host } from '../domain/event.ts';
import type { HostAdapter } from '../domain/host.ts';
import { claudeCode } from './claude-code.ts';

export const ADAPTERS: Readonly<Record<Host, HostAdapter>> = { 'claude-code': claudeCode };
