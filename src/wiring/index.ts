import type { Host } from '../domain/event.ts';
import type { HostWiring } from './host-wiring.ts';
import { claudeCode } from './hosts/claude-code.ts';
import { cline } from './hosts/cline.ts';
import { codex } from './hosts/codex.ts';
import { copilot } from './hosts/copilot.ts';
import { crush } from './hosts/crush.ts';
import { cursor } from './hosts/cursor.ts';
import { droid } from './hosts/droid.ts';
import { gemini } from './hosts/gemini.ts';
import { goose } from './hosts/goose.ts';
import { kimi } from './hosts/kimi.ts';
import { kiro } from './hosts/kiro.ts';
import { opencode } from './hosts/opencode.ts';
import { qwen } from './hosts/qwen.ts';
import { vscode } from './hosts/vscode.ts';
import { windsurf } from './hosts/windsurf.ts';

export const WIRINGS: Readonly<Record<Host, HostWiring>> = {
  'claude-code': claudeCode,
  codex,
  gemini,
  qwen,
  copilot,
  vscode,
  cursor,
  windsurf,
  opencode,
  droid,
  crush,
  goose,
  cline,
  kiro,
  kimi,
};
