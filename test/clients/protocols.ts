/** A tool call as a client names it. */
export interface ScriptedCall {
  readonly name: string;
  readonly input: Readonly<Record<string, unknown>>;
}

type Fields = Readonly<Record<string, unknown>>;

/** How one kind of client speaks with its model: what it has sent back of its tools, and what it is told as server-sent events. */
export interface Protocol {
  readonly path: RegExp;
  /** The result of each tool call so far, as text. */
  readonly results: (body: Fields) => readonly string[];
  /** The next calls, all at once, or the end of the turn where there are none; `number` is unlike that of any other answer with calls. */
  readonly answer: (calls: readonly ScriptedCall[], number: number, body: Fields) => readonly string[];
}

const listAt = (body: Fields, key: string): readonly Fields[] => {
  const value = body[key];
  return Array.isArray(value) ? value : [];
};
const data = (value: unknown): string => `data: ${JSON.stringify(value)}\n\n`;
const event = (type: string, fields: Fields): string => `event: ${type}\n${data({ type, ...fields })}`;

/** OpenAI's Chat Completions: Qwen Code, Copilot CLI and OpenCode with a server of one's own. */
const chat: Protocol = {
  path: /\/chat\/completions/,
  results: (body) => listAt(body, 'messages').flatMap(({ role, content }) => (role === 'tool' ? [JSON.stringify(content)] : [])),
  answer: (calls, number, { model }) => {
    const base = { id: `chatcmpl-${number}`, object: 'chat.completion.chunk', created: 1, model };
    const tools = calls.map(({ name, input }, index) => ({
      ...{ index, id: `call_fake_${number}_${index}`, type: 'function' },
      function: { name, arguments: JSON.stringify(input) },
    }));
    const delta = { role: 'assistant', ...(calls.length > 0 ? { content: null, tool_calls: tools } : { content: 'done' }) };
    return [
      data({ ...base, choices: [{ index: 0, delta, finish_reason: null }] }),
      data({ ...base, choices: [{ index: 0, delta: {}, finish_reason: calls.length > 0 ? 'tool_calls' : 'stop' }] }),
      data({ ...base, choices: [], usage: { prompt_tokens: 1, completion_tokens: 1, total_tokens: 2 } }),
      'data: [DONE]\n\n',
    ];
  },
};

/** OpenAI's Responses: Codex. */
const responses: Protocol = {
  path: /\/responses(?:\?|$)/,
  results: (body) =>
    listAt(body, 'input').flatMap(({ type, output }) => (/_call_output$/.test(String(type)) ? [JSON.stringify(output)] : [])),
  answer: (calls, number, { model }) => {
    const functions = calls.map(({ name, input }, index) => ({
      ...{ type: 'function_call', id: `fc_${number}_${index}`, call_id: `call_fake_${number}_${index}`, status: 'completed' },
      ...{ name, arguments: JSON.stringify(input) },
    }));
    const message = {
      ...{ type: 'message', id: `msg_${number}`, role: 'assistant', status: 'completed' },
      content: [{ type: 'output_text', text: 'done', annotations: [] }],
    };
    const output = calls.length > 0 ? functions : [message];
    const usage = {
      input_tokens: 1,
      input_tokens_details: { cached_tokens: 0 },
      output_tokens: 1,
      output_tokens_details: {},
      total_tokens: 2,
    };
    const response = { id: `resp_${number}`, object: 'response', created_at: 1, status: 'completed', model, output, usage };
    return [
      event('response.created', { response: { ...response, status: 'in_progress', output: [] } }),
      ...output.flatMap((item, index) => [
        event('response.output_item.added', { output_index: index, item }),
        event('response.output_item.done', { output_index: index, item }),
      ]),
      event('response.completed', { response }),
    ];
  },
};

/** Gemini's own: Gemini CLI. */
const gemini: Protocol = {
  path: /:(?:streamGenerateContent|generateContent)/,
  results: (body) =>
    listAt(body, 'contents').flatMap((content) =>
      listAt(content, 'parts').flatMap(({ functionResponse }) =>
        functionResponse === undefined ? [] : [JSON.stringify(functionResponse)],
      ),
    ),
  answer: (calls) => {
    const functions = calls.map(({ name, input }) => ({ functionCall: { name, args: input } }));
    const parts = calls.length > 0 ? functions : [{ text: '{"next_speaker":"user"}' }];
    const candidates = [{ content: { role: 'model', parts }, finishReason: 'STOP', index: 0 }];
    return [
      data({ candidates, usageMetadata: { promptTokenCount: 1, candidatesTokenCount: 1, totalTokenCount: 2 }, modelVersion: 'fake' }),
    ];
  },
};

/** Anthropic's Messages: Claude Code. */
const messages: Protocol = {
  path: /\/v1\/messages(?:\?|$)/,
  results: (body) =>
    listAt(body, 'messages').flatMap((message) =>
      listAt(message, 'content').flatMap(({ type, content }) => (type === 'tool_result' ? [JSON.stringify(content)] : [])),
    ),
  answer: (calls, number, { model }) => {
    const text = { block: { type: 'text', text: '' }, delta: { type: 'text_delta', text: 'done' } };
    const tools = calls.map(({ name, input }, index) => ({
      block: { type: 'tool_use', id: `toolu_fake_${number}_${index}`, name, input: {} },
      delta: { type: 'input_json_delta', partial_json: JSON.stringify(input) },
    }));
    const usage = { input_tokens: 1, output_tokens: 1 };
    const message = { id: `msg_${number}`, type: 'message', role: 'assistant', model, content: [], stop_reason: null, usage };
    return [
      event('message_start', { message }),
      ...(calls.length > 0 ? tools : [text]).flatMap(({ block, delta }, index) => [
        event('content_block_start', { index, content_block: block }),
        event('content_block_delta', { index, delta }),
        event('content_block_stop', { index }),
      ]),
      event('message_delta', { delta: { stop_reason: calls.length > 0 ? 'tool_use' : 'end_turn' }, usage }),
      event('message_stop', {}),
    ];
  },
};

export const PROTOCOLS: readonly Protocol[] = [messages, chat, responses, gemini];
