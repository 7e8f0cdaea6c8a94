import { PassThrough } from 'node:stream';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isObject, type JsonObject, parseJson } from '../../../src/domain/json.ts';
import { err, ok } from '../../../src/domain/result.ts';
import type { Guard } from '../../../src/mcp/guard.ts';
import type { Reach } from '../../../src/mcp/listed.ts';
import { type Relay, relayReceived, relaySent } from '../../../src/mcp/relay.ts';
import { waitingRequests } from '../../../src/mcp/waiting.ts';

/** Both directions between a client and a server that are plain texts; the guard denies the tool "evil". */
function between(reach?: Reach) {
  const asked: JsonObject[] = [];
  const told: JsonObject[] = [];
  const notes: string[] = [];
  const guard: Guard = {
    objection: async (event) => {
      asked.push(event);
      return event['tool_name'] === 'mcp__s__evil' ? 'No evil.\n' : undefined;
    },
    tell: async (event) => void told.push(event),
    settled: async () => undefined,
  };
  const [client, server] = [new PassThrough(), new PassThrough()];
  const relay: Relay = {
    surroundings: { server: 's', client: 'zed', session: 'mcp-1', cwd: '/home/ada/shop' },
    guard,
    waiting: waitingRequests(),
    reach: async () => (reach ? ok(reach) : err('no set-up')),
    client,
    server,
    say: (message) => void notes.push(message),
  };
  const taken = (stream: PassThrough): string => String(stream.read() ?? '');
  return {
    ...{ asked, told, notes },
    send: async (text: string | Buffer) => {
      await relaySent(piecesOf(text), relay);
      return { server: taken(server), client: taken(client) };
    },
    answer: async (text: string | Buffer) => {
      await relayReceived(piecesOf(text), relay);
      return taken(client);
    },
  };
}

async function* piecesOf(text: string | Buffer): AsyncGenerator<Buffer> {
  yield Buffer.from(text);
}

const call = (id: number | string, name: string, input: object = {}) =>
  JSON.stringify({ jsonrpc: '2.0', id, method: 'tools/call', params: { name, arguments: input } });
const answered = (id: number | string, result: object) => JSON.stringify({ jsonrpc: '2.0', id, result });
const denied = (id: number | string) => answered(id, { content: [{ type: 'text', text: 'No evil.' }], isError: true });

