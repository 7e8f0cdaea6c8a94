/** A value with how it stands there. */
export interface Given {
  readonly name: string;
  readonly value: string;
  readonly quoted?: boolean;
  /** No blank between the name and the value. */
  readonly glued?: boolean;
  /** The line holds nothing else. */
  readonly alone?: boolean;
  readonly option?: boolean;
  /** A part of an address or of a connection string: no code stands there. */
  readonly parameter?: boolean;
}

/** Words of code that a secret's name is often followed by. */
const WORDS =
  /^(?:string|number|boolean|bool|str|bytes?|null|nil|none|undefined|true|false|yes|no|required|optional|any|unknown|object|text|process\.env.*|os\.environ.*|secrets\..*|env\..*)[?!]?$/i;
/** Filled in by something else, or a place where something else is to be put. */
const FILLED_IN = /^(?:\$[\w({]|%[sdv]|%\(|\{\{|<[^>]*>$|\{[^}]*\}$|\[[^\]]*\]$|\*{3,}$|\.{3}|…|x{4,}$)|\$\{|\{\{|\$\(/i;
/** A member of something, a call, an index. */
const EXPRESSION =
  /^[A-Za-z_$@&*!][\w$]*(?:\?\.|\.|::|->)[A-Za-z_$(]|^[!&*]?[A-Za-z_$][\w$.:]{0,80}[([<{]|^(?:await|new|func|function|async|lambda|return)\b|=>/;
const SENTENCE = /^[A-Z]?[a-z'’]+(?:[ ,][A-Za-z'’-]+){2,}[ .!?,:…]*/;

/** Whether a value says nothing that anybody could use: a type, a variable, a call, a text for people. */
export function isPlainValue({
  name,
  value,
  quoted = false,
  glued = false,
  alone = false,
  option = false,
  parameter = false,
}: Given): boolean {
  if (value.length < 3 || WORDS.test(value.replace(/[,)}\];]+$/, '')) || FILLED_IN.test(value)) return true;
  if (isSameWord(name, value)) return true;
  // `tests pass: …` is no password.
  if (/^pass$/i.test(name) && !glued) return true;
  const isPassword = /pass|pwd/i.test(name);
  if (/^[\d.,_]+$/.test(value)) return !isPassword || value.length < 4;
  if (quoted) return !isPassword && SENTENCE.test(value);
  if (parameter && glued) return false;
  if (!(glued && isShout(name)) && (isExpression(value) || /[{}]$/.test(value))) return true;
  // In the shell and in files of settings a bare word is the value itself, in code it is the name of one.
  if (option) return /^[^\w]+$|^[a-z]{1,3}$|^@/.test(value) || (value.includes('/') && readsLikeName(value));
  if (glued && isShout(name)) return false;
  return alone && isPassword && !/pass|pwd|hash|secret|token|key|input|value|form|user/i.test(value) ? false : readsLikeName(value);
}

/** `password=password`, `token: token`, `API_KEY=api-key`. */
function isSameWord(name: string, value: string): boolean {
  const bare = (text: string): string => text.toLowerCase().replace(/[^a-z]/g, '');
  const said = bare(value);
  return said !== '' && !/\d/.test(value) && bare(name).endsWith(said);
}

/** Signs of an expression stand in passwords, too; names between them do not. */
const isExpression = (value: string): boolean =>
  EXPRESSION.test(value) &&
  !/[\^~@%#]/.test(value) &&
  value.split(/[^\w$@]+/).every((piece) => /^[A-Za-z_$]{0,4}$|^\d*$/.test(piece) || readsLikeName(piece));

const isShout = (name: string): boolean => /[A-Z]/.test(name) && !/[a-z]/.test(name);

/** Made of words of some length: identifiers and paths are, what was drawn at random is not. */
function readsLikeName(value: string): boolean {
  const bare = value.replace(/[;,]+$/, '');
  if (!/^[A-Za-z_$@#/.~-][\w$@#/.:~?!*,-]*$/.test(bare)) return false;
  const pieces = bare.match(/[A-Z]?[a-z]+|[A-Z]+(?![a-z])|\d+/g) ?? [];
  return pieces.length > 0 && !pieces.some(isNoWord) && bare.replace(/[^0-9A-Za-z]/g, '').length / pieces.length >= 3;
}

/** Letters that nobody could say, but for a few that everybody does. */
const isNoWord = (piece: string): boolean =>
  piece.length >= 4 && !/[aeiouy\d]/i.test(piece) && !/^(?:https?|x?html|grpc|smtp|sftp|hdfs)$/i.test(piece);
