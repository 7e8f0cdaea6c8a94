import type { Match, Shape } from '../domain/secrets/shape.ts';
import { roleOf } from './names.ts';
import { strengthOf } from './value.ts';

const MAX_NAME = 48;
const NAME_TAIL = /[0-9A-Za-z_-]{0,40}/y;
/** What stands between a name and its value: the end of a quoted name, then a sign that assigns, opens a call, or nothing but blanks. */
const JOIN =
  /(?:\\?["'`\])]){0,3}\s{0,16}(?:(?<assigns>:=|=>|===?|[:=|,](?![:=])|>)\s{0,16}|(?<calls>\(\s{0,4})|(?<blank>(?<=[\s-])|(?<=["'`\])])))(?<type>(?:string|str|String|Text|byte\[\]|char\s?\*)\s{1,4}=\s{1,4})?(?<quote>\\?["'`])?/y;
const QUOTED = /[^\s"'`\\]{4,1024}/y;
const BARE = /[^\s"'`,;&|)(\]}\\<>]{4,1024}/y;
/** A name, a member of something or a call, as code has them on the right of an assignment. */
const EXPRESSION = /^[A-Za-z_$][\w$]*(?:\??\.|\[|\(|::|->|!)/;

/** Where a name that tells of a secret ends, what it is given. */
function matchNamed(text: string, at: number): Match | undefined {
  const start = nameStart(text, at);
  if (start === undefined) return undefined;
  NAME_TAIL.lastIndex = at;
  let end = at + (NAME_TAIL.exec(text)?.[0].length ?? 0);
  const name = text.slice(start, end);
  // `acmeKEY-9f86d081…`: the value hangs on the name by a dash.
  const joined = /^(.*?(?:key|token|secret|access|private))-(?=[0-9A-Za-z-]*\d)/i.exec(name);
  if (joined?.[1] !== undefined && strengthOf(valueAt(text, start + joined[0].length, BARE)) === 'generated')
    end = start + joined[0].length;
  const { role, isSure } = roleOf(text.slice(start, end));
  if (role === 'none') return undefined;
  JOIN.lastIndex = end;
  const join = JOIN.exec(text);
  if (!join) return undefined;
  const isQuoted = join.groups?.['quote'] !== undefined;
  const from = end + join[0].length;
  const value = valueAt(text, from, isQuoted ? QUOTED : BARE);
  if (value === '') return undefined;
  const isAssigned = join.groups?.['assigns'] !== undefined;
  const match = { start: from, end: from + value.length };
  if (!isQuoted && EXPRESSION.test(value)) return { ...match, confidence: 'none' };
  const strength = strengthOf(value);
  const counts = strength === 'generated' || (strength === 'chosen' && role === 'password' && isSure && isAssigned);
  return { ...match, confidence: counts ? 'low' : 'none' };
}

function nameStart(text: string, at: number): number | undefined {
  let start = at;
  while (start > 0 && isNameCharacter(text.charCodeAt(start - 1))) if (at - --start > MAX_NAME) return undefined;
  return start;
}

/** Letters, digits, `_`, `-` and `.`. */
const isNameCharacter = (code: number): boolean =>
  (code >= 48 && code <= 57) || (code >= 65 && code <= 90) || (code >= 97 && code <= 122) || code === 95 || code === 45 || code === 46;

function valueAt(text: string, at: number, pattern: RegExp): string {
  pattern.lastIndex = at;
  return pattern.exec(text)?.[0] ?? '';
}

/** Secrets told by the name that they are given, in any language and any way of writing. */
export const namedValue: Shape = {
  name: 'named-secret',
  keywords: ['pass', 'pwd', 'secret', 'token', 'key', 'cred', 'auth', 'access', 'private', '_pat', '_pw'],
  foldsCase: true,
  insideWords: true,
  match: matchNamed,
};
