import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isObject, type JsonValue, parseJson } from '../../../src/domain/json.ts';
import { readSent } from '../../../src/mcp/sent.ts';

const read = (line: string) => readSent(Buffer.from(line));
const CALL = '"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"run","arguments":{"cmd":"ls"}}';

describe('what is read', () => {
  it.each([
    ['a call', `{${CALL}}\n`, [{ kind: 'call', id: 1, tool: 'run', input: { cmd: 'ls' } }]],
    ['a call of a client on Windows', `{${CALL}}\r\n`, [{ kind: 'call', id: 1, tool: 'run', input: { cmd: 'ls' } }]],
    [
      'a call whose names are escaped',
      String.raw`{"id":"a","m\u0065thod":"tools\/call","params":{"name":"r\u0075n"}}`,
      [{ kind: 'call', id: 'a', tool: 'run', input: {} }],
    ],
    [
      'a call that nobody waits for',
      '{"method":"tools/call","params":{"name":"run","arguments":null}}',
      [{ kind: 'call', tool: 'run', input: {} }],
    ],
    [
      'a method with blanks and capitals',
      '{"id":1,"method":" Tools/Call","params":{"name":"run"}}',
      [{ kind: 'call', id: 1, tool: 'run', input: {} }],
    ],
    ['a batch', `[{${CALL}},{"method":"ping","id":2}]`, [{ kind: 'call', id: 1, tool: 'run', input: { cmd: 'ls' } }, { kind: 'other' }]],
    ['a question for the tools', '{"id":3,"method":"tools/list"}', [{ kind: 'list', id: 3 }]],
    ['a cancellation', '{"method":"notifications/cancelled","params":{"requestId":3}}', [{ kind: 'cancelled', id: 3 }]],
    ['an answer of the client', '{"id":3,"result":{"method":"tools/call","params":{"name":"x"}}}', [{ kind: 'other' }]],
    ['an empty line', '\n', []],
    ['an empty batch', '[]\n', []],
  ])('%s', (_, line, asked) => {
    const sent = read(line);
    expect(sent.ok && sent.value.messages.map((message) => message.asked)).toEqual(asked);
  });
});

describe('what no server sees', () => {
  it.each([
    ['no JSON', '{"id":1,"method":"tools/call"', 'truncated'],
    ['half of a message that goes on in the next line', '{"method":', 'truncated'],
    ['two messages on a line', `{"method":"ping"}{${CALL}}`, 'not-json'],
    ['a method that is named twice', `{"method":"ping",${CALL}}`, 'duplicate-key'],
    ['a name that is given twice', '{"id":1,"method":"tools/call","params":{"name":"a","name":"b"}}', 'duplicate-key'],
    ['a method that is named twice, once in other letters', `{"Method":"ping",${CALL}}`, 'message'],
    ['a method in other letters', '{"id":1,"METHOD":"tools/call","params":{"name":"a"}}', 'message'],
    ['parameters with a long s', '{"id":1,"method":"tools/call","param\u017f":{"name":"b"},"params":{"name":"a"}}', 'message'],
    ['a tool’s name in other letters', '{"id":1,"method":"tools/call","params":{"name":"a","Name":"b"}}', 'message'],
    ['a line break that some readers end a line at', `{"x":\r{${CALL}}\r}`, 'message'],
    ['a byte-order mark', `\ufeff{${CALL}}`, 'not-json'],
    ['a text', '"tools/call"', 'message'],
    ['a batch in a batch', `[[{${CALL}}]]`, 'message'],
    ['a method that is no text', '{"id":1,"method":["tools/call"],"params":{"name":"a"}}', 'message'],
    ['a method that no text can be made of', '{"id":1,"method":{"toString":1,"valueOf":1}}', 'message'],
    ['a long number inside more lists than a stack holds', `${'['.repeat(200_000)}${'9'.repeat(20)}${']'.repeat(200_000)}`, 'too-deep'],
    ['parameters by position', '{"id":1,"method":"tools/call","params":["run",{}]}', 'message'],
    ['a tool without a name', '{"id":1,"method":"tools/call","params":{"name":["run"]}}', 'message'],
    ['an id that cannot be given back', '{"id":1e300,"method":"tools/call","params":{"name":"a"}}', 'message'],
  ])('%s', (_, line, reason) => {
    const sent = read(line);
    expect(!sent.ok && sent.error.finding.ruleId).toBe(`validation.${reason}`);
  });

  it('bytes that are no UTF-8', () => {
    const sent = readSent(Buffer.from([0x7b, 0xff, 0x7d]));
    expect(!sent.ok && sent.error.finding.ruleId).toBe('validation.not-utf8');
  });

  it('says who waits for the call that it refuses', () => {
    const sent = read('{"id":7,"Method":"tools/call"}');
    expect(sent).toMatchObject({ ok: false, error: { id: 7, isCall: true } });
  });
});

/** Every object in a value that a careless server could take for a message: whatever the case of its names. */
function calledBy(value: JsonValue | undefined): readonly string[] {
  if (Array.isArray(value)) return value.flatMap(calledBy);
  if (!isObject(value)) return [];
  const at = (object: JsonValue | undefined, name: string) =>
    isObject(object) ? Object.entries(object).flatMap(([key, item]) => (key.toLowerCase() === name ? [item] : [])) : [];
  const isCall = at(value, 'method').includes('tools/call');
  return isCall ? at(value, 'params').flatMap((params) => at(params, 'name').map(String)) : [];
}

/** JSON with whatever one server may read in another way than the next: names twice and in other letters, odd breaks, messages inside messages. */
const { value: line } = fc.letrec<{ value: string; object: string; list: string }>((tie) => {
  const blank = fc.constantFrom('', '', '', ' ', '\r', '\r\n', '\t', '\u2028');
  const plain = fc.constantFrom('"tools/call"', '"ping"', '"evil"', '"\u2028"', '1', `{${CALL}}`, '{"name":"evil"}');
  const key = fc.constantFrom('method', 'method', 'Method', 'params', 'params', 'Param\u017f', 'name', 'id', 'x');
  const item = fc.tuple(blank, tie('value'), blank).map((parts) => parts.join(''));
  return {
    value: fc.oneof({ maxDepth: 4 }, plain, tie('object'), tie('list')),
    object: fc
      .array(fc.tuple(key, item), { maxLength: 4 })
      .map((entries) => `{${entries.map(([name, text]) => `"${name}":${text}`).join(',')}}`),
    list: fc.array(item, { maxLength: 3 }).map((items) => `[${items.join(',')}]`),
  };
});

it('no server reads a call in what is let through that was not read here', () => {
  let passed = 0;
  fc.assert(
    fc.property(line, (text) => {
      const sent = read(`${text}\n`);
      if (!sent.ok) return;
      passed++;
      const known = sent.value.messages.flatMap(({ asked }) => (asked.kind === 'call' ? [asked.tool] : []));
      for (const ends of [/\n/, /\r\n|\r|\n/, /\r\n|[\r\n\v\f\x1c-\x1e\x85\u2028\u2029]/])
        for (const part of text.split(ends)) for (const tool of calledBy(parseJson(part))) expect(known).toContain(tool);
    }),
    { numRuns: 3000 },
  );
  expect(passed).toBeGreaterThan(100);
});
