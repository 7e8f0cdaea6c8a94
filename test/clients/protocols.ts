import type { ScriptedCall } from './fake-model.ts';

type Fields = Readonly<Record<string, unknown>>;

/** How one kind of client speaks with its model: what it has sent back of its tools, and what it is told as server-sent events. */
export interface Protocol {
  readonly path: RegExp;
  /** The result of each tool call so far, as text. */
  readonly results: (body: Fields) => readonly string[];
  /** The next call, or the end of the turn. */
  readonly answer: (call: ScriptedCall | undefined, number: number, body: Fields) => readonly string[];
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
  answer: (call, number, { model }) => {
    const base = { id: `chatcmpl-${number}`, object: 'chat.completion.chunk', created: 1, model };
    const calls = call && [
      { index: 0, id: `call_fake_${number}`, type: 'function', function: { name: call.name, arguments: JSON.stringify(call.input) } },
    ];
    const delta = { role: 'assistant', content: call ? null : 'done', ...(calls && { tool_calls: calls }) };
    return [
      data({ ...base, choices: [{ index: 0, delta, finish_reason: null }] }),
      data({ ...base, choices: [{ index: 0, delta: {}, finish_reason: call ? 'tool_calls' : 'stop' }] }),
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
  answer: (call, number, { model }) => {
    const item = call
      ? {
          ...{ type: 'function_call', id: `fc_${number}`, call_id: `call_fake_${number}`, status: 'completed' },
          ...{ name: call.name, arguments: JSON.stringify(call.input) },
        }
      : {
          ...{ type: 'message', id: `msg_${number}`, role: 'assistant', status: 'completed' },
          content: [{ type: 'output_text', text: 'done', annotations: [] }],
        };
    const usage = {
      input_tokens: 1,
      input_tokens_details: { cached_tokens: 0 },
      output_tokens: 1,
      output_tokens_details: {},
      total_tokens: 2,
    };
    const response = { id: `resp_${number}`, object: 'response', created_at: 1, status: 'completed', model, output: [item], usage };
    return [
      event('response.created', { response: { ...response, status: 'in_progress', output: [] } }),
      event('response.output_item.added', { output_index: 0, item }),
      event('response.output_item.done', { output_index: 0, item }),
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
  answer: (call) => {
    const parts = call ? [{ functionCall: { name: call.name, args: call.input } }] : [{ text: '{"next_speaker":"user"}' }];
    const candidates = [{ content: { role: 'model', parts }, finishReason: 'STOP', index: 0 }];
    return [
      data({ candidates, usageMetadata: { promptTokenCount: 1, candidatesTokenCount: 1, totalTokenCount: 2 }, modelVersion: 'fake' }),
    ];
  },
};

export const PROTOCOLS: readonly Protocol[] = [chat, responses, gemini];