describe('from the client', () => {
  it('everything that calls no tool passes byte for byte', async () => {
    const message = fc.record({ jsonrpc: fc.constant('2.0'), id: fc.nat(), method: fc.string(), params: fc.jsonValue() });
    await fc.assert(
      fc.asyncProperty(message, fc.constantFrom('\n', '\r\n', ' \n', ''), async (value, end) => {
        const line = JSON.stringify(value) + end;
        const { server, client } = await between().send(line);
        if (client === '') expect(server).toBe(line);
        else expect([server, parseJson(client)]).toEqual(['', expect.objectContaining({ error: expect.anything() })]);
      }),
    );
    const odd = '{ "jsonrpc":"2.0",  "method" : "notifications/progress", "params":{"progress":1.50, "n":12345678901234567890}}\r\n';
    expect(await between().send(odd)).toEqual({ server: odd, client: '' });
  });

  it('a call that nothing speaks against passes byte for byte, and the guard has seen it', async () => {
    const { send, asked } = between();
    const line = `{"params":{"arguments":{"path":"a\\u0062"},"name":"read"}, "method":"tools/call","id":"x","jsonrpc":"2.0"}\n`;
    expect(await send(line)).toEqual({ server: line, client: '' });
    expect(asked).toEqual([
      {
        ...{ session_id: 'mcp-1', cwd: '/home/ada/shop', hook_event_name: 'PreToolUse', mcp_client: 'zed' },
        ...{ tool_name: 'mcp__s__read', tool_input: { path: 'ab' }, tool_use_id: 'mcp-1' },
      },
    ]);
  });

  it('a call that is denied is answered with a result that the model reads', async () => {
    expect(await between().send(`${call(1, 'read')}\n${call('b', 'evil')}\n`)).toEqual({
      server: `${call(1, 'read')}\n`,
      client: `${denied('b')}\n`,
    });
  });

  it('of a batch only the denied calls are missing', async () => {
    const { send } = between();
    expect(await send(`[${call(1, 'read')}, ${call(2, 'evil')}]`)).toEqual({ server: `[${call(1, 'read')}]\n`, client: `${denied(2)}\n` });
    expect(await send(`[${call(3, 'evil')}]\n`)).toEqual({ server: '', client: `${denied(3)}\n` });
    expect(await send(`[${call(4, 'read')}, ${call(5, 'list')}]\n`)).toEqual({
      server: `[${call(4, 'read')}, ${call(5, 'list')}]\n`,
      client: '',
    });
  });

  it('a denied call that nobody waits for is silently left out', async () => {
    expect(await between().send('{"method":"tools/call","params":{"name":"evil"}}\n')).toEqual({ server: '', client: '' });
  });

  it('what cannot be read is refused, and what follows passes', async () => {
    const { send, notes, told } = between();
    const { server, client } = await send(`{"id":1,"method":"tools/call"\n${call(2, 'read')}\n`);
    expect(server).toBe(`${call(2, 'read')}\n`);
    expect(parseJson(client)).toMatchObject({ id: null, error: { code: -32700, message: expect.stringContaining('did not pass') } });
    expect(notes).toHaveLength(1);
    expect(told).toMatchObject([{ hook_event_name: 'Notification', session_id: 'mcp-1', message: `MCP server s: ${notes[0]}` }]);
  });

  it('a refused call is answered so that the model reads it, and another request with an error', async () => {
    const { client } = await between().send('{"id":1,"Method":"tools/call"}\n{"id":2,"id":2,"method":"ping"}\n');
    const [first, second] = client.split('\n').map(parseJson);
    expect(first).toMatchObject({ id: 1, result: { isError: true } });
    expect(second).toMatchObject({ id: 2, error: { code: -32600 } });
  });

  it('a message that is too large is refused, and the next one passes', async () => {
    const { server, client } = await between().send(`{"x":"${'x'.repeat(9 * 1024 * 1024)}"}\n${call(2, 'read')}\n`);
    expect([server, parseJson(client)]).toEqual([
      `${call(2, 'read')}\n`,
      expect.objectContaining({ error: expect.objectContaining({ message: expect.stringContaining('larger than') }) }),
    ]);
  });
});

