import { stringAt } from '../../domain/json.ts';
import type { Operand } from '../../domain/operand.ts';
import { analyzeArguments } from './arguments.ts';
import { joinAnalyses, oneAction, type ToolReader } from './tool.ts';

const named = (text: string): Operand => ({ text, value: text, certainty: 'literal', classes: [] });

/** `mcp__server__tool`, or `mcp_server_tool` on hosts with one underscore: judged by its name and by the shape of its arguments. */
export const mcp: ToolReader = (call, setting) => {
  const [, server = '', tool = ''] = /^mcp__?(.+?)__?(.+)$/s.exec(call.name) ?? [];
  return joinAnalyses([oneAction(call.name, [{ kind: 'mcp.call', operand: named(`${server}/${tool}`) }]), analyzeArguments(call, setting)]);
};

export const mcpResource: ToolReader = (call, setting) => {
  const operand = named(`${stringAt(call.input, 'server') ?? ''}/${stringAt(call.input, 'uri') ?? ''}`);
  return joinAnalyses([oneAction(call.name, [{ kind: 'mcp.call', operand }]), analyzeArguments(call, setting)]);
};

/** A tool that is not known here. */
export const unknownTool: ToolReader = (call, setting) =>
  joinAnalyses([
    oneAction(call.name, [{ kind: 'mcp.call', operand: named(call.name), note: 'a tool that is not known' }]),
    analyzeArguments(call, setting),
  ]);
