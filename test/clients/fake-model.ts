import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { PROTOCOLS, type Protocol } from './protocols.ts';

export interface ScriptedCall {
  readonly name: string;
  readonly input: Readonly<Record<string, unknown>>;
}

export interface FakeModel {
  readonly url: string;
  /** The text of every tool result that the client sent back, in order. */
  readonly results: readonly string[];
  readonly close: () => void;
}

interface Block {
  readonly type: string;
  readonly content?: string | readonly { readonly text?: string }[];
}
interface Request {
  readonly model?: string;
  readonly stream?: boolean;
  readonly tools?: readonly unknown[];
  readonly messages?: readonly { readonly role: string; readonly content: string | readonly Block[] }[];
}

/** A model on 127.0.0.1 that speaks just enough of each client's protocol: it asks for the scripted calls one by one, then ends its turn. */
export async function startFakeModel(script: readonly ScriptedCall[]): Promise<FakeModel> {
  const results: string[] = [];
  const server = createServer((request, response) => {
    void read(request).then((body) => {
      const protocol = PROTOCOLS.find(({ path }) => path.test(request.url ?? ''));
      if (protocol) return speak(protocol, { ...body }, response);
      if (!request.url?.includes('/v1/messages')) return send(response, 404, {});
      if (request.url.includes('count_tokens')) return send(response, 200, { input_tokens: 1 });
      return answer(body, response);
    });
  });

  function speak(protocol: Protocol, body: Readonly<Record<string, unknown>>, response: ServerResponse): void {
    const seen = protocol.results(body);
    if (seen.length > results.length) results.push(...seen.slice(results.length));
    // Without tools a client asks for a title or who speaks next.
    const call = body['tools'] === undefined ? undefined : script[seen.length];
    response.writeHead(200, { 'content-type': 'text/event-stream' });
    response.end(protocol.answer(call, seen.length, body).join(''));
  }

  function answer(body: Request, response: ServerResponse): void {
    const seen = (body.messages ?? []).flatMap(({ content }) =>
      typeof content === 'string' ? [] : content.filter(({ type }) => type === 'tool_result'),
    );
    if (seen.length > results.length) results.push(...seen.slice(results.length).map(textOf));
    const call = (body.tools ?? []).length > 0 ? script[seen.length] : undefined;
    const block = call ? { type: 'tool_use', id: `toolu_fake_${seen.length}`, name: call.name, input: {} } : { type: 'text', text: '' };
    const delta = call ? { type: 'input_json_delta', partial_json: JSON.stringify(call.input) } : { type: 'text_delta', text: 'done' };
    const message = {
      id: `msg_fake_${seen.length}`,
      type: 'message',
      role: 'assistant',
      model: body.model,
      content: [],
      stop_reason: null,
      usage: { input_tokens: 1, output_tokens: 1 },
    };
    const stop = call ? 'tool_use' : 'end_turn';
    if (!body.stream) {
      const content = call ? [{ ...block, input: call.input }] : [{ type: 'text', text: 'done' }];
      send(response, 200, { ...message, content, stop_reason: stop });
      return;
    }
    response.writeHead(200, { 'content-type': 'text/event-stream' });
    for (const event of [
      { type: 'message_start', message },
      { type: 'content_block_start', index: 0, content_block: block },
      { type: 'content_block_delta', index: 0, delta },
      { type: 'content_block_stop', index: 0 },
      { type: 'message_delta', delta: { stop_reason: stop }, usage: { output_tokens: 1 } },
      { type: 'message_stop' },
    ]) {
      response.write(`event: ${event.type}\ndata: ${JSON.stringify(event)}\n\n`);
    }
    response.end();
  }

  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  return { url: `http://127.0.0.1:${portOf(server.address())}`, results, close: () => server.close() };
}

const portOf = (address: AddressInfo | string | null): number => (typeof address === 'object' && address !== null ? address.port : 0);

const textOf = (block: Block): string =>
  typeof block.content === 'string' ? block.content : (block.content ?? []).map(({ text }) => text ?? '').join('\n');

function send(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { 'content-type': 'application/json' });
  response.end(JSON.stringify(body));
}

async function read(request: IncomingMessage): Promise<Request> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(Buffer.from(chunk));
  const text = Buffer.concat(chunks).toString('utf8');
  return text === '' ? {} : JSON.parse(text);
}
