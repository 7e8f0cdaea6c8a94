import { NO_ACTIONS } from '../../domain/action.ts';
import { stringAt } from '../../domain/json.ts';
import { networkEffects } from '../addresses.ts';
import { literal } from '../command.ts';
import { oneAction, type ToolReader } from './tool.ts';

export const fetch: ToolReader = (call) => {
  const url = stringAt(call.input, 'url') ?? stringAt(call.input, 'uri');
  if (url === undefined) return NO_ACTIONS;
  return oneAction(
    call.name,
    networkEffects('net.request', literal(url)).map((effect) => (effect.kind === 'net.request' ? { ...effect, method: 'GET' } : effect)),
  );
};

export const search: ToolReader = (call) => oneAction(call.name, [{ kind: 'net.request', note: 'a web search' }]);
