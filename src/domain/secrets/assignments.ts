import { entropy, isPlaceholder } from './likelihood.ts';
import type { Match, Shape } from './shape.ts';
import { isVariable } from './structures.ts';

/** The end of the name, what joins it to its value, and an opening quote. */
const JOIN = /[0-9A-Za-z_-]{0,24}?(?:\\?["'`\]]){0,2}\s{0,4}(?::=|=>|=|:)\s{0,4}(\\?["'`])?/y;
/** `--password value`: the name ends an option and a blank follows; `--password-stdin` takes none. */
const OPTION_JOIN = /(?![0-9A-Za-z-]{0,24}-(?:stdin|prompt|file|fd|env)[ =])(?:[0-9A-Za-z-]{0,24})[ =]{1,4}(["'])?/y;
const QUOTED = /[^\s"'`\\]{6,512}/y;
const BARE = /[^\s"'`,;&|)(\]}\\<>]{6,512}/y;

/** `key` opens something only where the name says so; another name before it takes a value that can be nothing else. */
const KEY_NAME = /(?:api|access|secret|private|encryption|signing|auth|master|account|service|deploy|license)[_-]?$/i;
const OTHER_KEY_NAME =
  /(?:^|[^0-9A-Za-z])(?!public|cache|primary|foreign|sort|partition|idempotency|hash|object|row|dedup|lookup|message|translation|storage|query|index)[0-9A-Za-z]{2,20}[_-]$/i;

function matchAssignment(text: string, at: number): Match | undefined {
  const isKey = text.slice(at, at + 3).toLowerCase() === 'key';
  const before = text.slice(Math.max(0, at - 24), at);
  const isNamed = !isKey || KEY_NAME.test(before);
  if (!isNamed && !OTHER_KEY_NAME.test(before)) return undefined;
  const nameEnd = at + (isKey ? 3 : 5);
  const found = valueAfter(JOIN, text, nameEnd) ?? (isOption(before) ? valueAfter(OPTION_JOIN, text, nameEnd) : undefined);
  if (isNamed || found === undefined) return found;
  return { ...found, confidence: found.confidence === 'high' ? 'low' : 'none' };
}

/** The word that the keyword stands in begins with two dashes. */
const isOption = (before: string): boolean => /(?:^|\s)--?[a-z0-9-]{0,22}$/i.test(before);

function valueAfter(join: RegExp, text: string, at: number): Match | undefined {
  join.lastIndex = at;
  const found = join.exec(text);
  if (!found) return undefined;
  const start = at + found[0].length;
  const pattern = found[1] === undefined ? BARE : QUOTED;
  pattern.lastIndex = start;
  const value = pattern.exec(text)?.[0];
  if (value === undefined) return undefined;
  return { start, end: start + value.length, confidence: confidenceOf(value, found[1] !== undefined) };
}

const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
const REFERENCE = /^(?:[./~]|(?:https?|file|env|vault|op|arn|ssm|secretsmanager|jdbc|sha\d+):)/i;
/** A name, a member of something or a call, as code has them on the right of an assignment. */
const EXPRESSION = /^[A-Za-z_$][A-Za-z_$]*\d{0,2}(?:[.[(:?!].*)?$|^[A-Za-z_$][\w$]*[.[(]/;

/** What code, prose and templates put after such names is told from what a person or a generator chose. */
function confidenceOf(value: string, isQuoted: boolean): Match['confidence'] {
  if (isVariable(value) || isPlaceholder(value) || REFERENCE.test(value)) return 'none';
  if (!isQuoted && EXPRESSION.test(value)) return 'none';
  const hasDigit = /\d/.test(value);
  if (!/[A-Za-z]/.test(value) || !/[^A-Za-z_.-]/.test(value) || entropy(value) < 2.4) return 'none';
  const isGenerated = value.length >= 20 && hasDigit && entropy(value) >= 3.5 && /^[0-9A-Za-z+/=_.~-]+$/.test(value);
  return isGenerated && !UUID.test(value) ? 'high' : 'low';
}

const AWS_SECRET = /(?:secret[_-]?access[_-]?key|secretaccesskey)\\?["']?\s{0,4}[:=]\s{0,4}\\?["']?([0-9A-Za-z/+]{40})(?![0-9A-Za-z/+=])/iy;

function matchAwsSecret(text: string, at: number): Match | undefined {
  AWS_SECRET.lastIndex = at;
  const found = AWS_SECRET.exec(text);
  const value = found?.[1];
  if (!found || value === undefined || isPlaceholder(value) || entropy(value) < 3.5) return undefined;
  const end = at + found[0].length;
  return { start: end - value.length, end, confidence: 'high' };
}

/** The one half of an Amazon credential that has no form of its own. */
export const awsSecretKey: Shape = {
  name: 'aws-secret-key',
  keywords: ['secret_access_key', 'secretaccesskey', 'secret-access-key'],
  foldsCase: true,
  insideWords: true,
  match: matchAwsSecret,
};

/** Secrets told by the name that they are given: `password=…`, `"apiKey": "…"`, `--token …`. */
export const assignments: readonly Shape[] = [
  awsSecretKey,
  {
    name: 'named-secret',
    keywords: ['password', 'passwd', 'passphrase', 'pwd', 'secret', 'token', 'key', 'credential'],
    foldsCase: true,
    insideWords: true,
    match: matchAssignment,
  },
];
