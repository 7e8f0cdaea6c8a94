import type { CallToolResult, JSONRPCErrorResponse, JSONRPCResultResponse } from '@modelcontextprotocol/sdk/types.js';
import { formatReason } from '../hosts/reason.ts';
import type { Id, Unsendable } from './sent.ts';

const lineOf = (message: object): Buffer => Buffer.from(`${JSON.stringify(message)}\n`);

/**
 * A denial as a result of the tool and not as an error of the protocol: clients give the former to the model, which is to read the
 * reason, and may keep the latter to themselves (MCP specification 2025-11-25, Tools, Error Handling).
 */
export function denial(id: Id, reason: string): Buffer {
  const result: CallToolResult = { content: [{ type: 'text', text: reason.trim() }], isError: true };
  const response: JSONRPCResultResponse = { jsonrpc: '2.0', id, result };
  return lineOf(response);
}

const PARSE_ERROR = -32700;
const INVALID_REQUEST = -32600;

/** What is said of a line that was not passed on. Nobody is known to wait for most of them: then the id is null, as JSON-RPC has it. */
export function refusal({ id, isCall, finding }: Unsendable): Buffer {
  const message = formatReason('Hookwarden did not pass this message on:', [finding]);
  if (id === undefined) return lineOf({ jsonrpc: '2.0', id: null, error: { code: PARSE_ERROR, message } });
  if (isCall) return denial(id, message);
  const response: JSONRPCErrorResponse = { jsonrpc: '2.0', id, error: { code: INVALID_REQUEST, message } };
  return lineOf(response);
}
