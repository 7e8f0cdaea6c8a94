import { NO_ACTIONS } from '../../domain/action.ts';
import type { Shell } from '../../domain/event.ts';
import { isObject, stringAt } from '../../domain/json.ts';
import { networkEffects } from '../addresses.ts';
import { literal, type Setting } from '../command.ts';
import { analyzeCommand } from '../content/command.ts';
import { pathOperand } from '../paths.ts';
import { joinAnalyses, oneAction, pathWord, type ToolReader } from './tool.ts';

/** A tool that runs the text in `command`. */
export const shellTool =
  (shellOf: (setting: Setting) => Shell): ToolReader =>
  (call, setting) => {
    const command = stringAt(call.input, 'command') ?? stringAt(call.input, 'cmd');
    const { ws: socket, dangerouslyDisableSandbox } = call.input;
    const url = isObject(socket) ? stringAt(socket, 'url') : undefined;
    return joinAnalyses([
      command === undefined ? NO_ACTIONS : analyzeCommand(command, shellOf(setting), setting, call.name),
      dangerouslyDisableSandbox === true ? oneAction(call.name, [{ kind: 'exec', flags: ['bypass-sandbox'] }]) : NO_ACTIONS,
      url === undefined ? NO_ACTIONS : oneAction(call.name, networkEffects('net.request', literal(url))),
    ]);
  };

/** A workflow is a program in a language of the host's own: its text is not read, and a script on disk is named. */
export const workflow: ToolReader = (call, setting) => {
  const path = stringAt(call.input, 'scriptPath');
  const script = stringAt(call.input, 'script');
  return oneAction(call.name, [
    { kind: 'agent.spawn', ...(path === undefined ? {} : { operand: pathOperand(pathWord(path, setting), setting) }) },
    ...(script === undefined ? [] : ([{ kind: 'code.eval', flags: ['literal'], note: 'a workflow script' }] as const)),
  ]);
};
