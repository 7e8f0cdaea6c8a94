import type { Match, Shape } from '../domain/secrets/shape.ts';
import { TOKEN_FORMS, type TokenForm } from '../domain/secrets/token-table.ts';
import { type Role, roleOf } from './names.ts';
import { isPlainPassword, strengthOf } from './value.ts';

const MAX_NAME = 48;
/** `SECRET key`, `API key`: the word before. */
const LEAD = /([A-Za-z]{2,14})[ _]$/;
const MAX_LEAD = 16;
const NAME_TAIL = /[0-9A-Za-z_.-]{0,40}/y;
/** `acmeKEY-9f86d081…`: the value hangs on the name. */
const HANGING = /^(.{0,88}?(?:key|token|secret|access|private))[-.](?=[0-9A-Za-z.-]*\d)/i;
/**
 * What stands between a name and its value: the end of a quoted name; then a sign that assigns, another member that holds the value
 * (`name: X, value: Y`, `"method": X, "params": [Y]`), the opening of a call, or nothing but blanks.
 */
const JOIN =
  /(?:\\?["'`\])]){0,3}[ \t]{0,16}(?:(?<holds>[,{]?\s{0,20}["']?(?:value|default|params|args|arguments)["']?\s{0,4}[:=]\s{0,8}(?:\[\s{0,4})?)|(?<assigns>:=|=>|===?|[:=](?![:=])|>|,(?=[ \t]{0,8}["']))\s{0,16}|(?<calls>\(\s{0,4})|(?<blank>(?<=[ \t.-])|(?<=["'`\])])))(?<type>(?:string|str|String|Text|byte\[\]|char\s?\*)\s{1,4}=\s{1,4})?(?<quote>\\?["'`])?/y;
const BARE = /[^\s"'`,;&|)(\]}\\<>]{4,1024}/y;
const QUOTED: Readonly<Record<string, RegExp>> = {
  '"': /[^\s"\\]{4,1024}/y,
  "'": /[^\s'\\]{4,1024}/y,
  '`': /[^\s`\\]{4,1024}/y,
};
/** A name, a member of something or a call, as code has them on the right of an assignment. */
const EXPRESSION = /^[A-Za-z_$][\w$]*(?:\??\.|\[|\(|::|->|!)/;
const CALL = /^[A-Za-z_$][\w$.]*(?:\[|\(|::|->)/;

/** Where a name that tells of a secret ends, what it is given. */
function matchNamed(text: string, at: number): Match | undefined {
  const start = nameStart(text, at);
  if (start === undefined) return undefined;
  const end = nameEnd(text, start, at);
  const { role, isSure } = roleOf(text.slice(start, end), LEAD.exec(text.slice(Math.max(0, start - MAX_LEAD), start))?.[1]);
  if (role === 'none') return undefined;
  JOIN.lastIndex = end;
  const join = JOIN.exec(text);
  if (!join) return undefined;
  const { assigns, holds, quote } = join.groups ?? {};
  const from = end + join[0].length;
  const value = valueAt(text, from, QUOTED[quote?.at(-1) ?? ''] ?? BARE);
  if (value === '') return undefined;
  if (!isSure && /^keys?$/i.test(text.slice(start, end)) && value.length < SHORTEST_OF_KEY) return undefined;
  const isAssigned = assigns !== undefined || holds !== undefined || (quote !== undefined && role === 'password');
  if (isAwsSecret(text.slice(start, end)) && value.length !== AWS_SECRET_LENGTH) return undefined;
  if (isRefuted(value)) return { start: from, end: from + value.length, confidence: 'none' };
  const isLiteral = (quote !== undefined && assigns?.startsWith(',') !== true) || isVariableOfShell(text.slice(start, from));
  const isSecret = (quote !== undefined || !isExpression(value)) && isSecretValue(value, { role, isSure, isAssigned, isLiteral });
  return { start: from, end: from + value.length, confidence: isSecret ? 'low' : 'none' };
}

/** It has the form of a token that carries its own proof, and the proof fails: whatever its name says, nothing opens with it. */
const isRefuted = (value: string): boolean => REFUTABLE.some((form) => matchesWhole(form, value) && form.verify?.(value) === false);
const REFUTABLE = TOKEN_FORMS.filter(({ verify }) => verify);

function matchesWhole({ keywords, pattern }: TokenForm, value: string): boolean {
  if (!keywords.some((keyword) => value.startsWith(keyword))) return false;
  pattern.lastIndex = 0;
  return pattern.exec(value)?.[0].length === value.length;
}

/** Amazon's have one length; what is longer is encrypted. */
const AWS_SECRET_LENGTH = 40;
const isAwsSecret = (name: string): boolean => /aws_?secret_?access_?key$/i.test(name);

const isExpression = (value: string): boolean => CALL.test(value) || (EXPRESSION.test(value) && strengthOf(value) !== 'generated');

/** `DB_PASSWORD=`: as shells and files of settings write it, where what follows is the value itself and no name. */
const isVariableOfShell = (nameAndJoin: string): boolean => /^[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+=$/.test(nameAndJoin);

interface Naming {
  readonly role: Role;
  readonly isSure: boolean;
  readonly isAssigned: boolean;
  /** In quotes, or where nothing but the value can stand. */
  readonly isLiteral: boolean;
}

/** `key` by itself is a name for anything. */
const SHORTEST_OF_KEY = 24;
/** Shorter than this, letters and digits behind a name that does not assign are part of a sentence. */
const SHORTEST_IN_PROSE = 10;

function isSecretValue(value: string, { role, isSure, isAssigned, isLiteral }: Naming): boolean {
  switch (strengthOf(value)) {
    case 'generated':
      return true;
    case 'letters':
      return isSure || (isAssigned && /[a-z][A-Z]/.test(value));
    case 'short':
      return isAssigned ? isSure || value.length >= SHORTEST_IN_PROSE : isSure && value.length >= SHORTEST_IN_PROSE;
    case 'chosen':
      return role === 'password' && isSure && isAssigned;
    case 'none':
      return role === 'password' && isSure && isAssigned && isLiteral && isPlainPassword(value);
  }
}

function nameEnd(text: string, start: number, at: number): number {
  NAME_TAIL.lastIndex = at;
  const name = text.slice(start, at + (NAME_TAIL.exec(text)?.[0].length ?? 0));
  const hanging = HANGING.exec(name)?.[1];
  if (hanging !== undefined) {
    const value = valueAt(text, start + hanging.length + 1, BARE);
    if (strengthOf(value) === 'generated' && !isEncodedWords(value)) return start + hanging.length + 1;
  }
  return start + name.replace(/\.+$/, '').length;
}

/** Base64 of an address or a name. */
const isEncodedWords = (value: string): boolean =>
  /^[0-9A-Za-z+/]{8,128}={0,2}$/.test(value) && value.length % 4 === 0 && /^[a-z][a-z0-9 .:/_-]+$/.test(atob(value));

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
  keywords: ['pass', 'pwd', 'secret', 'token', 'key', 'cred', 'auth', 'access', 'private', 'api=', 'api:', 'api =', '_pat', '_pw'],
  foldsCase: true,
  insideWords: true,
  match: matchNamed,
};

/** Before `code`, which by itself is a name for nearly anything. */
const LETS_IN = /(?:access|auth|authorization|recovery|backup|master|security)[ _-]?$/i;

/** `access code`, `recoveryCode`. */
export const namedCode: Shape = {
  ...namedValue,
  keywords: ['code'],
  match: (text, at) => (LETS_IN.test(text.slice(Math.max(0, at - 14), at)) ? matchNamed(text, at) : undefined),
};
