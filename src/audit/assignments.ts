/** What stands in a secret's place; `shape` says how it was known. */
export type Token = (shape: string, secret: string) => string;

const NAME = 'password|passwd|passphrase|pwd|secret|token|api[_-]?key|access[_-]?key|private[_-]?key|credential';
/** A value is no variable, no substitution, and not yet redacted. */
const VALUE = '(?![$⟦<`(])[^\\s"\'&;|<>`]';

interface Context {
  readonly shape: string;
  /** Two groups: what stays, and the secret. */
  readonly pattern: RegExp;
}

/** Secrets known by what stands before them. Each pattern is linear: bounded repeats, no nesting. */
const CONTEXTS: readonly Context[] = [
  { shape: 'url-password', pattern: /([a-z][a-z0-9+.-]{1,15}:\/\/[^\s:@/"']{0,64}:)(?![$⟦])([^\s@/"']{1,256})(?=@)/gi },
  {
    shape: 'authorization',
    pattern:
      /(\bauthorization["']?\s{0,3}[:=]\s{0,3}["']?(?:(?:bearer|basic|token|digest|negotiate|apikey)\s{1,3})?)(?![$⟦])([^\s"'&;|<>`]{4,})/gi,
  },
  { shape: 'bearer', pattern: /(\bbearer\s{1,3})(?![$⟦])([A-Za-z0-9._~+/=-]{8,})/gi },
  { shape: 'cookie', pattern: /(\b(?:set-)?cookie:\s{0,3})(?![$⟦])([^"'\n]{4,2000})/gi },
  {
    shape: 'assigned',
    pattern: new RegExp(`((?:${NAME})[a-z0-9_-]{0,20}["']?\\s{0,3}[=:]\\s{0,3})(?![$⟦])("[^"\\n]{1,500}"|'[^'\\n]{1,500}')`, 'gi'),
  },
  { shape: 'assigned', pattern: new RegExp(`((?:${NAME})[a-z0-9_-]{0,20}["']?\\s{0,3}[=:]\\s{0,3})(${VALUE}{3,})`, 'gi') },
  { shape: 'option', pattern: new RegExp(`(--?[a-z0-9-]{0,20}(?:${NAME})\\s{1,3}["']?)(?![-$])(${VALUE}{3,})`, 'gi') },
  { shape: 'option', pattern: /((?:\s-u|--user)(?:\s{1,3}|=)["']?[^\s:"'$]{1,64}:)(?![$⟦/])([^\s"']{1,256})/g },
  {
    shape: 'option',
    pattern: /(\b(?:mysql|mysqldump|mysqladmin|mariadb|sshpass)\b[^|;&\n]{0,200}?\s-p\s?)(?![$⟦\s-])([^\s"';|&]{1,256})/g,
  },
];

/** Words of code that a secret's name is often followed by. */
const PLAIN =
  /^["']?(?:string|number|boolean|bool|str|bytes|null|none|undefined|true|false|required|optional|process\.env.*|os\.environ.*)["']?[,)}\]]?$/i;

export function redactAssignments(text: string, token: Token): string {
  return CONTEXTS.reduce(
    (out, { shape, pattern }) =>
      out.replace(pattern, (match: string, before: string, secret: string) =>
        PLAIN.test(secret) || secret.includes('⟦secret:') ? match : before + token(shape, secret),
      ),
    text,
  );
}
