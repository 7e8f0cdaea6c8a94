import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { jsoncEditor, jsonEditor } from '../../../src/wiring/edit/json.ts';
import { tomlEditor } from '../../../src/wiring/edit/toml.ts';
import { unwrap } from '../../support/installation.ts';

const LIST = ['hooks', 'PreToolUse'];
const OURS = { matcher: '*', hooks: [{ type: 'command', command: 'launcher' }] };

const appended = (text: string) => unwrap(jsoncEditor.append(text, LIST, OURS));

describe('an entry that is put into JSON settings', () => {
  it.each([
    ['{"a":1}', '{"a":1,"hooks":{"PreToolUse":[{"matcher":"*","hooks":[{"type":"command","command":"launcher"}]}]}}'],
    ['{ "hooks": { "PreToolUse": [{ "m": 1 }] } }', /^\{ "hooks": \{ "PreToolUse": \[\{ "m": 1 \}, \{ "matcher".*\] \} \}$/],
    [
      '{\n\t"a": 1 // mine\n}\n',
      /^\{\n\t"a": 1, \/\/ mine\n\t"hooks": \{\n\t\t"PreToolUse": \[\n\t\t\t\{\n\t\t\t\t"matcher": "\*",\n.*\n\t\t\t\}\n\t\t\]\n\t\}\n\}\n$/,
    ],
    ['{\r\n    "a": 1\r\n}', /^\{\r\n {4}"a": 1,\r\n {4}"hooks": \{\r\n {8}"PreToolUse": \[\r\n(?:[^\n]*\r\n)*\}$/],
    ['', /^\{\n {2}"hooks": \{\n[\s\S]*\n\}\n$/],
    ['// nothing yet', /^\/\/ nothing yet\n\{\n {2}"hooks"/],
    ['{}', /^\{\n {2}"hooks": \{\n[\s\S]*\n\}$/],
    ['{"hooks":{"PreToolUse":[{"m":1},]}}', /\{"m":1\},\{"matcher".*\},\]\}\}$/],
  ])('is laid out as %j is', (text, expected) => {
    expect(appended(text)).toMatch(expected);
  });

  it.each([
    '{"a": 1,}',
    '{\n  "hooks": {\n    "PreToolUse": [\n      {"m": 1} // last\n      // below\n    ]\n  }\n}\n',
    '{"hooks":{"PreToolUse":[{"m":1}]}}',
    '{\r\n\t"hooks": {\r\n\t\t"PreToolUse": [{"m":1}, // one\r\n\t\t\t{"m":2},\r\n\t\t]\r\n\t},\r\n}',
    '{"hooks": /* a */ {"PreToolUse": /* b, c */ [ {"m": 1} /* d */ ] } }',
  ])('leaves nothing of itself behind in %j', (text) => {
    const now = appended(text);
    const { hooks } = JSON.parse(JSON.stringify(unwrap(jsoncEditor.parse(now))));
    const removed = jsoncEditor.remove(now, [...LIST, hooks.PreToolUse.length - 1]);
    const emptied = hooks.PreToolUse.length === 1 ? jsoncEditor.remove(removed, ['hooks']) : removed;
    expect(emptied).toBe(text);
  });

  it.each([
    ['{"hooks":1', { message: 'close brace expected', line: 1, column: 11 }],
    ['{\n  "a": 1,\n  "a": 2\n}', { message: 'the key a stands there twice', line: 3, column: 3 }],
    ['{"hooks":{"PreToolUse":{}}}', { message: 'hooks.PreToolUse is no list', line: 1, column: 24 }],
    ['{"hooks":[]}', { message: 'hooks is no object', line: 1, column: 10 }],
    ['[]', { message: 'it is not a JSON object', line: 1, column: 1 }],
  ])('is refused by %j', (text, error) => {
    expect(jsoncEditor.append(text, LIST, OURS)).toEqual({ ok: false, error });
  });
});

it.each([
  [
    '{\n  // mine\n  "a": 1\n}',
    'a comment stands there, and a file with a comment in it is ignored as a whole: take it out, and run this again',
    2,
  ],
  ['{"a": 1,}', 'property name expected', 1],
])('a reader of plain JSON takes nothing of %j, and so nothing is put into it', (text, message, line) => {
  expect(jsonEditor.append(text, LIST, OURS)).toEqual({ ok: false, error: { message, line, column: expect.any(Number) } });
  expect(jsonEditor.parse(text).ok).toBe(false);
  expect(jsonEditor.append('{"a":1}', LIST, OURS)).toEqual(jsoncEditor.append('{"a":1}', LIST, OURS));
});

describe('settings that go too deep for their parser', () => {
  const message = 'it is nested deeper than 100 levels';
  const deep = (open: string, close = '') => open.repeat(50_000) + close.repeat(50_000);
  it.each([
    ['{"a":', '1', '}'],
    ['[', '', ']'],
    ['[', '', ''],
    ['{"a\n[', '', ''],
    ['{"\\\n":[', '', ''],
    ['[/* " */', '', ']'],
  ])('are an error and no crash: JSON of %j', (open, inner, close) => {
    const text = deep(open) + inner + deep(close);
    for (const editor of [jsonEditor, jsoncEditor]) {
      expect(editor.parse(text)).toMatchObject({ ok: false, error: { message } });
      expect(editor.append(text, LIST, OURS)).toMatchObject({ ok: false, error: { message } });
    }
  });

  it.each(['a = [', 'a = [ # "\n', "a = ['x', ", 'a = {a = '])('are an error and no crash: TOML of %j', (open) => {
    expect(tomlEditor.parse(`a = ${deep(open.slice(4))}`)).toMatchObject({ ok: false, error: { message } });
  });

  it('are not those whose strings and comments speak of brackets', () => {
    const brackets = '['.repeat(200);
    expect(jsoncEditor.parse(`{"a": "${brackets}\\"{" /* ${brackets} */ // ${brackets}\n}`).ok).toBe(true);
    const lines = `a = "${brackets}" # ${brackets}\nb = '${brackets}'\nc = """\n"${brackets}\\""""\nd = '''\n${brackets}'''\n`;
    expect(tomlEditor.parse(lines).ok).toBe(true);
    expect(tomlEditor.parse('[[hooks]]\n'.repeat(150)).ok).toBe(true);
  });
});

describe('JSON of any layout', () => {
  const value = fc.letrec((tie) => ({
    node: fc.oneof(
      { maxDepth: 3 },
      fc.constantFrom(1, true, null, 'a "b" // c', '\u00e9,]}'),
      fc.array(tie('node'), { maxLength: 3 }),
      fc.dictionary(fc.constantFrom('a', 'b c', '//', 'hooks\n'), tie('node'), { maxKeys: 3 }),
    ),
  })).node;
  const root = fc.record(
    {
      first: value,
      hooks: fc.record({ PreToolUse: fc.array(fc.record({ m: value }), { maxLength: 2 }), Stop: value }, { requiredKeys: [] }),
      last: value,
    },
    { requiredKeys: [] },
  );
  const gaps = fc.array(fc.constantFrom('', ' ', '\n', '\t', '\r\n  ', '/* , ] */', ' // x}\n', ''), { minLength: 5, maxLength: 40 });

  it('keeps every other byte in its order, and holds the entry last', () => {
    fc.assert(
      fc.property(root, gaps, fc.boolean(), (settings, blanks, trailing) => {
        const text = laidOut(settings, blanks, trailing);
        const now = appended(text);
        const before = unwrap(jsoncEditor.parse(text));
        const list = [...(settings.hooks?.PreToolUse ?? []), OURS];
        expect(unwrap(jsoncEditor.parse(now))).toEqual({ ...before, hooks: { ...settings.hooks, PreToolUse: list } });
        expect(isSubsequence(text.replace(/\s/g, ''), now.replace(/\s/g, ''))).toBe(true);
        const removed = jsoncEditor.remove(now, [...LIST, list.length - 1]);
        expect(unwrap(jsoncEditor.parse(removed))).toEqual({ ...before, hooks: { ...settings.hooks, PreToolUse: list.slice(0, -1) } });
        if (list.length > 1) expect(removed).toBe(text);
      }),
      { numRuns: 300 },
    );
  });
});

/** JSON with the given blanks and comments, in turn, wherever some may stand. */
function laidOut(value: unknown, blanks: readonly string[], trailing: boolean): string {
  let at = 0;
  const gap = () => blanks[at++ % blanks.length] ?? '';
  const list = (open: string, items: readonly string[], close: string) =>
    `${open}${gap()}${items.join(`${gap()},${gap()}`)}${gap()}${trailing && items.length > 0 ? `,${gap()}` : ''}${close}`;
  const write = (node: unknown): string => {
    if (Array.isArray(node)) return list('[', node.map(write), ']');
    if (typeof node !== 'object' || node === null) return JSON.stringify(node);
    return list(
      '{',
      Object.entries(node).map(([key, member]) => `${JSON.stringify(key)}${gap()}:${gap()}${write(member)}`),
      '}',
    );
  };
  return write(value);
}

function isSubsequence(part: string, whole: string): boolean {
  let at = 0;
  for (const character of part) {
    at = whole.indexOf(character, at) + 1;
    if (at === 0) return false;
  }
  return true;
}

describe('a table that is put into TOML settings', () => {
  const table = { event: 'PreToolUse', command: "'/a b/launcher' block", timeout: 10 };

  it.each(['x = 1\n', '[[hooks]]\na = "b" # mine\n# below\n', '# only this\r\n', '[a.b]\nc = { d = 1 }\n\n\n'])(
    'leaves nothing of itself behind in %j',
    (text) => {
      const now = unwrap(tomlEditor.append(text, ['hooks'], table));
      const { hooks } = JSON.parse(JSON.stringify(unwrap(tomlEditor.parse(now))));
      expect(hooks.at(-1)).toEqual(table);
      expect(now.startsWith(text)).toBe(true);
      expect(tomlEditor.remove(now, ['hooks', hooks.length - 1])).toBe(text);
    },
  );

  it('goes behind text without a last line end', () => {
    expect(unwrap(tomlEditor.append('x = 1', ['hooks'], { a: 1 }))).toBe('x = 1\n\n[[hooks]]\na = 1\n');
  });

  it.each([
    ['x = \n', { line: 2, column: 1 }],
    ['hooks = [{ a = 1 }]\n', { message: expect.stringContaining('[[hooks]]') }],
    ['hooks = 1\n', { message: expect.stringContaining('[[hooks]]') }],
  ])('is refused by %j', (text, error) => {
    expect(tomlEditor.append(text, ['hooks'], table)).toMatchObject({ ok: false, error });
  });
});
