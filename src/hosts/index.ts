import type { Host } from '../domain/event.ts';
import type { HostAdapter } from '../domain/host.ts';
import { claudeCode } from './claude-code.ts';

const withShapeOfClaude = (host: Host): HostAdapter => ({ ...claudeCode, host });

export const ADAPTERS: Readonly<Record<Host, HostAdapter>> = {
  'claude-code': claudeCode,
  codex: withShapeOfClaude('codex'),
  gemini: withShapeOfClaude('gemini'),
  qwen: withShapeOfClaude('qwen'),
  copilot: withShapeOfClaude('copilot'),
  vscode: withShapeOfClaude('vscode'),
  cursor: withShapeOfClaude('cursor'),
  windsurf: withShapeOfClaude('windsurf'),
  opencode: withShapeOfClaude('opencode'),
  droid: withShapeOfClaude('droid'),
  crush: withShapeOfClaude('crush'),
  goose: withShapeOfClaude('goose'),
  cline: withShapeOfClaude('cline'),
  kiro: withShapeOfClaude('kiro'),
  kimi: withShapeOfClaude('kimi'),
};
