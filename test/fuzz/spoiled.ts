import fc from 'fast-check';
import { isObject, type JsonValue, parseJson } from '../../src/domain/json.ts';

/** What trips up those who read, whatever they read. */
const PIECES = [
  ...[
    '',
    ' ',
    '\n',
    '\r\n',
    '\t',
    '\0',
    '\u00a0',
    '\u0085',
    '\u200b',
    '\u202e',
    '\u2028',
    '\ufeff',
    '\ufffd',
    '\ud800',
    '\u{e0041}',
    '🦉',
    'A\u030a',
  ],
  ...[
    '{',
    '}',
    '[',
    ']',
    '"',
    "'",
    '\\',
    '/',
    ',',
    ':',
    '=',
    '#',
    '//',
    '/*',
    '*/',
    '-',
    '---',
    '`',
    '$',
    '$(',
    '..',
    '.',
    '|',
    '&',
    '<',
    '>',
  ],
  ...['null', 'true', '0', '-0', '-1', '1e999', '99999999999999999999', '0.1', 'NaN', '1E400', '\\u0000', '\\ud83d', '%00', '%'],
  ...[
    '__proto__',
    'constructor',
    'toString',
    'hasOwnProperty',
    '"__proto__":',
    '"x":1,"x":2',
    '<<: *a',
    '&a',
    '*a',
    '!!js/function',
    '[[',
    ']]',
    '"""',
    "'''",
  ],
  ...[
    'x'.repeat(300),
    '['.repeat(200),
    '{"a":'.repeat(100),
    '('.repeat(300),
    'A'.repeat(5000),
    '\\'.repeat(99),
    '*'.repeat(200),
    'a*'.repeat(100),
  ],
] as const;

const piece = fc.oneof(
  { arbitrary: fc.constantFrom(...PIECES), weight: 4 },
  { arbitrary: fc.string({ unit: 'binary', maxLength: 12 }), weight: 1 },
);

/** Where, how much goes, what comes there; and whether what went is put elsewhere. */
const edit = fc.tuple(
  fc.double({ min: 0, max: 1, noNaN: true }),
  fc.oneof(fc.constant(0), fc.nat(4), fc.nat(200)),
  piece,
  fc.double({ min: 0, max: 1, noNaN: true }),
);
type Edit = typeof edit extends fc.Arbitrary<infer T> ? T : never;

const at = (text: string, part: number): number => Math.floor(part * (text.length + 1));

function edited(text: string, [where, length, put, elsewhere]: Edit): string {
  const from = at(text, where);
  const gone = text.slice(from, from + length);
  const left = text.slice(0, from) + put + text.slice(from + length);
  return elsewhere < 0.5 ? left : left.slice(0, at(left, elsewhere)) + gone + left.slice(at(left, elsewhere));
}

/** Texts with pieces cut out, put in, moved or doubled, and halves of two of them. */
export function spoiledText(seeds: readonly string[]): fc.Arbitrary<string> {
  const seed = fc.constantFrom(...seeds);
  const halves = fc
    .tuple(seed, seed, fc.double({ min: 0, max: 1, noNaN: true }))
    .map(([left, right, where]) => left.slice(0, at(left, where)) + right.slice(at(right, where)));
  return fc
    .tuple(fc.oneof({ arbitrary: seed, weight: 3 }, { arbitrary: halves, weight: 1 }), fc.array(edit, { maxLength: 6 }))
    .map(([text, edits]) => edits.reduce(edited, text));
}

const WRONG_VALUES: readonly JsonValue[] = [
  ...[
    null,
    true,
    false,
    0,
    -1,
    1.5,
    1e300,
    Number.MAX_SAFE_INTEGER,
    '',
    ' ',
    '\0',
    '/',
    '..',
    '~',
    '-',
    '\ud800',
    'x'.repeat(5000),
    '2026-11-22T10:00:00Z',
  ],
  ...[
    [],
    {},
    [[]],
    [null],
    [{}],
    { '': '' },
    { command: 'ls' },
    ['bash', '-lc', 'ls'],
    { toString: 1 },
    { length: { toString: 1 } },
    { length: 1e9 },
    [[[[[[[[[[1]]]]]]]]]],
  ],
];
const NAMES = [
  '__proto__',
  'constructor',
  'toString',
  '',
  'length',
  'command',
  'tool_input',
  'cwd',
  'type',
  'content',
  'text',
  'id',
  'name',
] as const;

const change = fc.tuple(
  fc.nat(),
  fc.constantFrom('replace', 'remove', 'rename', 'wrap', 'repeat'),
  fc.constantFrom(...WRONG_VALUES),
  fc.constantFrom(...NAMES),
);
type Change = typeof change extends fc.Arbitrary<infer T> ? T : never;

/** The value with one of its parts changed; the part is told by its number. */
function changed(value: JsonValue, [number, how, wrong, name]: Change): JsonValue {
  let left = number % partsIn(value);
  const walk = (part: JsonValue): JsonValue => {
    if (left-- === 0) return how === 'wrap' ? { [name]: part } : how === 'repeat' ? [part, part] : wrong;
    if (Array.isArray(part)) return part.map(walk);
    if (!isObject(part)) return part;
    const entries: (readonly [string, JsonValue])[] = [];
    for (const [key, inner] of Object.entries(part)) {
      if (inner === undefined) continue;
      const isNext = left === 0;
      if (isNext && how === 'remove') left -= 1;
      else entries.push([isNext && how === 'rename' ? name : key, walk(inner)]);
    }
    return Object.fromEntries(entries);
  };
  return walk(value);
}

const partsIn = (value: JsonValue): number =>
  1 +
  (typeof value === 'object' && value !== null
    ? Object.values(value).reduce((sum: number, part) => sum + (part === undefined ? 0 : partsIn(part)), 0)
    : 0);

/** JSON whose parts are missing, of another type, elsewhere or doubled; what is no JSON stays as it is. */
export const spoiledJson = (seeds: readonly string[]): fc.Arbitrary<string> =>
  fc.tuple(fc.constantFrom(...seeds), fc.array(change, { minLength: 1, maxLength: 5 })).map(([text, changes]) => {
    const value = parseJson(text);
    return value === undefined ? text : JSON.stringify(changes.reduce(changed, value));
  });

/** Either; more often what is JSON still. */
export const spoiled = (seeds: readonly string[]): fc.Arbitrary<string> =>
  fc.oneof({ arbitrary: spoiledJson(seeds), weight: 2 }, { arbitrary: spoiledText(seeds), weight: 1 });
