import { NO_ACTIONS } from '../../domain/action.ts';
import type { Effect } from '../../domain/effect.ts';
import { stringAt } from '../../domain/json.ts';
import { networkEffects } from '../addresses.ts';
import { literal } from '../command.ts';
import { oneAction, type ToolReader } from './tool.ts';

const MAX_ADDRESSES = 64;

/** What asking for an address does: by its tools an agent only reads. */
const fetched = (address: string): readonly Effect[] =>
  networkEffects('net.request', literal(address)).map((effect) => (effect.kind === 'net.request' ? { ...effect, method: 'GET' } : effect));

/** One address, or several that are fetched with one call. */
export const fetch: ToolReader = ({ name, input }) => {
  const { urls } = input;
  const several = Array.isArray(urls) ? urls.filter((one) => typeof one === 'string') : [];
  const addresses = new Set([stringAt(input, 'url') ?? stringAt(input, 'uri') ?? [], several].flat());
  if (addresses.size === 0) return NO_ACTIONS;
  const analysis = oneAction(name, [...addresses].slice(0, MAX_ADDRESSES).flatMap(fetched));
  return addresses.size > MAX_ADDRESSES ? { ...analysis, incomplete: ['too many addresses in one call'] } : analysis;
};

export const search: ToolReader = (call) => oneAction(call.name, [{ kind: 'net.request', note: 'a web search' }]);
