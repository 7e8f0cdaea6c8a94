import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { isObject, type JsonObject, parseJson } from '../../src/domain/json.ts';
import { PROTOCOLS, type ScriptedCall } from './protocols.ts';

export interface FakeModel {
  readonly url: string;
  /** The text of every tool result that the client sent back, in order. */
  readonly results: readonly string[];
  /** Whether a client has asked it for anything that it may use tools for. */
  readonly wasAsked: () => boolean;
  readonly close: () => void;
}

/**
 * A model on 127.0.0.1 that speaks just enough of each client's protocol: it asks for one step of the script after the other, the calls of a
 * step all at once, then ends its turn.
 */
export async function startFakeModel(script: readonly (readonly ScriptedCall[])[]): Promise<FakeModel> {
  const results: string[] = [];
  let asked = false;

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = await read(request);
    const protocol = PROTOCOLS.find(({ path }) => path.test(request.url ?? ''));
    if (!protocol) return send(response, /count_?tokens/i.test(request.url ?? ''));
    const seen = protocol.results(body);
    if (seen.length > results.length) results.push(...seen.slice(results.length));
    // Without tools a client asks for a title or who speaks next.
    const hasTools = Array.isArray(body['tools']) && body['tools'].length > 0;
    asked ||= hasTools;
    const calls = hasTools ? stepAfter(script, seen.length) : [];
    response.writeHead(200, { 'content-type': 'text/event-stream' });
    response.end(protocol.answer(calls, seen.length, body).join(''));
  }

  const server = createServer((request, response) => void answer(request, response));
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  return {
    url: `http://127.0.0.1:${portOf(server.address())}`,
    results,
    wasAsked: () => asked,
    close: () => {
      server.close();
      server.closeAllConnections();
    },
  };
}

/** The step that begins once so many calls have their result; nothing where the script is over. */
function stepAfter(script: readonly (readonly ScriptedCall[])[], answered: number): readonly ScriptedCall[] {
  let before = 0;
  for (const step of script) {
    if (before === answered) return step;
    before += step.length;
  }
  return [];
}

const portOf = (address: AddressInfo | string | null): number => (typeof address === 'object' && address !== null ? address.port : 0);

/** What is counted costs nothing; what is fetched is not there. */
function send(response: ServerResponse, isCount: boolean): void {
  response.writeHead(isCount ? 200 : 404, { 'content-type': 'application/json' });
  response.end(JSON.stringify(isCount ? { input_tokens: 1, totalTokens: 1 } : {}));
}

async function read(request: IncomingMessage): Promise<JsonObject> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(Buffer.from(chunk));
  const body: unknown = parseJson(Buffer.concat(chunks).toString('utf8'));
  return isObject(body) ? body : {};
}
