import type { Effect, EffectFlag } from '../../domain/effect.ts';
import { stringAt } from '../../domain/json.ts';
import type { Operand } from '../../domain/operand.ts';
import { oneAction, type ToolReader } from './tool.ts';

const named = (text: string): Operand => ({ text, value: text, certainty: 'literal', classes: [] });

/** A subagent asks for its own calls; one that may not ask is told apart. */
export const spawn: ToolReader = (call) => {
  const mode = stringAt(call.input, 'mode');
  const flags: readonly EffectFlag[] = mode === 'bypassPermissions' || mode === 'dontAsk' ? ['bypass-sandbox'] : [];
  return oneAction(call.name, [{ kind: 'agent.spawn', operand: named(stringAt(call.input, 'subagent_type') ?? 'general-purpose'), flags }]);
};

/** Something that runs later with nobody watching. */
export const schedule: ToolReader = (call) => {
  const operand = named(stringAt(call.input, 'cron') ?? stringAt(call.input, 'action') ?? call.name);
  return oneAction(call.name, [{ kind: 'process.schedule', operand, flags: ['unattended'] }]);
};

export const worktree: ToolReader = (call) => {
  const { discard_changes: isDiscarded } = call.input;
  const discards: Effect = { kind: 'git.discard', flags: ['force'], note: 'drops a worktree with its changes' };
  const local: Effect = { kind: 'git.local', note: 'a worktree' };
  return oneAction(call.name, [isDiscarded === true ? discards : local]);
};

export const configure: ToolReader = (call) =>
  oneAction(call.name, [{ kind: 'agent.reconfigure', operand: named(stringAt(call.input, 'setting') ?? call.name) }]);