describe('from the server', () => {
  it('every byte passes but a break inside a line, whatever it is', async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 200 }), async (bytes) => {
        const { send, answer } = between();
        await send(`${call(1, 'read')}\n{"id":2,"method":"tools/list"}\n`);
        expect(await answer(Buffer.from(bytes))).toBe(String(Buffer.from(bytes)).replaceAll(/\r(?!\n|$)/g, ' '));
      }),
    );
    const odd = ' {"id":1, "result" : {"content":[] , "n":1.0}}\r\n{"method":"sampling/createMessage","id":1}\nlogging, not JSON\n';
    const { send, answer, told } = between();
    await send(`${call(1, 'read')}\n`);
    expect(await answer(odd)).toBe(odd);
    expect(told).toHaveLength(1);
  });

  it.each([
    [
      'ran',
      { content: [{ type: 'text', text: 'a' }] },
      { hook_event_name: 'PostToolUse', tool_response: { content: [{ type: 'text', text: 'a' }] } },
    ],
    ['failed', { content: [], isError: true }, { hook_event_name: 'PostToolUseFailure', error: { content: [], isError: true } }],
  ])('the guard is told that a call %s', async (_, result, expected) => {
    const { send, answer, told } = between();
    await send(`${call(1, 'read', { path: 'a' })}\n`);
    await answer(`${answered(1, result)}\n${answered(1, result)}\n`);
    expect(told).toEqual([
      expect.objectContaining({ ...expected, tool_name: 'mcp__s__read', tool_input: { path: 'a' }, tool_use_id: 'mcp-1' }),
    ]);
  });

  it('an error, a batch of answers and an answer under an id as a text are told of, too', async () => {
    const { send, answer, told } = between();
    await send(`${call(1, 'a')}\n${call(2, 'b')}\n${call(3, 'c')}\n`);
    await answer(`[${answered(2, {})},{"id":1,"error":{"code":-1,"message":"m"}}]\n${answered('3', {})}\n`);
    expect(told.map((event) => [event['hook_event_name'], event['tool_name']])).toEqual([
      ['PostToolUse', 'mcp__s__b'],
      ['PostToolUseFailure', 'mcp__s__a'],
      ['PostToolUse', 'mcp__s__c'],
    ]);
  });

  it.each([
    [1, '+1'],
    [1, ' 1 '],
    [1, '0x1'],
    [0, ''],
    ['1', 1],
    ['+1', '1'],
  ])('an answer under an id that a client takes for its own ends the call: %j, %j', async (id, given) => {
    const { send, answer, told } = between();
    await send(`${call(id, 'a')}\n`);
    await answer(`${answered(given, {})}\n`);
    expect(told).toEqual([expect.objectContaining({ tool_name: 'mcp__s__a' })]);
  });

  it.each([
    ['1-a', '2-b'],
    ['7f5a0c4e-0000-4000-8000-000000000001', '3c1d9b2a-0000-4000-8000-000000000002'],
    ['9007199254740993', '9007199254740992'],
    ['1e999', '2e999'],
  ])('texts that only begin as numbers do are ids of their own: %s, %s', async (first, second) => {
    const { send, answer, told } = between();
    await send(`${call(first, 'a')}\n${call(second, 'b')}\n`);
    await answer(`${answered(first, {})}\n${answered(second, {})}\n`);
    expect(told.map((event) => event['tool_name'])).toEqual(['mcp__s__a', 'mcp__s__b']);
  });

  it.each([
    ['without a version', '{"id":1,"result":{"tools":[]}}'],
    ['with a field too many', '{"jsonrpc":"2.0","id":1,"result":{},"x":1}'],
    ['whose result is no object', '{"jsonrpc":"2.0","id":1,"result":[]}'],
    ['under its id as a text', '{"jsonrpc":"2.0","id":"1","result":{}}'],
    ['with an error and a result', '{"jsonrpc":"2.0","id":1,"result":{},"error":{"code":1,"message":"m"}}'],
  ])('an answer %s that strict clients do not take hides none that follows', async (_, decoy) => {
    const hidden = { tools: [{ name: 'read', description: 'a\u202eb' }] };
    const { send, answer, told } = between();
    await send('{"id":1,"method":"tools/list"}\n');
    expect(await answer(`${decoy}\n`)).toBe(`${decoy}\n`);
    expect(await answer(`${answered(1, hidden)}\n`)).toContain('a\\\\u{202e}b');
    const after = `${answered(1, hidden)}\n`;
    expect(await answer(after)).toBe(after);
    await send(`${call(1, 'a')}\n`);
    await answer(`${decoy}\n${answered(1, { content: [] })}\n`);
    expect(told.at(-1)).toMatchObject({ tool_response: { content: [] } });
  });

  it.each([
    ['a break between its values', '{"jsonrpc":"2.0","a":1}\r{"jsonrpc":"2.0","id":1,"result":{}}\r\n'],
    ['a message behind a break in another', '{"jsonrpc":"2.0","a":\r{"jsonrpc":"2.0","id":1,"result":{}}\r}\n'],
  ])('%s divides a line for no client', async (_, line) => {
    const { send, answer } = between();
    await send('{"id":1,"method":"tools/list"}\n');
    expect(await answer(line)).toBe(line.replaceAll(/\r(?!\n)/g, ' '));
  });

  it('a message in which some clients find an answer and others do not is not passed on', async () => {
    const { send, answer, notes } = between();
    await send('{"id":1,"method":"tools/list"}\n');
    expect(await answer(`{"jsonrpc":"2.0","ID":1,"result":{}}\n${answered(1, {})}\n`)).toBe(`${answered(1, {})}\n`);
    expect(notes[0]).toContain('not passed on');
  });

  it('behind the mark of a text an answer is revised as well', async () => {
    const { send, answer } = between();
    await send('{"id":1,"method":"tools/list"}\n');
    expect(await answer(`\ufeff${answered(1, { tools: [{ name: 'a\u202e' }] })}\n`)).toBe(`${answered(1, { tools: [] })}\n`);
  });

  it('numbers are written back as they came, where a line has to be written anew', async () => {
    const { send, answer, asked } = between({ may: (tool) => tool !== 'evil', enforced: true });
    const large = call(1, 'read', { n: 0 }).replace('"n":0', '"n":[9223372036854775807,1e400,1.5]');
    expect((await send(`[${large},${call(2, 'evil')}]\n`)).server).toBe(`[${large}]\n`);
    expect(JSON.stringify(asked[0]?.['tool_input'])).toBe('{"n":[9223372036854775807,1e400,1.5]}');
    await send('{"id":3,"method":"tools/list"}\n');
    const tools = (more: string) => `{"jsonrpc":"2.0","id":3,"result":{"tools":[{"name":"a","maximum":18446744073709551615}${more}]}}\n`;
    expect(await answer(tools(',{"name":"evil"}'))).toBe(tools(''));
  });

  it('a list of tools that is asked for under an id that cannot be given back is refused', async () => {
    const { server, client } = await between().send('{"id":1.5,"method":"tools/list"}\n');
    expect([server, client]).toEqual(['', expect.stringContaining('cannot be given back')]);
  });

  it('a request of the server under the same id ends no call', async () => {
    const { send, answer, told } = between();
    await send(`${call(1, 'a')}\n`);
    await answer('{"id":1,"method":"elicitation/create","params":{}}\n');
    expect(told).toEqual([]);
  });

  it('a call that the client has cancelled is told of as interrupted', async () => {
    const { send, told } = between();
    const cancel = '{"method":"notifications/cancelled","params":{"requestId":1}}\n';
    expect((await send(`${call(1, 'a')}\n${cancel}`)).server).toBe(`${call(1, 'a')}\n${cancel}`);
    expect(told).toEqual([expect.objectContaining({ hook_event_name: 'PostToolUseFailure', is_interrupt: true })]);
  });

  it('an answer that the hook would refuse for its form is told of as a text', async () => {
    const { send, answer, told } = between();
    await send(`${call(1, 'a')}\n`);
    await answer('{"id":1,"result":{"constructor":"\\ud800\\u0000"}}\n');
    expect(told[0]?.['tool_response']).toBe('{"id":1,"result":{"constructor":"\\ud800\\u0000"}}\n');
  });

  it('only an answer to a list of tools is revised, and the others of its batch stay', async () => {
    const tools = [{ name: 'read' }, { name: 'evil' }];
    const { send, answer, notes } = between({ may: (tool) => tool !== 'evil', enforced: true });
    await send('{"id":1,"method":"tools/list"}\n');
    const other = `${answered(7, { tools })}\n`;
    expect(await answer(other)).toBe(other);
    expect(parseJson(await answer(`[${answered(1, { tools })},${answered(8, { tools })}]\n`))).toEqual([
      { jsonrpc: '2.0', id: 1, result: { tools: [{ name: 'read' }] } },
      { jsonrpc: '2.0', id: 8, result: { tools } },
    ]);
    expect(notes).toHaveLength(1);
  });

  it('where the policy cannot be asked, all tools are shown, and hidden text is written out all the same', async () => {
    const { send, answer, notes } = between();
    await send('{"id":1,"method":"tools/list"}\n');
    const line = await answer(`${answered(1, { tools: [{ name: 'evil', description: 'a\u202eb' }] })}\n`);
    const message = parseJson(line);
    expect(isObject(message) && message['result']).toEqual({ tools: [{ name: 'evil', description: 'a\\u{202e}b' }] });
    expect(notes[0]).toContain('no set-up');
  });
});
